package org.campanile.core.diagnosis;

import java.util.List;
import java.util.Objects;

/**
 * What is diagnosed: a lab alone, an environment of this console, or one of a Murano service. A value.
 *
 * @param name shown to the user
 * @param stack name of its stack; empty for a lab, and for a Murano environment before it was read
 * @param queues queues its agents take plans from
 * @param results queue of their answers; empty for none
 * @param murano id of the environment at the Murano service; empty for an environment of this console
 */
public record Target(String name, String stack, List<String> queues, String results, String murano) {

    public Target {
        Objects.requireNonNull(name);
        queues = List.copyOf(queues);
    }

    /** A lab alone. */
    public static Target lab(String name) {
        return new Target(name, "", List.of(), "", "");
    }

    /** An environment that this console deployed. */
    public static Target own(String name, String stack, List<String> queues, String results) {
        return new Target(name, stack, queues, results, "");
    }

    /** An environment of the Murano service, by its id; stack and queues are read from it. */
    public static Target murano(String name, String id) {
        return new Target(name, "", List.of(), "", id);
    }

    /** Whether only the lab is looked at. */
    public boolean labOnly() {
        return stack.isEmpty() && murano.isEmpty();
    }
}
