package org.campanile.core.setup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.campanile.core.lab.Lab;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.Recipe;
import org.campanile.core.recipe.RecipePart;

/**
 * What a set-up shall make: a recipe, the answers to it, and which of its parts. A value without secrets.
 *
 * @param answers texts by parameter; what is not given gets its default
 * @param parts ids of the parts that are wanted; empty for all
 */
public record RecipeRequest(Recipe recipe, Map<String, String> answers, Set<String> parts) {

    public RecipeRequest {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        parts = Collections.unmodifiableSet(new LinkedHashSet<>(parts));
    }

    /** All parts of a recipe. */
    public static RecipeRequest of(Recipe recipe, Map<String, String> answers) {
        return new RecipeRequest(recipe, answers, Set.of());
    }

    /** The same with one more answer. */
    public RecipeRequest with(String parameter, String answer) {
        Map<String, String> more = new LinkedHashMap<>(answers);
        more.put(parameter, answer);
        return new RecipeRequest(recipe, more, parts);
    }

    /** The same for these parts. */
    public RecipeRequest only(Set<String> wanted) {
        return new RecipeRequest(recipe, answers, wanted);
    }

    /** The answers for a lab. */
    public Answers answersFor(Lab lab) {
        return Answers.of(recipe, lab, answers);
    }

    /** Ids of the parts that will be planned: wanted, and part of the set-up with these answers. */
    public Set<String> planned(Answers completed) {
        Set<String> planned = new LinkedHashSet<>();
        completed.parts().stream().map(RecipePart::id).filter(id -> parts.isEmpty() || parts.contains(id)).forEach(planned::add);
        return planned;
    }

    /** A short word that differs when something else is asked for; no password is part of it. */
    String signature(Answers completed) {
        Set<String> planned = planned(completed);
        List<String> words = new ArrayList<>(List.of(recipe.id(), String.join(",", planned)));
        completed.recipe().parameters().stream()
                .filter(p -> completed.recipe().parts().stream().anyMatch(part -> planned.contains(part.id()) && recipe.parametersOf(part).contains(p)))
                .forEach(p -> words.add(p.id() + "=" + completed.text(p.id())));
        return recipe.id() + "-" + UUID.nameUUIDFromBytes(String.join("\n", words).getBytes(StandardCharsets.UTF_8));
    }
}
