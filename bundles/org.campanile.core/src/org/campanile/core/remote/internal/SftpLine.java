package org.campanile.core.remote.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** One SFTP channel, opened when needed and again after it was cut; one operation at a time. */
public final class SftpLine implements AutoCloseable {

    /** Tells that a transfer moves. */
    @FunctionalInterface
    public interface Sign {
        /** It moves. */
        void ofLife();
    }

    /** Work with the channel. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T with(SftpClient sftp, Sign sign) throws IOException, FailureException;
    }

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final ClientSession session;
    private final String where;
    private final Duration silence;
    private final AtomicReference<SftpClient> client = new AtomicReference<>();
    private final ReentrantLock one = new ReentrantLock();

    /** A line that is not open yet. */
    public SftpLine(ClientSession session, String where, Duration silence) {
        this.session = session;
        this.where = where;
        this.silence = silence;
    }

    /** Does something; cancelling the task or silence closes the channel under it. */
    public <T> T call(String doing, String path, Task task, Work<T> work) throws FailureException {
        one.lock();
        try {
            return alone(doing, path, task, work);
        } finally {
            one.unlock();
        }
    }

    private <T> T alone(String doing, String path, Task task, Work<T> work) throws FailureException {
        task.checkCancelled(doing);
        try (Watch watch = new Watch(task, doing, path + " at " + where, silence, this::cut)) {
            try {
                SftpClient sftp = client.get();
                if (sftp == null || !sftp.isOpen()) {
                    sftp = opened();
                    client.set(sftp);
                    // what ended while the channel was being opened had nothing yet that could be cut
                    task.checkCancelled(doing);
                    watch.check();
                }
                return work.with(sftp, watch::touch);
            } catch (IOException e) {
                FailureException told = watch.told(e);
                if (told.failure().kind() == Kind.TIMED_OUT && session.isOpen()) {
                    beats(told, task, doing);
                }
                throw told;
            }
        }
    }

    /** A line that is gone is not tried again and again; that it was asked for changes nothing of what is told. */
    private void beats(FailureException told, Task task, String doing) {
        try {
            Pulse.beats(session, ANSWER, () -> false, task, doing);
        } catch (IOException | FailureException e) {
            told.addSuppressed(e);
        }
    }

    /** MINA tells a connection that was cut before by an exception of a program's defect. */
    private SftpClient opened() throws IOException {
        try {
            return SftpClientFactory.instance().createSftpClient(session);
        } catch (IllegalStateException closed) {
            throw new IOException("the connection is closed", closed);
        }
    }

    private void cut() {
        SftpClient sftp = client.getAndSet(null);
        if (sftp != null) {
            sftp.getClientChannel().close(true);
        }
    }

    @Override
    public void close() {
        cut();
    }
}
