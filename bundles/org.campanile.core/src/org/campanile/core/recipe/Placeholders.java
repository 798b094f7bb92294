package org.campanile.core.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values where {@code ${name}} stands; {@code $${} is a plain {@code ${}. Pure. */
final class Placeholders {

    /** Group 1 is the name; without it the text is the escape. */
    static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)\\}");

    private static final Pattern WHOLE = Pattern.compile("\\$\\{([^}]*)\\}");

    private Placeholders() {
    }

    /** The name, when a text is one placeholder and nothing else. */
    static Optional<String> whole(String text) {
        Matcher m = WHOLE.matcher(text);
        return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
    }

    /** The text with words in place of placeholders. */
    static String fill(String text, Scope scope) {
        return PLACEHOLDER.matcher(text).replaceAll(m -> Matcher.quoteReplacement(m.group(1) == null ? "${" : scope.text(m.group(1))));
    }

    /**
     * A value as the kind's parameter wants it; empty when it comes to nothing.
     *
     * @param raw text, list or map of a recipe
     * @throws IllegalArgumentException with a sentence when it cannot be one of that type
     */
    static Optional<Object> value(Object raw, ValueType type, List<String> choices, Scope scope) {
        return switch (raw) {
            case String text -> ofText(text, type, choices, scope);
            case List<?> list -> Optional.of(list(list, scope)).filter(l -> !l.isEmpty()).map(l -> l);
            case Map<?, ?> map -> Optional.of(map(map, scope)).filter(m -> !m.isEmpty()).map(m -> m);
            default -> throw new IllegalArgumentException("no value of a recipe: " + raw.getClass());
        };
    }

    private static Optional<Object> ofText(String text, ValueType type, List<String> choices, Scope scope) {
        Optional<String> name = whole(text);
        if (name.isPresent()) {
            Optional<Object> value = scope.value(name.get());
            if (value.isEmpty() || type == ValueType.SECRET || value.get() instanceof List || value.get() instanceof Map) {
                return value;
            }
        }
        String filled = fill(text, scope);
        return filled.isEmpty() ? Optional.empty() : Optional.of(Typed.parse(filled, type, choices));
    }

    private static List<String> list(List<?> raw, Scope scope) {
        List<String> list = new ArrayList<>();
        for (Object item : raw) {
            String text = (String) item;
            Optional<Object> spliced = whole(text).flatMap(scope::value).filter(List.class::isInstance);
            if (spliced.isPresent()) {
                ((List<?>) spliced.get()).forEach(i -> list.add((String) i));
            } else {
                String filled = fill(text, scope);
                if (!filled.isEmpty()) {
                    list.add(filled);
                }
            }
        }
        return List.copyOf(list);
    }

    private static Map<String, String> map(Map<?, ?> raw, Scope scope) {
        Map<String, String> map = new LinkedHashMap<>();
        raw.forEach((key, value) -> map.put((String) key, fill((String) value, scope)));
        return map;
    }
}
