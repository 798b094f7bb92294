package org.campanile.core.setup.onhost;

import java.util.List;

import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** What is not acceptable in the values of an entry, for a form, from the same rules that refuse them when the steps are made. Stateless. */
public final class ValueProblems {

    /** Takes the values apart as for steps. */
    @FunctionalInterface
    public interface Attempt {
        /** Bad input names the parameter as its subject. */
        void take() throws FailureException;
    }

    private ValueProblems() {
    }

    /** The problem that the attempt ends with, if any; other failures than bad input stay failures. */
    public static List<ValueProblem> of(Attempt attempt) throws FailureException {
        try {
            attempt.take();
            return List.of();
        } catch (FailureException e) {
            Failure f = e.failure();
            if (f.kind() != Failure.Kind.BAD_INPUT && f.kind() != Failure.Kind.NOT_FOUND) {
                throw e;
            }
            String parameter = f.subject().matches("[a-z][a-z0-9-]*") ? f.subject() : "";
            return List.of(new ValueProblem(parameter, (f.meaning() + " " + f.next()).strip()));
        }
    }
}
