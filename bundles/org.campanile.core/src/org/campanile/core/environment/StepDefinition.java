package org.campanile.core.environment;

import java.util.List;
import java.util.Map;

/**
 * One step that a service type does inside its units, as its data file says (protocol document, tables 6.5 and 6.9).
 *
 * @param template name of the plan template, e.g. {@code "CreatePrimaryDC"}
 * @param on which units get it
 * @param whenInDomain whether only members of a domain get it
 * @param functions what is called, in order
 * @param reboot {@code RebootOnCompletion}: 0 never, 1 when no command failed, 2 always
 * @param expectedSeconds how long it usually takes, for schedules
 * @param optional whether a failure is only a warning
 * @param after what must have ended before it begins
 */
public record StepDefinition(String template, On on, boolean whenInDomain, List<Call> functions, int reboot, int expectedSeconds,
        boolean optional, List<After> after) {

    /** Which units of the service get a step. */
    public enum On {
        /** All units. */ ALL,
        /** The master. */ MASTER,
        /** All but the master. */ OTHERS,
        /** The first unit in the document's order. */ FIRST
    }

    /** Whose step has to have ended. */
    public enum Scope {
        /** The same unit's. */ UNIT,
        /** That of every unit of the service that has it. */ SERVICE,
        /** That of the master of the domain the unit is in. */ DOMAIN
    }

    /**
     * One call of a function.
     *
     * @param function name of the function
     * @param arguments by name; a text that starts with {@code $} stands for a value the planner knows
     */
    public record Call(String function, Map<String, Object> arguments) {
        public Call {
            arguments = Values.copy(arguments);
        }
    }

    /**
     * A need for an earlier step; void where nobody has that step.
     *
     * @param scope whose step
     * @param template which step
     */
    public record After(Scope scope, String template) {
    }

    public StepDefinition {
        functions = List.copyOf(functions);
        after = List.copyOf(after);
    }
}
