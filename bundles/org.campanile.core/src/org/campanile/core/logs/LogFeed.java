package org.campanile.core.logs;

import java.util.List;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Where new lines of the logs of one host come from. It remembers how far it has read, by the file itself and not by the connection, so that after
 * a reconnection nothing is missing or there twice. One thread; blocks.
 */
public interface LogFeed extends AutoCloseable {

    /** Looks at all logs once; a log that is not there is told in its piece and is no failure. */
    List<LogPiece> look(Task task) throws FailureException;

    /** Forgets how far it has read. */
    @Override
    void close();
}
