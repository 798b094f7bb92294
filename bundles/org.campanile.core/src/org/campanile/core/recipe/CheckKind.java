package org.campanile.core.recipe;

import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.task.FailureException;

/** A kind of check that a recipe's part can name under {@code checks}: the part's preflight. */
public non-sealed interface CheckKind extends Kind {

    /**
     * The checks of one entry of a recipe. Touches nothing remote and asks nobody; the checks do, all at the same time, so they share connections
     * and facts through the ground.
     *
     * <p>The id of each check is {@link CheckSpec#id()}, or begins with it and a full stop; its group is {@link CheckSpec#group()}.
     *
     * @throws FailureException BAD_INPUT for values that do not go together, naming the parameter as subject
     */
    List<Check> create(CheckSpec spec, Ground ground) throws FailureException;
}
