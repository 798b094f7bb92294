package org.campanile.core.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something a recipe asks the user for. Its value goes where {@code ${id}} stands.
 *
 * @param id lower case words with hyphens
 * @param label for a form, sentence case without a colon
 * @param type what it takes; MAP and LIST are typed as lines or with commas between
 * @param fallback taken when the user gives nothing; may have placeholders of the lab and of earlier parameters
 * @param required whether there has to be a value
 * @param help one or two sentences; may be empty
 * @param pattern what the whole text has to match, if anything
 * @param patternHelp said when it does not
 * @param choices the words of a CHOICE; for a text, suggestions
 * @param when it is asked for at all
 * @param keptAs for a SECRET the part of its {@link org.campanile.core.secret.SecretKey}, with placeholders
 * @param account for a SECRET whose it is, with placeholders
 */
public record RecipeParameter(String id, String label, ValueType type, String fallback, boolean required, String help, Optional<Pattern> pattern,
        String patternHelp, List<String> choices, Condition when, String keptAs, String account) {

    public RecipeParameter {
        Objects.requireNonNull(id);
        Objects.requireNonNull(type);
        choices = List.copyOf(choices);
    }

    /** The same parameter as one of another type. */
    RecipeParameter as(ValueType other) {
        return new RecipeParameter(id, label, other, fallback, required, help, pattern, patternHelp, choices, when, keptAs, account);
    }

    /** Name of the shell variable that stands for it where it is secret. */
    public String variable() {
        return id.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
