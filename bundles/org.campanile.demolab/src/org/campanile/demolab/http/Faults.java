package org.campanile.demolab.http;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults in force, in the order they were added; the first that matches a request hits it. Thread-safe. */
public final class Faults {

    private record Active(Fault fault, AtomicInteger left) {
        boolean take() {
            return fault.times() < 0 || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }

    private final ConcurrentLinkedQueue<Active> active = new ConcurrentLinkedQueue<>();

    /** Puts a fault in force. */
    public void add(Fault fault) {
        active.add(new Active(fault, new AtomicInteger(fault.times())));
    }

    /** Takes all faults away. */
    public void clear() {
        active.clear();
    }

    /** The fault that hits this request, counted as used. */
    Optional<Fault> hit(String service, String method, String path) {
        for (Active a : active) {
            Fault f = a.fault();
            boolean meant = (f.service().equals("*") || f.service().equals(service))
                    && (f.method().equals("*") || f.method().equals(method)) && f.path().matcher(path).matches();
            if (meant && a.take()) {
                return Optional.of(f);
            }
        }
        return Optional.empty();
    }
}
