package org.campanile.core.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.campanile.core.ask.Questions;
import org.campanile.core.ask.Questions.Trust;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Known, unknown, changed and revoked host keys, and logins by password, against an SSH server in this process. */
class HostKeyTest {

    private static final RemoteLimits LIMITS = new RemoteLimits(Duration.ofSeconds(20), Duration.ofSeconds(5));

    @TempDir
    private Path temp;

    private final List<String> asked = new ArrayList<>();

    private RemoteAccess access(Path users, Trust answer, String password) {
        return accessBy(new SshServerFake.OnePassword(password), users, answer);
    }

    private RemoteAccess accessBy(Secrets secrets, Path users, Trust answer) {
        Questions questions = new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                assertEquals(why.contains("HAS CHANGED") ? "changed host key" : "host key", what);
                assertTrue(fingerprint.startsWith("SHA256:"), fingerprint);
                asked.add(why);
                return answer;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                throw new AssertionError(question);
            }
        };
        return new RemoteAccess(secrets, questions, users, own(), null, LIMITS);
    }

    private Path own() {
        return temp.resolve("own").resolve("known_hosts");
    }

    private static void connect(RemoteAccess access, SshServerFake server) throws FailureException {
        access.connect("lab", server.host(), Task.unwatched()).close();
    }

    private static Failure refused(RemoteAccess access, SshServerFake server) {
        return assertThrows(FailureException.class, () -> connect(access, server)).failure();
    }

    @Test
    void anUnknownKeyIsAskedForAndRememberedAsAnswered() throws Exception {
        try (SshServerFake server = new SshServerFake("EC", "right")) {
            Failure failure = refused(access(temp.resolve("none"), Trust.NO, "right"), server);
            assertEquals(Kind.UNTRUSTED, failure.kind());
            assertTrue(failure.cameBack().startsWith("SHA256:"));
            RemoteAccess once = access(temp.resolve("none"), Trust.ONCE, "right");
            connect(once, server);
            connect(once, server);
            assertEquals(2, asked.size());
            assertFalse(Files.exists(own()));
            connect(access(temp.resolve("none"), Trust.ALWAYS, "right"), server);
            connect(access(temp.resolve("none"), Trust.NO, "right"), server);
            assertEquals(3, asked.size());
            assertTrue(Files.readString(own()).startsWith("[127.0.0.1]:" + server.host().port() + " ecdsa-sha2-nistp256 "));
        }
    }

    @Test
    void aChangedKeyIsToldLoudlyAndRefusedUnlessAccepted() throws Exception {
        try (SshServerFake server = new SshServerFake("EC", "right")) {
            connect(access(temp.resolve("none"), Trust.ALWAYS, "right"), server);
            server.changeKey("EC");
            assertEquals(Kind.UNTRUSTED, refused(access(temp.resolve("none"), Trust.NO, "right"), server).kind());
            assertTrue(asked.getLast().contains("HAS CHANGED") && asked.getLast().contains("SHA256:"), asked.getLast());
            connect(access(temp.resolve("none"), Trust.ALWAYS, "right"), server);
            connect(access(temp.resolve("none"), Trust.NO, "right"), server);
            assertEquals(1, Files.readAllLines(own()).size());
        }
    }

    @Test
    void aKeyTrustedOnceHoldsForAllOfTheProgramAndAnotherOneIsAChangedOne() throws Exception {
        try (SshServerFake server = new SshServerFake("EC", "right")) {
            RemoteAccess once = access(temp.resolve("none"), Trust.ONCE, "right");
            connect(once, server);
            connect(once.with(new SshServerFake.OnePassword("right"), Questions.nobody()), server);
            assertEquals(1, asked.size());
            server.changeKey("EC");
            connect(once, server);
            assertTrue(asked.getLast().contains("HAS CHANGED. It was SHA256:"), asked.getLast());
            assertFalse(Files.exists(own()));
        }
    }

    @Test
    void hashedAndRevokedEntriesOfTheUsersFileCount() throws Exception {
        try (SshServerFake server = new SshServerFake("RSA", "right")) {
            connect(access(temp.resolve("none"), Trust.ALWAYS, "right"), server);
            String line = Files.readString(own()).strip();
            String key = line.substring(line.indexOf(' ') + 1);
            Files.delete(own());
            Path users = Files.writeString(temp.resolve("users"), "nonsense\n# comment\n" + hashed("[127.0.0.1]:" + server.host().port()) + " " + key + "\n");
            connect(access(users, Trust.NO, "right"), server);
            assertEquals(1, asked.size());
            Files.writeString(users, "@revoked * " + key + "\n");
            Failure failure = refused(access(users, Trust.ALWAYS, "right"), server);
            assertEquals(Kind.UNTRUSTED, failure.kind());
            assertTrue(failure.meaning().contains("revoked"), failure.meaning());
            assertEquals(1, asked.size());
        }
    }

    private static String hashed(String host) throws Exception {
        byte[] salt = new byte[20];
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        var base64 = Base64.getEncoder();
        return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(mac.doFinal(host.getBytes()));
    }

    @Test
    void aWrongAndAWithheldPasswordAreDenied() throws Exception {
        try (SshServerFake server = new SshServerFake("EC", "right")) {
            Failure wrong = refused(access(temp.resolve("none"), Trust.ONCE, "wr0ng"), server);
            assertEquals(Kind.DENIED, wrong.kind());
            assertFalse(wrong.details().contains("wr0ng"));
            assertEquals("Nobody gave one.", refused(access(temp.resolve("none"), Trust.ONCE, null), server).meaning());
        }
    }

    @Test
    void inputAndOutputOfCommandsAreNotPrinted() {
        assertFalse(Command.of("passwd").withStdin("sw0rdfish").toString().contains("sw0rdfish"));
        assertFalse(new CommandResult(0, "", "sw0rdfish", "sw0rdfish", Duration.ZERO).toString().contains("sw0rdfish"));
    }

    @Test
    void sudoGetsThePasswordOnlyWhenItAsks() throws Exception {
        try (SshServerFake server = new SshServerFake("EC", "sw0rdfish");
                Remote remote = access(temp.resolve("none"), Trust.ONCE, "sw0rdfish").connect("lab", server.host(), Task.unwatched())) {
            CommandResult result = remote.run(Command.of("whoami").withStdin("input").withSudo(), Task.unwatched());
            assertEquals("input", result.out());
            assertEquals("", result.err());
            server.sudoWants("another");
            Failure failure = assertThrows(FailureException.class, () -> remote.run(Command.of("whoami").withSudo(), Task.unwatched())).failure();
            assertEquals(Kind.DENIED, failure.kind());
            assertFalse(failure.details().contains("sw0rdfish"), failure.details());
        }
    }

    /** As steps that run side by side do. */
    @Test
    void aWrongPasswordIsGivenToSudoOnceAndNotByEveryCommand() throws Exception {
        MemorySecrets secrets = new MemorySecrets();
        try (SshServerFake server = new SshServerFake("EC", "login")) {
            server.sudoWants("right");
            SecretKey key = RemoteAccess.password("lab", server.host());
            secrets.store(key, Secret.of("login"));
            try (Remote remote = accessBy(secrets, temp.resolve("none"), Trust.ONCE).connect("lab", server.host(), Task.unwatched()); ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<CommandResult>> runs = IntStream.range(0, 6).mapToObj(i -> all.submit(() -> remote.run(Command.of("id").withSudo(), Task.unwatched()))).toList();
                for (Future<CommandResult> run : runs) {
                    assertEquals(FailureException.class, assertThrows(ExecutionException.class, run::get).getCause().getClass());
                }
                assertEquals(1, server.wrong());
                secrets.store(key, Secret.of("right"));
                assertTrue(remote.run(Command.of("id").withSudo(), Task.unwatched()).ok());
            }
        }
    }

    @Test
    void aClosedConnectionIsUnreachableForCommandsAndFiles() throws Exception {
        try (SshServerFake server = new SshServerFake("EC", "sw0rdfish")) {
            Remote remote = access(temp.resolve("none"), Trust.ONCE, "sw0rdfish").connect("lab", server.host(), Task.unwatched());
            remote.close();
            assertEquals(Kind.CUT, assertThrows(FailureException.class, () -> remote.run(Command.of("whoami"), Task.unwatched())).failure().kind());
            assertEquals(Kind.CUT, assertThrows(FailureException.class, () -> remote.files().stat("/", Task.unwatched())).failure().kind());
        }
    }

    @Test
    void aLongCommandIsShortenedInMessages() throws Exception {
        try (SshServerFake server = new SshServerFake("EC", "sw0rdfish");
                Remote remote = access(temp.resolve("none"), Trust.ONCE, "sw0rdfish").connect("lab", server.host(), Task.unwatched())) {
            remote.close();
            String script = "first line of many\n" + "x".repeat(5000);
            Failure failure = assertThrows(FailureException.class, () -> remote.run(Command.of(script), Task.unwatched())).failure();
            assertTrue(failure.headline().contains("first line of many …") && failure.headline().length() < 400, failure.headline());
        }
    }

    @Test
    void aSilentServerTimesOutAndAWebServerIsNoSshServer() throws Exception {
        RemoteAccess hasty = new RemoteAccess(new SshServerFake.OnePassword("x"), Questions.nobody(), temp.resolve("none"), own(), null,
                new RemoteLimits(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            HostProfile host = new HostProfile("", "127.0.0.1", silent.getLocalPort(), "u", null);
            assertEquals(Kind.TIMED_OUT, assertThrows(FailureException.class, () -> hasty.connect("lab", host, Task.unwatched())).failure().kind());
            Task cancelled = Task.unwatched();
            Thread.ofVirtual().start(() -> accept(silent, cancelled::cancel));
            RemoteAccess patient = access(temp.resolve("none"), Trust.NO, "x");
            assertEquals(Kind.CANCELLED, assertThrows(FailureException.class, () -> patient.connect("lab", host, cancelled)).failure().kind());
        }
        RemoteAccess unhurried = access(temp.resolve("none"), Trust.NO, "x");
        HostProfile closed = new HostProfile("", "127.0.0.1", 1, "u", null);
        assertEquals(Kind.UNREACHABLE, assertThrows(FailureException.class, () -> unhurried.connect("lab", closed, Task.unwatched())).failure().kind());
        HostProfile unknown = new HostProfile("", "no-such-host.invalid", 22, "u", null);
        assertEquals(Kind.UNREACHABLE, assertThrows(FailureException.class, () -> unhurried.connect("lab", unknown, Task.unwatched())).failure().kind());
    }

    private static void accept(ServerSocket server, Runnable then) {
        try {
            server.accept();
            server.accept();
            then.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
