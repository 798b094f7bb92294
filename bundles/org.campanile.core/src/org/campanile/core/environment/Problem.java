package org.campanile.core.environment;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Something in a document that would go wrong or look strange, with where it is, so that a form or canvas can mark it.
 *
 * @param severity how bad
 * @param rule short constant name of the rule, e.g. {@code "hostname-long"}
 * @param serviceId the service, empty for the environment itself
 * @param unitId the unit, empty for the service
 * @param field key of the field, empty when it is about the whole
 * @param message one sentence: what is wrong and what it leads to
 * @param fix one sentence in the imperative
 * @param quickFix the edit that repairs it, where there is exactly one sensible one
 */
public record Problem(Severity severity, String rule, String serviceId, String unitId, String field, String message, String fix,
        Optional<QuickFix> quickFix) {

    /** How bad a problem is. */
    public enum Severity {
        /** The deployment would fail or do something else than meant. */ ERROR,
        /** It may work, but somebody should look. */ WARNING,
        /** Worth knowing. */ INFO
    }

    /** The first of several in its own words, and how many more there are; empty without any. */
    public static Optional<String> told(List<Problem> errors) {
        return errors.stream().findFirst().map(Problem::message).map(first -> switch (errors.size()) {
            case 1 -> first;
            case 2 -> first + " There is 1 more error.";
            default -> first + " There are " + (errors.size() - 1) + " more errors.";
        });
    }

    /**
     * An edit that repairs a problem; one undoable operation.
     *
     * @param label what it does, for a menu
     * @param edit the edit; pure
     */
    public record QuickFix(String label, UnaryOperator<Environment> edit) {
        public QuickFix {
            Objects.requireNonNull(label);
            Objects.requireNonNull(edit);
        }
    }
}
