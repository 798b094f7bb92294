package org.campanile.core.recipe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something of a recipe is there: clauses joined by {@code and}, each {@code name = word | word}, {@code name != word}, {@code name given} or
 * {@code name not given}. A name is that of a parameter or of the lab. Without clauses it always holds. Immutable.
 */
public final class Condition {

    /** Holds always. */
    public static final Condition ALWAYS = new Condition(List.of());

    private static final Pattern CLAUSE = Pattern.compile("(?<name>[a-z][a-z0-9.-]*)\\s*(?:(?<op>!?=)\\s*(?<words>.+)|(?<given>given|not given))");

    private record Clause(String name, String op, List<String> words) {

        boolean holds(String value) {
            return switch (op) {
                case "=" -> words.contains(value);
                case "!=" -> !words.contains(value);
                case "given" -> !value.isEmpty();
                default -> value.isEmpty();
            };
        }
    }

    private final List<Clause> clauses;

    private Condition(List<Clause> clauses) {
        this.clauses = List.copyOf(clauses);
    }

    /** Reads one; {@link IllegalArgumentException} with a sentence when it is none. */
    public static Condition of(String text) {
        if (text.isBlank()) {
            return ALWAYS;
        }
        List<Clause> clauses = new ArrayList<>();
        for (String part : text.strip().split("\\s+and\\s+", -1)) {
            Matcher m = CLAUSE.matcher(part.strip());
            if (!m.matches()) {
                throw new IllegalArgumentException("\"" + part.strip() + "\" is no condition; write \"name = word\", \"name != word\", \"name given\" or "
                        + "\"name not given\", joined by \"and\".");
            }
            List<String> words = m.group("words") == null ? List.of() : List.of(m.group("words").strip().split("\\s*\\|\\s*"));
            clauses.add(new Clause(m.group("name"), m.group("op") == null ? m.group("given") : m.group("op"), words));
        }
        return new Condition(clauses);
    }

    /** Names it looks at. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        clauses.forEach(c -> names.add(c.name()));
        return names;
    }

    /** Words that the value of a name is compared with. */
    Set<String> words(String name) {
        Set<String> words = new LinkedHashSet<>();
        clauses.stream().filter(c -> c.name().equals(name)).forEach(c -> words.addAll(c.words()));
        return words;
    }

    /** Whether it holds with these values; what is absent is an empty text. */
    public boolean holds(Function<String, String> values) {
        return clauses.stream().allMatch(c -> c.holds(values.apply(c.name())));
    }
}
