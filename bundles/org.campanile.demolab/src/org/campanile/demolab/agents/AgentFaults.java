package org.campanile.demolab.agents;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The agents' troubles in force, in the order they were added. Thread-safe. */
public final class AgentFaults {

    private record Active(AgentFault fault, AtomicInteger left) {
        boolean take() {
            return fault.times() < 0 || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }

    private final ConcurrentLinkedQueue<Active> active = new ConcurrentLinkedQueue<>();

    /** Puts a fault in force. */
    public void add(AgentFault fault) {
        active.add(new Active(fault, new AtomicInteger(fault.times())));
    }

    /** Takes all faults away. */
    public void clear() {
        active.clear();
    }

    /** Whether a fault of this sort strikes one function; counted as used if so. */
    boolean hits(AgentFault.Kind kind, String function, String host) {
        return active.stream().anyMatch(a -> a.fault().concerns(kind, function, host) && a.take());
    }

    /** Whether a fault of this sort strikes a plan with these functions, or the empty plan. */
    boolean hits(AgentFault.Kind kind, List<String> functions, String host) {
        return functions.isEmpty() ? hits(kind, "", host) : functions.stream().anyMatch(f -> hits(kind, f, host));
    }
}
