package org.campanile.core.recipe;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A set-up as data: what is asked, which parts there are, and which kinds make them. An immutable value that was checked against the kinds when it was
 * read ({@link RecipeReader}).
 *
 * @param id lower case words with hyphens, the name on the command line
 * @param title a few words
 * @param about what it is for and what not
 * @param suits answers to the wizard's questions that it fits, by question; one it does not name it fits with any answer
 * @param source the text it was read from, which is kept with each run
 */
public record Recipe(String id, String title, String about, Map<String, List<String>> suits, List<RecipeParameter> parameters, List<RecipePart> parts,
        String source) {

    private static final Pattern PLACEHOLDER = Placeholders.PLACEHOLDER;

    public Recipe {
        suits = Map.copyOf(suits);
        parameters = List.copyOf(parameters);
        parts = List.copyOf(parts);
    }

    /** The part of an id. */
    public Optional<RecipePart> part(String partId) {
        return parts.stream().filter(p -> p.id().equals(partId)).findFirst();
    }

    /** The parameter of an id. */
    public Optional<RecipeParameter> parameter(String parameterId) {
        return parameters.stream().filter(p -> p.id().equals(parameterId)).findFirst();
    }

    /** Whether it fits these answers, by question. */
    public boolean suits(Map<String, String> answers) {
        return answers.entrySet().stream().allMatch(a -> suits.getOrDefault(a.getKey(), List.of(a.getValue())).contains(a.getValue()));
    }

    /** Parameters that a part uses, directly or through defaults and conditions, in the recipe's order. */
    public List<RecipeParameter> parametersOf(RecipePart part) {
        Set<String> used = new LinkedHashSet<>();
        note(used, part.when().names());
        for (List<RecipeEntry> entries : List.of(part.checks(), part.steps())) {
            for (RecipeEntry entry : entries) {
                note(used, entry.when().names());
                note(used, placeholders(entry.with()));
                note(used, placeholders(entry.commands()));
            }
        }
        return parameters.stream().filter(p -> used.contains(p.id())).toList();
    }

    private void note(Set<String> used, Iterable<String> names) {
        for (String name : names) {
            String id = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
            Optional<RecipeParameter> parameter = parameter(id);
            if (parameter.isPresent() && used.add(id)) {
                note(used, parameter.get().when().names());
            }
        }
    }

    /** Names in all placeholders of a text, a list or a map. */
    static Set<String> placeholders(Object value) {
        Set<String> names = new LinkedHashSet<>();
        switch (value) {
            case String text -> PLACEHOLDER.matcher(text).results().filter(m -> m.group(1) != null).forEach(m -> names.add(m.group(1)));
            case List<?> list -> list.forEach(item -> names.addAll(placeholders(item)));
            case Map<?, ?> map -> new LinkedHashMap<>(map).values().forEach(item -> names.addAll(placeholders(item)));
            default -> throw new IllegalArgumentException("no value of a recipe: " + value.getClass());
        }
        return names;
    }
}
