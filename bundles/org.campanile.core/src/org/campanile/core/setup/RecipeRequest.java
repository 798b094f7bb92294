package org.campanile.core.setup;

import java.net.URI;
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
import org.campanile.core.lab.LabSession;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.Recipe;
import org.campanile.core.recipe.RecipeParameter;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What a set-up shall make: a recipe, the answers to it, and which of its parts. A value without secrets.
 *
 * @param answers texts by parameter; what is not given gets its default
 * @param parts ids of the parts that are wanted; empty for all
 */
public record RecipeRequest(Recipe recipe, Map<String, String> answers, Set<String> parts) {

    private static final String REGISTERED = "${lab.murano.url}";

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

    /**
     * The same, knowing what the lab's catalogue says: where nothing else is answered, murano-api is where it is registered already, so that a set-up
     * leaves a good entry alone. Logs in; a lab that cannot be reached yet, or that has no Murano, changes nothing. Worker threads only.
     *
     * @throws FailureException CANCELLED only
     */
    public RecipeRequest knowing(LabSession session, Task task) throws FailureException {
        List<String> open = recipe.parameters().stream().filter(p -> p.fallback().equals(REGISTERED) && answers.getOrDefault(p.id(), "").isEmpty())
                .map(RecipeParameter::id).toList();
        if (open.isEmpty() || session.lab().cloud().isEmpty()) {
            return this;
        }
        try {
            RecipeRequest known = this;
            String address = session.muranoAddress(task).map(URI::toString).map(a -> a.replaceFirst("/+$", "")).orElse("");
            for (String parameter : address.isEmpty() ? List.<String>of() : open) {
                known = known.with(parameter, address);
            }
            return known;
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.CANCELLED) {
                throw e;
            }
            // told by the checks and steps that need the cloud, each in its place
            return this;
        }
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
