package org.campanile.core.recipe;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a part: steps or checks of a kind, with placeholders as the file has them.
 *
 * @param id unique in the recipe, among steps or among checks
 * @param kind id of the kind
 * @param title in the recipe's words; empty for the kind's
 * @param with a text, a list of texts or a map of texts for each of the kind's parameters that is given
 * @param after ids of entries or parts that come first; for checks empty
 * @param when it is there at all
 * @param commands shown instead of the kind's, with placeholders; secrets as {@code $VARIABLE}
 * @param expected how long it takes as a rule
 * @param fix for a check the id of the entry that would solve what it finds; may be empty
 */
public record RecipeEntry(String id, String kind, String title, Map<String, Object> with, List<String> after, Condition when, List<String> commands,
        Optional<Duration> expected, String fix) {

    public RecipeEntry {
        with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
        after = List.copyOf(after);
        commands = List.copyOf(commands);
    }
}
