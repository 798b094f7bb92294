package org.campanile.core.environment;

import java.util.Map;
import java.util.Objects;

/**
 * What is remembered of a step that succeeded, so that a later deployment does not repeat it (protocol document, section 6.3, without the
 * traps told there: what the original keeps for a whole service is kept for each unit as well). Read from a service type's data file.
 *
 * @param ofService whether the original keeps it for the service; otherwise for the unit
 * @param key key of the state
 * @param value what is kept: {@code null} for a plain yes, {@code $answer} for what the agent answered, otherwise an expression; the step is
 *        due again when its value has changed
 * @param also further keys of the unit with their expressions
 * @param once whether one unit does it for the service for good, whichever it was
 * @param all whether one unit does it for all units there are, so that it is due again when a unit was added
 * @param fixedBy key of the service's state after which a changed value cannot be brought in by the step any more; empty for none
 */
public record Keeps(boolean ofService, String key, String value, Map<String, Object> also, boolean once, boolean all, String fixedBy) {

    /** What stands for the first output of the step's first command. */
    public static final String ANSWER = "$answer";

    public Keeps {
        Objects.requireNonNull(key);
        also = Values.copy(also);
        fixedBy = fixedBy == null ? "" : fixedBy;
    }

    /** Whether any kept value will do: nothing in the document says what it has to be. */
    public boolean anyValue() {
        return value == null || value.equals(ANSWER) || value.equals("$unit.name");
    }
}
