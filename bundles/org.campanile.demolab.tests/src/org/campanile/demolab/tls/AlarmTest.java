package org.campanile.demolab.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

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

/** A broker with a resource alarm: it says {@code connection.blocked} and reads no further from publishers. */
@Timeout(60)
class AlarmTest {

    private static final BrokerLimits LIMITS = new BrokerLimits(Duration.ofSeconds(20), Duration.ofSeconds(4), 1 << 20);

    /** Passes one connection on until the alarm. */
    private static final class Broker implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private volatile boolean alarm;
        private volatile Socket client;

        Broker(int behind) throws IOException {
            Thread.ofVirtual().start(() -> {
                try (Socket front = server.accept(); Socket back = new Socket(InetAddress.getLoopbackAddress(), behind)) {
                    client = front;
                    Thread.ofVirtual().start(() -> pump(back, front));
                    InputStream in = front.getInputStream();
                    byte[] buffer = new byte[8192];
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        if (!alarm) {
                            back.getOutputStream().write(buffer, 0, n);
                        }
                    }
                } catch (IOException closed) {
                    client = null;
                }
            });
        }

        private void pump(Socket back, Socket front) {
            try {
                back.getInputStream().transferTo(front.getOutputStream());
            } catch (IOException closed) {
                client = null;
            }
        }

        /** Frame of method connection.blocked, class 10, method 60 (RabbitMQ, "Blocked Connection Notifications"). */
        void block(String reason) throws IOException {
            alarm = true;
            byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream frame = new DataOutputStream(bytes)) {
                frame.writeByte(1);
                frame.writeShort(0);
                frame.writeInt(5 + text.length);
                frame.writeShort(10);
                frame.writeShort(60);
                frame.writeByte(text.length);
                frame.write(text);
                frame.writeByte(0xCE);
            }
            client.getOutputStream().write(bytes.toByteArray());
            client.getOutputStream().flush();
        }

        @Override
        public void close() throws IOException {
            server.close();
            if (client != null) {
                client.close();
            }
        }
    }

    @Test
    void publishingToABlockedBrokerTimesOutAndNamesTheAlarm() throws Exception {
        Task task = Task.unwatched();
        try (DemoBroker demo = new DemoBroker(0, 0, new Faults()); Broker broker = new Broker(demo.amqpPort())) {
            BrokerProfile profile = new BrokerProfile("127.0.0.1", broker.server.getLocalPort(), false, null, true, "guest", "/", "");
            try (Messaging messaging = Messaging.open(profile, Secret.of("guest"), CertificateTrust.nobody(), "test", LIMITS, task)) {
                messaging.declareQueue("alarmed", task);
                messaging.publish("alarmed", Message.json("m1", "{}"), task);
                broker.block("low on memory");
                Failure failure = assertThrows(FailureException.class, () -> messaging.publish("alarmed", Message.json("m2", "{}"), task)).failure();
                assertEquals(Failure.Kind.TIMED_OUT, failure.kind(), failure.details());
                assertEquals("connection.blocked: low on memory", failure.cameBack());
                assertTrue(failure.meaning().contains("resource alarm"), failure.details());
            }
        }
    }
}
