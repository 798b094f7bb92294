package org.campanile.core.deploy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Problem;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** What is done inside the units once their servers are there; a port, since who does it has an own package. Worker threads only. */
public interface UnitWork {

    /**
     * Before the stack is touched: plans, or finds the run that was interrupted, and makes the queues, since agents declare none.
     *
     * @param settings how patient to be with agents
     * @param stackThere whether the lab has a stack of the environment; what is remembered of one that is gone does not count
     */
    Prepared prepare(Environment environment, DeploymentSettings settings, boolean stackThere, Task task) throws FailureException;

    /** The stack and its queues were deleted: nothing of the environment is deployed any more. */
    void deleted(Environment environment) throws FailureException;

    /** One deployment's work, to be closed in any case. */
    interface Prepared extends AutoCloseable {

        /** Where the steps stand. */
        List<StepProgress> steps();

        /** What the plan has to say, though it can be run: a domain made anew, a unit that stays in its domain. */
        List<Problem> findings();

        /**
         * Does the steps, the stack being as the document wants it; failures of steps are in the answer.
         *
         * @param listener told on the calling thread of everything new
         */
        Progress run(Consumer<Progress> listener, Task task) throws FailureException;

        @Override
        void close();
    }

    /**
     * How far the work is.
     *
     * @param steps in the plan's order
     * @param silent what is to be said of agents that do not answer, by unit id
     * @param criticalPathSeconds expected time of the longest chain of steps
     */
    record Progress(List<StepProgress> steps, Map<String, String> silent, int criticalPathSeconds) {
        public Progress {
            steps = List.copyOf(steps);
            silent = Map.copyOf(silent);
        }
    }
}
