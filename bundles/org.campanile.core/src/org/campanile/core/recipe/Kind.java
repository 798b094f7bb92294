package org.campanile.core.recipe;

import java.util.List;
import java.util.Optional;

import org.campanile.core.task.FailureException;

/**
 * A kind of step or of check, by whose id recipes name it. Kinds are stateless and thread-safe: one object serves all recipes and runs. A kind says
 * what it takes, so that a recipe is checked before anything runs, and so that it can be listed for those who write recipes.
 */
public sealed interface Kind permits StepKind, CheckKind {

    /** Lower case words, room first: {@code "broker.vhost"}. Stable over versions, since files of users name it. */
    String id();

    /** One sentence for those who write recipes. */
    String summary();

    /** What it takes, in the order of a form; names are unique. */
    List<KindParameter> parameters();

    /**
     * All that is not acceptable in the values beyond their types, for the form and the plan: a name that a URL would break, two values that do not
     * go together. Touches nothing remote; of secrets only those that are known are looked at. Worker threads.
     */
    default List<ValueProblem> problems(Values with) throws FailureException {
        return List.of();
    }

    /** The parameter of a name. */
    default Optional<KindParameter> parameter(String name) {
        return parameters().stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
