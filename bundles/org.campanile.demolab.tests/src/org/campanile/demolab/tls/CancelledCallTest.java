package org.campanile.demolab.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.rabbitmq.BrokerLimits;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.demolab.broker.DemoBroker;
import org.campanile.demolab.http.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cancelled task cuts the connection that it shares with others; they must not fail for it. */
@Timeout(60)
class CancelledCallTest {

    /** Passes connections on; while it is deaf, what the client sends goes nowhere. */
    private static final class DeafBroker implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final CountDownLatch asked = new CountDownLatch(1);
        private volatile boolean deaf;

        DeafBroker(int behind) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket front = server.accept();
                        Socket back = new Socket(InetAddress.getLoopbackAddress(), behind);
                        Thread.ofVirtual().start(() -> pass(front, back));
                        Thread.ofVirtual().start(() -> pass(back, front));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        private void pass(Socket from, Socket to) {
            try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
                byte[] buffer = new byte[8192];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (deaf) {
                        asked.countDown();
                    } else {
                        out.write(buffer, 0, n);
                    }
                }
            } catch (IOException closed) {
                asked.countDown();
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void whoeverComesNextWaitsUntilTheConnectionIsThereAgain() throws Exception {
        try (DemoBroker behind = new DemoBroker(0, 0, new Faults()); DeafBroker broker = new DeafBroker(behind.amqpPort())) {
            BrokerProfile profile = new BrokerProfile("127.0.0.1", broker.server.getLocalPort(), false, null, true, "guest", "/", "");
            Task other = Task.unwatched();
            try (Messaging shared = Messaging.open(profile, Secret.of("guest"), CertificateTrust.nobody(), "test", BrokerLimits.USUAL, other)) {
                shared.declareQueue("shared", other);
                shared.publish("shared", Message.json("1", "{}"), other);
                broker.deaf = true;
                Task cancelled = Task.unwatched();
                Thread user = Thread.ofVirtual().start(() -> {
                    try {
                        assertTrue(broker.asked.await(20, TimeUnit.SECONDS), "the broker was asked");
                        // What it was asked is lost; the connection that is made anew must find it listening.
                        broker.deaf = false;
                        cancelled.cancel();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                assertEquals(Failure.Kind.CANCELLED, assertThrows(FailureException.class, () -> shared.count("shared", cancelled)).failure().kind());
                user.join();
                assertEquals(1, shared.count("shared", other).messagesReady());
                assertEquals("1", shared.get("shared", other).orElseThrow().message().id());
            }
        }
    }
}
