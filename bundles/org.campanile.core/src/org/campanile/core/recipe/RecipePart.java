package org.campanile.core.recipe;

import java.util.List;

/**
 * A part of a set-up: what an admin thinks of as one thing, such as the share.
 *
 * @param id lower case words with hyphens, stable
 * @param title a word or two
 * @param about what it is for, a few sentences
 * @param when it belongs to the set-up
 * @param after ids of parts that come first
 * @param mistakes known mistakes of a guide or of its users, and what to do instead
 */
public record RecipePart(String id, String title, String about, Condition when, List<String> after, List<RecipeEntry> checks, List<RecipeEntry> steps,
        List<String> mistakes) {

    public RecipePart {
        after = List.copyOf(after);
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
        mistakes = List.copyOf(mistakes);
    }
}
