package org.campanile.ui;

import java.util.Objects;
import java.util.Set;

import org.campanile.core.check.CheckReport;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * One run of a check engine as the Checks view shows it. A value.
 *
 * @param source names where it comes from and replaces an earlier run of the same source: {@code "lab/Demo lab"}, {@code "environment/web"}
 * @param report what was found so far
 * @param recheck runs checks again, or {@code null} when that is not possible
 */
public record PublishedChecks(String source, CheckReport report, Recheck recheck) {

    /** Runs checks again. */
    @FunctionalInterface
    public interface Recheck {
        /**
         * Called on a worker thread.
         *
         * @param rules ids of the checks to run; empty means all
         * @return the findings of these checks; they take the place of the older ones
         */
        CheckReport run(Set<String> rules, Task task) throws FailureException;
    }

    public PublishedChecks {
        Objects.requireNonNull(source);
        Objects.requireNonNull(report);
    }

    /** The same run with another report. */
    public PublishedChecks with(CheckReport other) {
        return new PublishedChecks(source, other, recheck);
    }
}
