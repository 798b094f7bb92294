package org.campanile.core.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry of a recipe under {@code steps}, its placeholders filled in. A value without secrets in clear.
 *
 * @param id unique in the recipe
 * @param title the recipe's words for it; empty when the kind shall find its own
 * @param after ids of entries that come first; kept by the runner, no matter to the kind
 * @param with the kind's parameters
 * @param expected how long it takes as a rule, when the recipe says so
 * @param commands shown instead of the kind's own, when the recipe gives some
 */
public record StepSpec(String id, String title, List<String> after, Values with, Optional<Duration> expected, List<String> commands) {

    public StepSpec {
        Objects.requireNonNull(id);
        title = title == null ? "" : title;
        after = List.copyOf(after);
        Objects.requireNonNull(with);
        Objects.requireNonNull(expected);
        commands = List.copyOf(commands);
    }

    /** An entry with id and values alone, as tests of kinds need it. */
    public static StepSpec of(String id, Values with) {
        return new StepSpec(id, "", List.of(), with, Optional.empty(), List.of());
    }

    /** The recipe's title, or these words when it has none. */
    public String titleOr(String words) {
        return title.isEmpty() ? words : title;
    }
}
