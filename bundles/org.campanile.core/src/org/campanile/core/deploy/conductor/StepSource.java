package org.campanile.core.deploy.conductor;

import java.util.List;

import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.task.FailureException;

/**
 * Fills in what a plan leaves open until a step begins: passwords, and what earlier steps found out. Called on the conductor's thread alone, and told of
 * each step that succeeded, those of an earlier run of the same log first.
 */
public interface StepSource {

    /**
     * The calls as they are sent, passwords in clear.
     *
     * @throws FailureException when a value is not to be had; the step then fails with these words
     */
    List<StepDefinition.Call> calls(PlannedStep step) throws FailureException;

    /** A step succeeded. @param values what its commands put out */
    void succeeded(PlannedStep step, List<String> values);
}
