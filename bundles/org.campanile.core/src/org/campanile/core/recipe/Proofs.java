package org.campanile.core.recipe;

import java.time.Instant;
import java.util.Optional;

/** When steps that prove others ({@link org.campanile.core.step.Step#provesOthers}) went through last: told by who knows the earlier runs, among the facts. */
public final class Proofs {

    private Proofs() {
    }

    /** Notes that the step of that id went through, and that nothing was changed since. */
    public static void note(Facts facts, String step, Instant when) {
        facts.put("proof/" + step, when);
    }

    /** When the step of that id went through, if nothing was changed since. */
    public static Optional<Instant> last(Ground ground, String step) {
        return ground.facts().find("proof/" + step, Instant.class);
    }
}
