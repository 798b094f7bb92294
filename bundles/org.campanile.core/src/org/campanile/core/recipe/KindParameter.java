package org.campanile.core.recipe;

import java.util.List;
import java.util.Objects;

/**
 * One thing that a kind takes.
 *
 * @param name lower case words with hyphens: {@code "virtual-host"}; the key under {@code with} in a recipe
 * @param type what may stand there
 * @param required whether a recipe has to give it
 * @param fallback taken when the recipe gives none, written as in a recipe; empty for none
 * @param help one sentence
 * @param choices the words of a CHOICE; empty otherwise
 */
public record KindParameter(String name, ValueType type, boolean required, String fallback, String help, List<String> choices) {

    public KindParameter {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        fallback = fallback == null ? "" : fallback;
        help = help == null ? "" : help;
        choices = List.copyOf(choices);
        if ((type == ValueType.CHOICE) == choices.isEmpty()) {
            throw new IllegalArgumentException("a choice needs words, and nothing else does: " + name);
        }
    }

    /** One that is no choice. */
    public KindParameter(String name, ValueType type, boolean required, String fallback, String help) {
        this(name, type, required, fallback, help, List.of());
    }

    /** One that a recipe has to give. */
    public static KindParameter required(String name, ValueType type, String help) {
        return new KindParameter(name, type, true, "", help);
    }

    /** One that a recipe may give; without it {@code fallback} holds, or nothing when that is empty. */
    public static KindParameter optional(String name, ValueType type, String fallback, String help) {
        return new KindParameter(name, type, false, fallback, help);
    }

    /** One of some words; the first when the recipe gives none. */
    public static KindParameter choice(String name, String help, String... words) {
        return new KindParameter(name, ValueType.CHOICE, false, words[0], help, List.of(words));
    }
}
