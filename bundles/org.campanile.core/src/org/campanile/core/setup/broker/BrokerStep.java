package org.campanile.core.setup.broker;

import java.time.Duration;
import java.util.List;

import org.campanile.core.recipe.SpecStep;
import org.campanile.core.step.Made;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A step about one thing of the broker that undo takes back when the step has made it. */
abstract class BrokerStep extends SpecStep {

    BrokerStep(String id, String title, String change, List<String> after, List<String> commands) {
        super(id, title, change, after, commands, Duration.ofSeconds(2));
    }

    @Override
    public final boolean undoable() {
        return true;
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        for (Made m : made) {
            try {
                takeBack(m, task);
            } catch (FailureException e) {
                if (e.failure().kind() != Failure.Kind.NOT_FOUND || e.failure().cameBack().isEmpty()) {
                    throw e;
                }
                task.line("Gone already: " + m.kind() + " " + m.id().replace('\n', ' ') + ".");
            }
        }
    }

    /** Takes one thing back; not found when it is gone. */
    abstract void takeBack(Made m, Task task) throws FailureException;
}
