package org.campanile.core.deploy;

import java.util.List;

import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Lab;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Is told of every change after it was made or refused, for the audit log. Must not throw. */
@FunctionalInterface
public interface Audit {

    /**
     * A change.
     *
     * @param action what was done, e.g. {@code "create stack"}
     * @param subject to what
     * @param command what a person would have typed, without secrets
     * @param result {@code "done"} or what came back
     */
    void record(String action, String subject, String command, String result);

    /** Into the log of changes to a lab. A full disk must not break off a deployment half-way: that failure is told where the task's output goes. */
    static Audit into(AuditLog log, Lab lab, Task task) {
        return (action, subject, command, result) -> {
            try {
                log.append(lab.name(), action + " " + subject, List.of(command), result);
            } catch (FailureException e) {
                task.line("The audit log could not be written: " + e.failure().headline());
            }
        };
    }
}
