package org.campanile.core.servicemanager;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Where Keystone tokens come from. Called from worker threads, by several at a time. */
@FunctionalInterface
public interface TokenSource {
    /**
     * A token with the admin role.
     *
     * @param rejected the token that the server did not take (401), to be replaced by a new one; {@code null} when any valid one will do
     * @param task cancels the log-in
     */
    Secret token(Secret rejected, Task task) throws FailureException;

    /** One token that cannot be renewed. */
    static TokenSource fixed(Secret token) {
        return (rejected, task) -> token;
    }
}
