package org.campanile.core.remote.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Tells a host that takes long from a line that is gone, of which nothing else is heard for a quarter of an hour: a server answers each request, also one
 * that it does not know (RFC 4254, section 4). Stateless; blocks, so worker threads only.
 */
final class Pulse {

    private static final String REQUEST = "keepalive@openssh.com";
    private static final long TURN_MILLIS = 50;

    private Pulse() {
    }

    /**
     * Whether the host answers in time, or shows by something else that it is there. A session without an answer is closed, so that the next work connects anew.
     *
     * @param sign something else
     */
    static boolean beats(ClientSession session, Duration wait, BooleanSupplier sign, Task task, String doing) throws IOException, FailureException {
        CountDownLatch answered = new CountDownLatch(1);
        Buffer request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, 64);
        request.putString(REQUEST);
        request.putBoolean(true);
        session.request(request, REQUEST, (code, answer) -> answered.countDown());
        Patience patience = new Patience(wait);
        try {
            while (!answered.await(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
                task.checkCancelled(doing);
                if (sign.getAsBoolean()) {
                    return true;
                }
                if (!session.isOpen() || patience.isOver()) {
                    session.close(true);
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
    }
}
