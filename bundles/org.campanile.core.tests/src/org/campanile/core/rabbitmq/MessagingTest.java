package org.campanile.core.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.junit.jupiter.api.Test;

/** Servers that are no AMQP broker. */
class MessagingTest {

    private static final BrokerLimits LIMITS = new BrokerLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);

    private static BrokerProfile at(int port, boolean tls) {
        return new BrokerProfile("127.0.0.1", port, tls, null, true, "someone", "/", "");
    }

    private static Failure open(int port, boolean tls, Task task) {
        return open(port, tls, LIMITS, task);
    }

    private static Failure open(int port, boolean tls, BrokerLimits limits, Task task) {
        Failure failure = assertThrows(FailureException.class,
                () -> Messaging.open(at(port, tls), Secret.of("sw0rdfish"), "test", limits, task)).failure();
        assertFalse(failure.details().contains("sw0rdfish"));
        return failure;
    }

    @Test
    void aSilentServerTimesOutPlainAndWithTls() throws Exception {
        BrokerLimits hasty = new BrokerLimits(Duration.ofSeconds(2), LIMITS.answer(), LIMITS.answerBytes());
        try (OddServer server = OddServer.silent()) {
            assertEquals(Kind.TIMED_OUT, open(server.port(), false, hasty, Task.unwatched()).kind());
            assertTrue(server.sawClientLeave());
        }
        try (OddServer server = OddServer.silent()) {
            assertEquals(Kind.TIMED_OUT, open(server.port(), true, hasty, Task.unwatched()).kind());
        }
    }

    @Test
    void cancellingClosesTheSocketOfALogin() throws Exception {
        try (OddServer server = OddServer.silent()) {
            Task task = Task.unwatched();
            Thread canceller = Thread.ofVirtual().start(() -> {
                try {
                    server.sawClient();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                task.cancel();
            });
            assertEquals(Kind.CANCELLED, open(server.port(), false, task).kind());
            assertTrue(server.sawClientLeave());
            canceller.join();
        }
    }

    @Test
    void aWebServerIsNoBroker() throws Exception {
        try (OddServer server = new OddServer(socket -> {
            socket.getInputStream().read(new byte[8]);
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertEquals(Kind.BAD_ANSWER, open(server.port(), false, Task.unwatched()).kind());
        }
    }

    @Test
    void aNewerProtocolVersionIsABadAnswer() throws Exception {
        try (OddServer server = new OddServer(socket -> {
            socket.getInputStream().read(new byte[8]);
            socket.getOutputStream().write(new byte[] { 'A', 'M', 'Q', 'P', 3, 1, 0, 0 });
        })) {
            assertEquals(Kind.BAD_ANSWER, open(server.port(), false, Task.unwatched()).kind());
        }
    }

    /** A close of the connection with words of the server's own (AMQP 0-9-1: connection.close), which hold what it was sent. */
    @Test
    void aPasswordThatIsSentBackInAReplyIsNotTold() throws Exception {
        String words = HexFormat.of().formatHex("sw0rdfish is wrong".getBytes(StandardCharsets.US_ASCII));
        try (OddServer server = new OddServer(socket -> {
            socket.getInputStream().readNBytes(8);
            say(socket, "0100000000001c000a000a00090000000000000005504c41494e00000005656e5f5553ce");
            hear(socket, "000a000b");
            say(socket, "0100000000001d000a0032021d12" + words + "00000000ce");
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            Failure failure = open(server.port(), false, Task.unwatched());
            assertEquals("541 *** is wrong", failure.cameBack(), failure.details());
        }
    }

    @Test
    void tlsToAPlainPortIsNamedAsSuch() throws Exception {
        try (OddServer server = new OddServer(socket -> {
            socket.getInputStream().read(new byte[8]);
            socket.getOutputStream().write("AMQP\0\0\t\1".getBytes(StandardCharsets.US_ASCII));
        })) {
            Failure failure = open(server.port(), true, Task.unwatched());
            assertEquals(Kind.BAD_ANSWER, failure.kind(), failure.details());
            assertTrue(failure.meaning().contains("TLS"));
        }
    }

    @Test
    void closedPortsAndUnknownHostsAreUnreachable() throws Exception {
        // It has the port and does not listen there, so nobody else can.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertEquals(Kind.UNREACHABLE, open(deaf.getLocalPort(), false, Task.unwatched()).kind());
        }
        BrokerProfile unknown = new BrokerProfile("no-such-host.invalid", 5672, false, null, true, "u", "/", "");
        assertEquals(Kind.UNREACHABLE,
                assertThrows(FailureException.class, () -> Messaging.open(unknown, Secret.of("x"), "test", LIMITS, Task.unwatched())).failure().kind());
    }

    /** Takes the login (AMQP 0-9-1: connection.start, tune, open-ok) and then says nothing more, not even to a goodbye. */
    private static void loginOnly(Socket socket) throws IOException {
        socket.getInputStream().readNBytes(8);
        say(socket, "0100000000001c000a000a00090000000000000005504c41494e00000005656e5f5553ce");
        hear(socket, "000a000b");
        say(socket, "0100000000000c000a001e07ff00020000003cce");
        hear(socket, "000a0028");
        say(socket, "01000000000005000a002900ce");
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static void say(Socket socket, String frame) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(frame));
    }

    /** Reads up to a method, by its class and number. */
    private static void hear(Socket socket, String method) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(method) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException(heard.toString());
            }
            heard.append(HexFormat.of().toHexDigits((byte) next));
        }
    }

    @Test
    void aBrokerThatHangsAfterTheLoginIsGivenUpAndLeftWithoutNoise() throws Exception {
        List<Throwable> noise = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, broken) -> noise.add(broken));
        BrokerLimits hasty = new BrokerLimits(LIMITS.connect(), Duration.ofSeconds(2), LIMITS.answerBytes());
        try (OddServer server = new OddServer(MessagingTest::loginOnly)) {
            Thread reader;
            try (Messaging messaging = Messaging.open(at(server.port(), false), Secret.of("sw0rdfish"), CertificateTrust.nobody(), "test", hasty, Task.unwatched())) {
                reader = Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("AMQP Connection 127.0.0.1:" + server.port())).findFirst()
                        .orElseThrow();
                Failure failure = assertThrows(FailureException.class, () -> messaging.count("q", Task.unwatched())).failure();
                assertEquals(Kind.TIMED_OUT, failure.kind(), failure.details());
            }
            reader.join(10_000);
            assertFalse(reader.isAlive());
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of(), noise);
    }

    @Test
    void messagesCompareByContentAndDoNotShareBytes() {
        byte[] bytes = { 1, 2 };
        Message message = new Message("id", null, null, null, Map.of(), bytes);
        bytes[0] = 9;
        assertEquals(1, message.body()[0]);
        assertEquals(new Message("id", "", "", "", Map.of(), new byte[] { 1, 2 }), message);
    }
}
