package org.campanile.reallab.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.campanile.core.ask.Questions;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.Remote;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.remote.RemoteFile;
import org.campanile.core.remote.RemoteFiles;
import org.campanile.core.remote.RemoteLimits;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH of the real lab: REAL_LAB_STATE, REAL_LAB_SSH_HOST and REAL_LAB_SSH_PORT say where, with the lab's defaults. */
class RealHostTest {

    private static final Path SSH = Path.of(env("REAL_LAB_STATE", "/var/lib/real-lab"), "ssh");

    @TempDir
    private Path temp;

    private final Task task = Task.unwatched();

    private static String env(String variable, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(variable), otherwise);
    }

    private static HostProfile host(String user, Path key) {
        return new HostProfile("lab", env("REAL_LAB_SSH_HOST", "127.0.0.1"), Integer.parseInt(env("REAL_LAB_SSH_PORT", "2222")), user, key);
    }

    private static HostProfile user() {
        return host("reallab", SSH.resolve("id_ed25519"));
    }

    /** Secrets of which only the passphrase is there. */
    private record OnlyPassphrase(String text) implements Secrets {

        @Override
        public Optional<Secret> find(SecretKey key) {
            return key.part().startsWith("key/") ? Optional.of(Secret.of(text)) : Optional.empty();
        }

        @Override
        public Secret require(SecretKey key) throws FailureException {
            return find(key).orElseThrow(() -> new FailureException(new Failure(Kind.DENIED, "asking for a password", key.part(), "", "Nobody gave one.", "")));
        }

        @Override
        public void store(SecretKey key, Secret secret) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(SecretKey key) {
            // It is all this knows; who asks again gets it again.
        }
    }

    private RemoteAccess access(Path agent, String passphrase) {
        return new RemoteAccess(new OnlyPassphrase(passphrase), Questions.nobody(), SSH.resolve("known_hosts"), temp.resolve("accepted"), agent,
                RemoteLimits.USUAL);
    }

    private Remote connect() throws FailureException {
        return access(null, "").connect("lab", user(), task);
    }

    private static Failure failure(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(FailureException.class, call).failure();
    }

    @Test
    void allKindsOfKeysLogIn() throws FailureException {
        for (String key : List.of("id_ed25519", "id_rsa", "id_ecdsa", "id_ed25519_passphrase")) {
            try (Remote remote = access(null, "lab-passphrase").connect("lab", host("reallab", SSH.resolve(key)), task)) {
                assertEquals("reallab\n", remote.run(Command.of("id -un"), task).out(), key);
                assertTrue(remote.server().contains("OpenSSH"));
            }
        }
    }

    @Test
    void aWrongPassphraseAWrongUserAndAFileThatIsNoKeyAreToldApart() {
        Failure wrong = failure(() -> access(null, "wr0ng").connect("lab", host("reallab", SSH.resolve("id_ed25519_passphrase")), task));
        assertEquals(Kind.DENIED, wrong.kind(), wrong.details());
        assertFalse(wrong.details().contains("wr0ng"));
        assertEquals(Kind.DENIED, failure(() -> access(null, "").connect("lab", host("daemon", SSH.resolve("id_rsa")), task)).kind());
        assertEquals(Kind.BAD_INPUT, failure(() -> access(null, "").connect("lab", host("reallab", SSH.resolve("id_rsa.pub")), task)).kind());
        assertEquals(Kind.BAD_INPUT, failure(() -> access(null, "").connect("lab", host("reallab", SSH.resolve("missing")), task)).kind());
    }

    @Test
    void theAgentsKeysLogIn() throws Exception {
        Path socket = temp.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).redirectErrorStream(true).start();
        try {
            agent.inputReader().readLine();
            ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", SSH.resolve("id_ed25519").toString(), SSH.resolve("id_rsa").toString()).inheritIO();
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertEquals(0, add.start().waitFor());
            try (Remote remote = access(socket, "").connect("lab", host("reallab", null), task)) {
                assertEquals("reallab\n", remote.run(Command.of("id -un"), task).out());
            }
        } finally {
            agent.destroy();
        }
        assertEquals(Kind.DENIED, failure(() -> access(null, "").connect("lab", host("reallab", null), task)).kind());
    }

    @Test
    void commandsGiveOutputExitCodeAndLinesAsTheyCome() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Task live = new Task(new Task.Listener() {
            @Override
            public void progress(String doing, long done, long total) {
                lines.add("progress");
            }

            @Override
            public void line(String text) {
                lines.add(text);
            }
        });
        try (Remote remote = connect()) {
            CommandResult result = remote.run(Command.of("cat; echo done >&2; exit 3").withStdin("first\nsecond"), live);
            assertEquals(3, result.exit());
            assertEquals("first\nsecond", result.out());
            assertEquals("done\n", result.err());
            assertEquals(Set.of("first", "second", "done"), Set.copyOf(lines));
            assertEquals("KILL", remote.run(Command.of("kill -9 $$"), task).signal());
            assertEquals("it's $HOME\n", remote.run(Command.of("echo " + Command.quote("it's $HOME")), task).out());
        }
    }

    @Test
    void commandsEndAtTheirLimitsAndWhenCancelledAlsoOnTheHost() throws Exception {
        String mark = "41" + new Random().nextInt(1000, 9999);
        try (Remote remote = connect()) {
            assertEquals(Kind.TIMED_OUT, failure(() -> remote.run(Command.of("sleep " + mark).within(Duration.ofMillis(500)), task)).kind());
            assertEquals(Kind.BAD_ANSWER, failure(() -> remote.run(Command.of("yes").withOutputUpTo(100_000), task)).kind());
            AtomicReference<Task> cancelling = new AtomicReference<>();
            cancelling.set(new Task(new Task.Listener() {
                @Override
                public void progress(String doing, long done, long total) {
                    throw new AssertionError(doing);
                }

                @Override
                public void line(String text) {
                    cancelling.get().cancel();
                }
            }));
            assertEquals(Kind.CANCELLED, failure(() -> remote.run(Command.of("echo up; exec sleep " + mark), cancelling.get())).kind());
            assertEquals(1, remote.run(Command.of("pgrep -f '[s]leep " + mark + "'"), task).exit());
        }
    }

    @Test
    void sudoRunsOrSaysWhyNot() throws Exception {
        try (Remote root = access(null, "").connect("lab", host("root", SSH.resolve("id_ed25519")), task)) {
            if (root.run(Command.of("command -v sudo"), task).ok()) {
                CommandResult result = root.run(Command.of("id -un; cat; echo oops >&2").withStdin("input").withSudo(), task);
                assertEquals("root\ninput", result.out());
                assertEquals("oops\n", result.err());
                try (Remote remote = connect()) {
                    assertEquals(Kind.DENIED, failure(() -> remote.run(Command.of("id").withSudo(), task)).kind());
                }
            } else {
                assertEquals(Kind.NOT_FOUND, failure(() -> root.run(Command.of("id").withSudo(), task)).kind());
            }
        }
    }

    @Test
    void anUploadThatWasCancelledGoesOnAndArrivesWhole() throws Exception {
        byte[] content = new byte[50 << 20];
        new Random(7).nextBytes(content);
        Path local = Files.write(temp.resolve("image"), content);
        String folder = "/tmp/campanile-test-" + UUID.randomUUID();
        try (Remote remote = connect(); RemoteFiles files = remote.files()) {
            files.makeFolders(folder + "/a/b", task);
            files.makeFolders(folder + "/a/b", task);
            String path = folder + "/a/b/image";
            AtomicReference<Task> half = new AtomicReference<>();
            half.set(new Task((doing, done, total) -> {
                if (done > total / 2) {
                    half.get().cancel();
                }
            }));
            assertEquals(Kind.CANCELLED, failure(() -> files.upload(local, path, half.get())).kind());
            assertEquals(Optional.empty(), files.stat(path, task));
            AtomicLong first = new AtomicLong(-1);
            files.upload(local, path, new Task((doing, done, total) -> first.compareAndSet(-1, done)));
            assertTrue(first.get() > 4 << 20, "went on at " + first.get());
            assertEquals(content.length, files.stat(path, task).orElseThrow().size());
            Path back = temp.resolve("back");
            files.download(path, back, task);
            assertArrayEquals(content, Files.readAllBytes(back));
            assertEquals(List.of("image"), files.list(folder + "/a/b", task).stream().map(RemoteFile::name).toList());
        } finally {
            try (Remote remote = connect()) {
                assertTrue(remote.run(Command.of("rm -r " + folder), task).ok());
            }
        }
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNotSent() throws Exception {
        Path local = Files.write(temp.resolve("growing"), new byte[2 << 20]);
        String path = "/tmp/campanile-test-" + UUID.randomUUID();
        try (Remote remote = connect(); RemoteFiles files = remote.files()) {
            Task touching = new Task((doing, done, total) -> {
                try {
                    Files.setLastModifiedTime(local, FileTime.fromMillis(done));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals(Kind.CONFLICT, failure(() -> files.upload(local, path, touching)).kind());
            assertEquals(Optional.empty(), files.stat(path, task));
            assertTrue(remote.run(Command.of("rm " + path + ".*.part"), task).ok());
        }
    }

    @Test
    void filesAreReplacedInOneGoAndFailuresAreToldApart() throws Exception {
        String path = "/tmp/campanile-test-" + UUID.randomUUID();
        try (Remote remote = connect(); RemoteFiles files = remote.files()) {
            files.write(path, "old".getBytes(), task);
            files.write(path, "new".getBytes(), task);
            assertEquals("new", remote.run(Command.of("cat " + path), task).out());
            assertEquals("1\n", remote.run(Command.of("ls -d " + path + "* | wc -l"), task).out().replace(" ", ""));
            files.remove(path, task);
            assertEquals(Kind.NOT_FOUND, failure(() -> files.remove(path, task)).kind());
            assertEquals(Kind.DENIED, failure(() -> files.write("/etc/campanile-test", new byte[1], task)).kind());
            assertEquals(Kind.NOT_FOUND, failure(() -> files.download(path, temp.resolve("x"), task)).kind());
            assertEquals(Kind.BAD_INPUT, failure(() -> files.upload(temp.resolve("missing"), path, task)).kind());
            assertFalse(Files.exists(temp.resolve("x")));
        }
    }

    @Test
    void noThreadIsLeftAfterClosing() throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        connect().close();
        Set<Thread> after = Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().contains("sshd") || t.getName().contains("SshClient"))
                .collect(Collectors.toSet());
        after.removeAll(before);
        for (Thread thread : after) {
            thread.join(5000);
        }
        assertTrue(after.stream().noneMatch(Thread::isAlive), after.toString());
    }
}
