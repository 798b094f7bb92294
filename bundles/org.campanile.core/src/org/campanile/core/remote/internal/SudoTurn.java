package org.campanile.core.remote.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;

/**
 * Who gives sudo a password: of the commands of one connection one at a time, until one was let in. A wrong password given by several at once would
 * lock the user out on a host that counts (pam_faillock(8): three times, by default). The password that was right is that of the connection as long as it
 * lives, since sudo may ask for each command. Thread-safe, and nobody waits in here.
 */
public final class SudoTurn {

    private record Decline(FailureException why, long at) {
    }

    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean letIn;
    private volatile Secret right;
    private volatile Decline decline;

    /** Whether the caller may give a password now; if so it says {@link #letIn} or {@link #release} afterwards. */
    boolean take() {
        return letIn || taken.compareAndSet(false, true);
    }

    /** The password was right: from now on nobody has to wait for anybody, and nobody is asked. */
    void letIn(Secret password) {
        right = password;
        letIn = true;
        taken.set(false);
    }

    /** The password that let somebody in before. */
    Optional<Secret> right() {
        return Optional.ofNullable(right);
    }

    /** The password was not right, or the command ended before it was known. */
    void release() {
        right = null;
        taken.set(false);
    }

    /** Nobody gave a password, which holds for all commands that were waiting for one. */
    void declined(FailureException why) {
        decline = new Decline(why, System.nanoTime());
    }

    /** Why nobody gave a password since then, if somebody was asked. @param began by {@link System#nanoTime} */
    Optional<FailureException> declinedSince(long began) {
        Decline last = decline;
        return last != null && last.at() - began > 0 ? Optional.of(last.why()) : Optional.empty();
    }
}
