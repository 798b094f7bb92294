package org.campanile.core.recipe;

import java.util.List;

import org.campanile.core.step.Step;
import org.campanile.core.task.FailureException;

/** A kind of step that a recipe's part can name under {@code steps}. */
public non-sealed interface StepKind extends Kind {

    /**
     * The steps of one entry of a recipe, usually one. Touches nothing remote and asks nobody: it is also called for a plan that is only shown, for
     * the export of a script, and to undo a run.
     *
     * <p>The id of each step is {@link StepSpec#id()}, or begins with it and a full stop. The steps order themselves among each other by
     * {@link Step#after()}; what stands in {@link StepSpec#after()}, {@link StepSpec#expected()} and {@link StepSpec#commands()} is added from
     * outside and can be ignored. {@link SpecStep} helps to write one.
     *
     * @param spec checked against {@link #parameters()}: what is required is there, and of the right type
     * @param ground the lab; connect in the steps' methods, not here
     * @throws FailureException BAD_INPUT for values that do not go together, naming the parameter as subject
     */
    List<? extends Step> create(StepSpec spec, Ground ground) throws FailureException;
}
