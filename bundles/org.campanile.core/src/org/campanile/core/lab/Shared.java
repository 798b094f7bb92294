package org.campanile.core.lab;

import java.util.concurrent.CompletableFuture;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A connection that is made once, by the first who asks, while the others wait for it; a failure goes to all who waited and is forgotten
 * then. Thread-safe.
 *
 * @param <T> the connection
 */
final class Shared<T extends AutoCloseable> implements AutoCloseable {

    /** Makes the connection. */
    interface Maker<T> {
        T make(Task task) throws FailureException;
    }

    private final Maker<T> maker;
    private CompletableFuture<T> made;
    private boolean closed;

    Shared(Maker<T> maker) {
        this.maker = maker;
    }

    T get(Task task) throws FailureException {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> current;
        synchronized (this) {
            if (closed) {
                throw FailureException.cancelled("connecting: the session was closed");
            }
            if (made == null) {
                made = mine;
            }
            current = made;
        }
        if (current == mine) {
            make(mine, task);
        }
        try {
            return task.await(current, "connecting");
        } catch (FailureException e) {
            if (current != mine && e.failure().kind() == Failure.Kind.CANCELLED && !task.isCancelled()) {
                // Only the one who connected gave up; whoever still wants the connection makes it anew.
                return get(task);
            }
            throw e;
        }
    }

    private void make(CompletableFuture<T> mine, Task task) {
        try {
            T connection = maker.make(task);
            boolean late;
            synchronized (this) {
                late = closed;
            }
            mine.complete(connection);
            if (late) {
                closeQuietly(mine);
            }
        } catch (Throwable e) {
            // Also an error of the virtual machine: whoever waits has to hear of it.
            synchronized (this) {
                if (made == mine) {
                    made = null;
                }
            }
            mine.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        CompletableFuture<T> last;
        synchronized (this) {
            closed = true;
            last = made;
            made = null;
        }
        if (last != null) {
            closeQuietly(last);
        }
    }

    private void closeQuietly(CompletableFuture<T> connection) {
        connection.thenAccept(c -> {
            try {
                c.close();
            } catch (Exception e) {
                System.getLogger(Shared.class.getName()).log(System.Logger.Level.DEBUG, "closing a connection", e);
            }
        });
    }
}
