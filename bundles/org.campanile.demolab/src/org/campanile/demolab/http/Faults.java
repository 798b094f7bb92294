package org.campanile.demolab.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The faults in force, in the order they were added; the first that matches a request hits it. Thread-safe. */
public final class Faults {

    private record Active(Fault fault, AtomicInteger left) {
        boolean take() {
            return fault.times() < 0 || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }

    /** Troubles of a part that is no service over HTTP, such as agents; settable from outside beside the others. Thread-safe. */
    public interface Further {
        /** Name of the member by which a fault of this sort is posted and listed, e.g. {@code "agent"}. */
        String member();

        /** Puts one in force; an {@link IllegalArgumentException} says what is wrong with it. */
        void add(JsonObject fault);

        /** Those in force. */
        JsonArray list();

        /** Takes all away. */
        void clear();
    }

    private record ActiveResource(ResourceFault fault, AtomicInteger left) {
    }

    private final ConcurrentLinkedQueue<ActiveResource> resources = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Further> further = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Active> active = new ConcurrentLinkedQueue<>();

    /** Puts a fault in force. */
    public void add(Fault fault) {
        active.add(new Active(fault, new AtomicInteger(fault.times())));
    }

    /** Puts a failure of a cloud resource in force. */
    public void add(ResourceFault fault) {
        resources.add(new ActiveResource(fault, new AtomicInteger(fault.times())));
    }

    /** From now on faults of this sort can be set from outside too. */
    public void add(Further sort) {
        further.add(sort);
    }

    /** The further sorts of faults. */
    List<Further> further() {
        return List.copyOf(further);
    }

    /** Takes all faults away. */
    public void clear() {
        active.clear();
        resources.clear();
        further.forEach(Further::clear);
    }

    /** The faults of requests, used up or not, in the order they were added. */
    public List<Fault> list() {
        return active.stream().map(Active::fault).toList();
    }

    /** The failures of resources, used up or not, in the order they were added. */
    public List<ResourceFault> resources() {
        return resources.stream().map(ActiveResource::fault).toList();
    }

    /** Why this resource has to fail, counted as used; empty when it may live. */
    public Optional<String> resourceHit(String type, String name) {
        for (ActiveResource a : resources) {
            ResourceFault f = a.fault();
            if (f.type().matcher(type).matches() && f.name().matcher(name).matches()
                    && (f.times() < 0 || a.left().getAndUpdate(n -> Math.max(0, n - 1)) > 0)) {
                return Optional.of(f.reason());
            }
        }
        return Optional.empty();
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
