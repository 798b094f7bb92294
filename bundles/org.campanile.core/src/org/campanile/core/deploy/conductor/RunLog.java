package org.campanile.core.deploy.conductor;

import java.util.List;

import org.campanile.core.task.FailureException;

/** What a conductor has done, kept where it outlives the conductor. One conductor writes at a time; worker threads only. */
public interface RunLog extends AutoCloseable {

    /** All entries so far, oldest first. */
    List<RunEntry> entries() throws FailureException;

    /** Adds entries and returns when they would survive a power cut; several cost hardly more than one. */
    void append(List<RunEntry> entries) throws FailureException;

    @Override
    void close();
}
