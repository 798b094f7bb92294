package org.campanile.core.check;

import java.util.Map;
import java.util.Objects;

/**
 * A safe step that would remove a finding, by reference: the job's room that owns the check makes the step of that id. A value.
 *
 * @param step id of the step
 * @param label of the button or menu entry, imperative: {@code "Create virtual host murano"}
 * @param command what a person could type instead; may be empty
 * @param arguments what the step needs to know beside its id; no secrets
 */
public record Fix(String step, String label, String command, Map<String, String> arguments) {

    public Fix {
        Objects.requireNonNull(step);
        Objects.requireNonNull(label);
        command = command == null ? "" : command;
        arguments = Map.copyOf(arguments);
    }

    /** A fix without arguments. */
    public Fix(String step, String label, String command) {
        this(step, label, command, Map.of());
    }
}
