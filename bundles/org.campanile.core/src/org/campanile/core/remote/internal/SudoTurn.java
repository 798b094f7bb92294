package org.campanile.core.remote.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who gives sudo a password: of the commands of one connection one at a time, until one was let in. A wrong password given by several at once would
 * lock the user out on a host that counts (pam_faillock(8): three times, by default). Thread-safe, and nobody waits in here.
 */
public final class SudoTurn {

    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean letIn;

    /** Whether the caller may give a password now; if so it says {@link #letIn} or {@link #release} afterwards. */
    boolean take() {
        return letIn || taken.compareAndSet(false, true);
    }

    /** The password was right: from now on nobody has to wait for anybody. */
    void letIn() {
        letIn = true;
        release();
    }

    /** The password was not right, or the command ended before it was known. */
    void release() {
        taken.set(false);
    }
}
