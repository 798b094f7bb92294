package org.campanile.ui.setup.wizard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.campanile.core.lab.Lab;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.Recipe;
import org.campanile.core.setup.ChosenRecipes;
import org.campanile.core.setup.RecipeRequest;

/**
 * What the wizard's pages have been told so far, without passwords. A value.
 *
 * @param name by which the recipe is found again
 * @param recipe chosen by questions, or by hand
 * @param questions answers to the questions
 * @param answers texts by parameter
 * @param without ids of parts that are not wanted
 */
public record SetupDraft(String name, Recipe recipe, Map<String, String> questions, Map<String, String> answers, Set<String> without) {

    public SetupDraft {
        questions = Collections.unmodifiableMap(new LinkedHashMap<>(questions));
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        without = Collections.unmodifiableSet(new LinkedHashSet<>(without));
    }

    /** A draft that begins with what was chosen for the lab before. */
    public static SetupDraft of(ChosenRecipes.Choice choice, Recipe recipe) {
        Set<String> without = new LinkedHashSet<>();
        if (!choice.parts().isEmpty()) {
            recipe.parts().stream().map(p -> p.id()).filter(id -> !choice.parts().contains(id)).forEach(without::add);
        }
        Map<String, String> questions = new LinkedHashMap<>(choice.questions());
        recipe.suits().forEach((question, fit) -> {
            if (!fit.contains(questions.getOrDefault(question, ""))) {
                questions.put(question, fit.getFirst());
            }
        });
        return new SetupDraft(choice.recipe(), recipe, questions, choice.answers(), without);
    }

    /** The same by another recipe; answers stay, since recipes share names of parameters. */
    public SetupDraft withRecipe(String other, Recipe chosen) {
        return new SetupDraft(other, chosen, questions, answers, Set.of());
    }

    /** The same with an answer to a question. */
    public SetupDraft withQuestion(String question, String answer) {
        Map<String, String> more = new LinkedHashMap<>(questions);
        more.put(question, answer);
        return new SetupDraft(name, recipe, more, answers, without);
    }

    /** The same with an answer to the recipe; an empty one lets the default hold. */
    public SetupDraft withAnswer(String parameter, String answer) {
        Map<String, String> more = new LinkedHashMap<>(answers);
        if (answer.isBlank()) {
            more.remove(parameter);
        } else {
            more.put(parameter, answer);
        }
        return new SetupDraft(name, recipe, questions, more, without);
    }

    /** The same with a part wanted or not. */
    public SetupDraft withPart(String part, boolean wanted) {
        Set<String> other = new LinkedHashSet<>(without);
        if (wanted) {
            other.remove(part);
        } else {
            other.add(part);
        }
        return new SetupDraft(name, recipe, questions, answers, other);
    }

    /** Whether a part is wanted, if it belongs to the set-up at all. */
    public boolean wants(String part) {
        return !without.contains(part);
    }

    /** What is asked for; answers that the recipe does not ask for are left out. */
    public RecipeRequest request() {
        Map<String, String> known = new LinkedHashMap<>(answers);
        known.keySet().removeIf(id -> recipe.parameter(id).isEmpty());
        return new RecipeRequest(recipe, known, parts());
    }

    private Set<String> parts() {
        Set<String> parts = new LinkedHashSet<>();
        if (!without.isEmpty()) {
            recipe.parts().stream().map(p -> p.id()).filter(this::wants).forEach(parts::add);
        }
        return parts;
    }

    /** The completed answers for a lab. */
    public Answers answersFor(Lab lab) {
        return request().answersFor(lab);
    }

    /** To be kept for the next time. */
    public ChosenRecipes.Choice choice() {
        return new ChosenRecipes.Choice(name, questions, answers, parts());
    }
}
