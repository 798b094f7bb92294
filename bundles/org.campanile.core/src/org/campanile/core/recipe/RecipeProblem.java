package org.campanile.core.recipe;

import org.campanile.core.task.Failure;

/**
 * Something in a recipe's file that is not acceptable.
 *
 * @param place file, line and column: {@code "my.yaml:12:7"}
 * @param field path of the key: {@code "parts[2].steps[0].kind"}
 * @param message what is wrong and what would be right
 */
public record RecipeProblem(String place, String field, String message) {

    static RecipeProblem of(Failure failure) {
        return new RecipeProblem(failure.subject(), failure.cameBack(), failure.meaning());
    }

    /** In one line. */
    public String line() {
        return place + ": " + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
