package org.campanile.demolab.agents;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.campanile.demolab.http.Faults;

/** The agents' troubles in force, in the order they were added. Thread-safe. */
public final class AgentFaults implements Faults.Further {

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

    @Override
    public String member() {
        return "agent";
    }

    /** Adds {@code {"kind": "SILENT", "function": "*", "host": "*", "times": -1}}; only the kind is needed. */
    @Override
    public void add(JsonObject fault) {
        if (!fault.has("kind")) {
            throw new IllegalArgumentException("an agent's fault needs a kind, one of " + List.of(AgentFault.Kind.values()));
        }
        add(new AgentFault(AgentFault.Kind.valueOf(fault.get("kind").getAsString().toUpperCase(Locale.ROOT)), text(fault, "function"),
                text(fault, "host"), fault.has("times") ? fault.get("times").getAsInt() : -1));
    }

    private static String text(JsonObject fault, String key) {
        return fault.has(key) ? fault.get(key).getAsString() : "*";
    }

    @Override
    public JsonArray list() {
        JsonArray all = new JsonArray();
        for (Active a : active) {
            JsonObject o = new JsonObject();
            o.addProperty("kind", a.fault().kind().name());
            o.addProperty("function", a.fault().function());
            o.addProperty("host", a.fault().host());
            o.addProperty("times", a.fault().times());
            all.add(o);
        }
        return all;
    }

    /** Takes all faults away. */
    @Override
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
