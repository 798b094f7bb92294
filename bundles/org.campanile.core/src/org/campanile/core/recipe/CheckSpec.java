package org.campanile.core.recipe;

import java.util.Objects;

/**
 * An entry of a recipe under {@code checks}, its placeholders filled in. A value without secrets in clear.
 *
 * @param id unique in the recipe
 * @param title the recipe's words for it; empty when the kind shall find its own
 * @param group title of the part, to which the findings belong
 * @param with the kind's parameters
 */
public record CheckSpec(String id, String title, String group, Values with) {

    public CheckSpec {
        Objects.requireNonNull(id);
        title = title == null ? "" : title;
        Objects.requireNonNull(group);
        Objects.requireNonNull(with);
    }

    /** The recipe's title, or these words when it has none. */
    public String titleOr(String words) {
        return title.isEmpty() ? words : title;
    }
}
