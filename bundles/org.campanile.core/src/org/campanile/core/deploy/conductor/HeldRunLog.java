package org.campanile.core.deploy.conductor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.task.FailureException;

/** A run log that was read once when it was opened and keeps its entries in memory; an entry counts from when it is kept safe. Thread-safe. */
abstract class HeldRunLog implements RunLog {

    private final List<RunEntry> entries = new ArrayList<>();
    /** Not a monitor: on Java 21 a virtual thread that waits for one, here for a disk or a broker, keeps its carrier. */
    private final ReentrantLock writing = new ReentrantLock();

    /** Writes entries to where they outlive this process, and returns when they would survive a power cut. Called by one thread at a time. */
    abstract void keep(List<RunEntry> more) throws FailureException;

    /** Takes an entry that was kept before the log was opened. */
    final void found(RunEntry entry) {
        entries.add(entry);
    }

    /** How many entries there are. For use while the log is opened. */
    final int size() {
        return entries.size();
    }

    @Override
    public final List<RunEntry> entries() {
        writing.lock();
        try {
            return List.copyOf(entries);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public final void append(List<RunEntry> more) throws FailureException {
        writing.lock();
        try {
            keep(more);
            entries.addAll(more);
        } finally {
            writing.unlock();
        }
    }
}
