package org.campanile.core.remote.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Stands beside a blocking operation and cuts it off when it stays silent for too long or its task is cancelled. */
final class Watch implements AutoCloseable {

    private final Task task;
    private final String doing;
    private final String subject;
    private final Duration silence;
    private final Patience patience;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Task.Registration registration;
    private volatile boolean timedOut;

    Watch(Task task, String doing, String subject, Duration silence, Runnable cut) {
        this.task = task;
        this.doing = doing;
        this.subject = subject;
        this.silence = silence;
        patience = new Patience(silence);
        registration = task.onCancel(cut);
        Thread.ofVirtual().start(() -> {
            try {
                while (!over.await(200, TimeUnit.MILLISECONDS)) {
                    if (patience.isOver()) {
                        timedOut = true;
                        cut.run();
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Something moved. */
    void touch() {
        patience.renew(silence);
    }

    /** Refuses to go on without a watch, after a silence that has ended it. */
    void check() throws IOException {
        if (timedOut) {
            throw new IOException("opened too late");
        }
    }

    /** What the exception really means: cancelled, timed out, or what it says. */
    FailureException told(IOException thrown) {
        if (task.isCancelled()) {
            return FailureException.cancelled(doing);
        }
        return new FailureException(timedOut
                ? new Failure(Kind.TIMED_OUT, doing, subject, "nothing for " + silence.toSeconds() + " s", "The host fell silent.",
                        "Check the network to the host, then try again; an upload goes on where it stopped.")
                : SshFailures.failure(thrown, doing, subject), thrown);
    }

    @Override
    public void close() {
        over.countDown();
        registration.close();
    }
}
