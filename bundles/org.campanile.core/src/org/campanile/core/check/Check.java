package org.campanile.core.check;

import java.time.Duration;
import java.util.List;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** One rule that looks and never changes anything. It runs on a virtual thread of the engine, at the same time as others. */
public interface Check {

    /** Work of a check made by {@link #of}. */
    interface Body {
        /** See {@link Check#run}. */
        List<Finding> run(Task task) throws FailureException;
    }

    /** Unique among the checks run together, stable over versions: {@code "broker.login"}. */
    String id();

    /** A few words that finish "Checking ...". */
    String title();

    /** Part it belongs to; findings are grouped by it. */
    String group();

    /** After this time the engine cancels the check and reports that it overran. */
    default Duration limit() {
        return Duration.ofSeconds(30);
    }

    /**
     * Looks. An empty answer means that all is in order. A failure that is thrown becomes a finding of severity error; so does a defect.
     *
     * @param task cancelled when the user cancels or the limit is over
     */
    List<Finding> run(Task task) throws FailureException;

    /** A check from its parts. */
    static Check of(String id, String title, String group, Duration limit, Body body) {
        return new Check() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public String title() {
                return title;
            }

            @Override
            public String group() {
                return group;
            }

            @Override
            public Duration limit() {
                return limit;
            }

            @Override
            public List<Finding> run(Task task) throws FailureException {
                return body.run(task);
            }
        };
    }
}
