package org.campanile.core.environment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step that a service type does inside its units, as its data file says (protocol document, tables 6.5 and 6.9).
 *
 * @param id name within the type, the template's as a rule; what {@code after} speaks of
 * @param template name of the plan template, e.g. {@code "CreatePrimaryDC"}
 * @param on which units get it
 * @param whenInDomain whether only members of a domain that a service of the environment provides get it
 * @param whenSet expression that has to have a value for the step to be done, empty for always
 * @param functions what is called, in order
 * @param reboot {@code RebootOnCompletion}: 0 never, 1 when no command failed, 2 always
 * @param expectedSeconds how long it usually takes, for schedules
 * @param optional whether a failure is only a warning
 * @param after what must have succeeded before it begins
 * @param keeps what is remembered of it; empty for a step that each deployment repeats
 */
public record StepDefinition(String id, String template, On on, boolean whenInDomain, String whenSet, List<Call> functions, int reboot, int expectedSeconds,
        boolean optional, List<After> after, Optional<Keeps> keeps) {

    /** Which units of the service get a step. */
    public enum On {
        /** All units. */ ALL,
        /** The master. */ MASTER,
        /** All but the master. */ OTHERS,
        /** One unit: the one that is ready first, of several the first in the document's order. */ FIRST
    }

    /** Whose step has to have ended. */
    public enum Scope {
        /** The same unit's. */ UNIT,
        /** That of every unit of the service that has it. */ SERVICE,
        /** That of the master of the domain the unit is in. */ DOMAIN,
        /** That of every unit of the service which a field of kind service names. */ REFERENCE
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
     * @param reference key of the field that names the service, for the scope {@link Scope#REFERENCE}; otherwise empty
     * @param step id of the step
     */
    public record After(Scope scope, String reference, String step) {
    }

    public StepDefinition {
        whenSet = whenSet == null ? "" : whenSet;
        functions = List.copyOf(functions);
        after = List.copyOf(after);
    }
}
