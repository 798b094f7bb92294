package org.campanile.core.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;

/**
 * What the user answers to a recipe for a lab, completed by defaults and checked. Built from texts, as a form and a command line have them; a list
 * and a map are written with commas or lines between. Immutable, without secrets.
 */
public final class Answers {

    private final Recipe recipe;
    private final Lab lab;
    private final Map<String, String> given;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final List<ValueProblem> problems = new ArrayList<>();
    private final Scope scope;

    private Answers(Recipe recipe, Lab lab, Map<String, String> given) {
        this.recipe = recipe;
        this.lab = lab;
        this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        this.scope = new Scope(lab, values);
        given.keySet().stream().filter(id -> recipe.parameter(id).isEmpty()).forEach(id -> problems.add(new ValueProblem(id,
                "Recipe " + recipe.id() + " has no parameter " + id + ".")));
        recipe.parameters().forEach(this::take);
    }

    /** The answers to a recipe; what is not given gets its default. */
    public static Answers of(Recipe recipe, Lab lab, Map<String, String> given) {
        return new Answers(recipe, lab, given);
    }

    private void take(RecipeParameter p) {
        if (!p.when().holds(scope::text)) {
            return;
        }
        if (p.type() == ValueType.SECRET) {
            secret(p);
            return;
        }
        String text = given.getOrDefault(p.id(), "");
        try {
            Optional<Object> fallback = p.fallback().isEmpty() ? Optional.empty() : Placeholders.value(p.fallback(), p.type(), p.choices(), scope);
            fallback.ifPresent(f -> defaults.put(p.id(), Typed.text(f)));
            if (text.isBlank() && fallback.isEmpty()) {
                if (p.required()) {
                    problems.add(new ValueProblem(p.id(), p.label() + " is missing."));
                }
                return;
            }
            Object value = text.isBlank() ? fallback.get() : Typed.parse(p.type() == ValueType.TEXT ? text : text.strip(), p.type(), p.choices());
            values.put(p.id(), value);
            if (p.pattern().isPresent() && !p.pattern().get().matcher(Typed.text(value)).matches()) {
                problems.add(new ValueProblem(p.id(), p.patternHelp().isEmpty() ? p.label() + " has to match " + p.pattern().get() + "." : p.patternHelp()));
            }
            if (p.type() == ValueType.HOST && lab.hosts().stream().noneMatch(h -> h.name().equals(value))) {
                problems.add(new ValueProblem(p.id(), "The lab has no host " + value + (lab.hosts().isEmpty() ? "; add it to the lab."
                        : "; it has " + String.join(", ", lab.hosts().stream().map(HostProfile::name).toList()) + ".")));
            }
        } catch (IllegalArgumentException e) {
            problems.add(new ValueProblem(p.id(), p.label() + ": " + e.getMessage()));
        }
    }

    private void secret(RecipeParameter p) {
        Optional<Object> other = p.fallback().isEmpty() ? Optional.empty() : Placeholders.whole(p.fallback()).flatMap(scope::value);
        if (given.containsKey(p.id())) {
            problems.add(new ValueProblem(p.id(), "A password is not given here, where others can read it; it is asked for, or comes from the environment."));
        }
        values.put(p.id(), other.orElseGet(() -> new SecretValue(lab.key(Placeholders.fill(p.keptAs(), scope), Placeholders.fill(p.account(), scope)), p.variable())));
    }

    /** The recipe. */
    public Recipe recipe() {
        return recipe;
    }

    /** All that is not acceptable in the answers themselves, in the recipe's order. */
    public List<ValueProblem> problems() {
        return List.copyOf(problems);
    }

    /** Parameters that are asked for, with these answers. */
    public List<RecipeParameter> active() {
        return recipe.parameters().stream().filter(p -> p.when().holds(scope::text)).toList();
    }

    /** What a parameter is when nothing is given, as a text; empty when it has no default. */
    public String fallback(String parameter) {
        return defaults.getOrDefault(parameter, "");
    }

    /** What a parameter is, as a text; empty when it is nothing. */
    public String text(String parameter) {
        return scope.text(parameter);
    }

    /** Where the secret of a parameter is kept. */
    public Optional<SecretValue> secret(String parameter) {
        return Optional.ofNullable(values.get(parameter)).filter(SecretValue.class::isInstance).map(SecretValue.class::cast);
    }

    /** Whether something of the recipe is there, with these answers. */
    public boolean holds(Condition condition) {
        return condition.holds(scope::text);
    }

    /** Parts that belong to the set-up, with these answers. */
    public List<RecipePart> parts() {
        return recipe.parts().stream().filter(p -> holds(p.when())).toList();
    }

    /** Texts of a recipe with their placeholders filled in. */
    public List<String> fill(List<String> texts) {
        return texts.stream().map(t -> Placeholders.fill(t, scope)).toList();
    }

    /**
     * The values of an entry for its kind.
     *
     * @param secrets where its secrets are found
     * @param found takes what is not acceptable, told at the recipe's parameters where the value comes from one
     */
    public Values values(RecipeEntry entry, Kind kind, Secrets secrets, List<ValueProblem> found) {
        Map<String, Object> filled = new LinkedHashMap<>();
        for (KindParameter p : kind.parameters()) {
            Object raw = entry.with().getOrDefault(p.name(), p.fallback());
            try {
                Optional<Object> value = "".equals(raw) ? Optional.empty() : Placeholders.value(raw, p.type(), p.choices(), scope);
                if (value.isEmpty() && entry.with().containsKey(p.name()) && !p.fallback().isEmpty()) {
                    value = Placeholders.value(p.fallback(), p.type(), p.choices(), scope);
                }
                value.ifPresent(v -> filled.put(p.name(), fitted(v, p.type())));
                if (value.isEmpty() && p.required()) {
                    found.add(at(entry, p.name(), name(entry) + " needs a value here."));
                }
            } catch (IllegalArgumentException e) {
                found.add(at(entry, p.name(), name(entry) + ", " + p.name() + ": " + e.getMessage()));
            }
        }
        Values with = Values.of(filled, secrets);
        if (found.isEmpty()) {
            try {
                kind.problems(with).forEach(p -> found.add(at(entry, p.parameter(), p.message())));
            } catch (FailureException e) {
                found.add(at(entry, "", e.failure().headline()));
            }
        }
        return with;
    }

    private static String name(RecipeEntry entry) {
        return entry.title().isEmpty() ? entry.id() : entry.title();
    }

    /** A list that a placeholder gave where one text is meant, and the other way round. */
    private static Object fitted(Object value, ValueType type) {
        return type == ValueType.LIST && value instanceof String text ? Typed.list(text) : value;
    }

    /** The problem at the parameter that the value comes from; at the entry when it is the recipe's own. */
    private ValueProblem at(RecipeEntry entry, String kindParameter, String message) {
        Object raw = entry.with().getOrDefault(kindParameter, "");
        Optional<String> from = Recipe.placeholders(raw).stream().map(n -> n.contains(".") ? n.substring(0, n.indexOf('.')) : n)
                .filter(n -> recipe.parameter(n).isPresent()).findFirst();

        return new ValueProblem(from.orElse(""), from.isPresent() ? message : entry.id() + ": " + message);
    }
}
