package org.campanile.reallab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.campanile.core.ask.Questions;
import org.campanile.core.host.Host;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.remote.RemoteLimits;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A Debian machine made for one test class by releng/real-lab/host.sh; needs root, as the real lab does. */
public final class LabMachine implements AutoCloseable {

    /** What sudo asks user careful for; the same as in host.sh. */
    public static final String CAREFUL_PASSWORD = "geheim|&\\/ünç";

    private static final Path STATE = Path.of(Objects.requireNonNullElse(System.getenv("REAL_LAB_STATE"), "/var/lib/real-lab"));

    private final String name;
    private final int port;

    private LabMachine(String name, int port) {
        this.name = name;
        this.port = port;
    }

    /** Makes it from scratch and starts it. */
    public static LabMachine fresh(String name, int port) {
        script("wipe", name);
        return kept(name, port);
    }

    /** Makes it from scratch with systemd as its first process, and starts it. */
    public static LabMachine withSystemd(String name, int port) {
        script("wipe", name);
        script("up", name, Integer.toString(port), "systemd");
        return new LabMachine(name, port);
    }

    /** Makes it when it is not there and starts it. */
    public static LabMachine kept(String name, int port) {
        script("up", name, Integer.toString(port));
        return new LabMachine(name, port);
    }

    /** One that runs already, as another process has made it. */
    public static LabMachine running(String name, int port) {
        return new LabMachine(name, port);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Cuts all connections and starts it again. */
    public void reboot() {
        script("boot", name);
    }

    /** Ends all that runs on it, its sshd too. */
    public void stop() {
        script("down", name);
    }

    /** Starts it again after {@link #stop}. */
    public void start() {
        script("up", name, Integer.toString(port));
    }

    /** How it is reached. @param user admin, careful, guest or root */
    public HostProfile profile(String user) {
        return new HostProfile(name, "127.0.0.1", port, user, STATE.resolve("ssh/id_ed25519"));
    }

    /** Where its files are on this machine. */
    public Path root() {
        return STATE.resolve("hosts").resolve(name).resolve("root");
    }

    /** Its keys as OpenSSH keeps them. */
    public Path knownHosts() {
        return STATE.resolve("hosts").resolve(name).resolve("known_hosts");
    }

    /** Opens connections to it; {@code password} is what is given when one is asked for, {@code null} for none. */
    public RemoteAccess access(String password) {
        return new RemoteAccess(new OnePassword(password), Questions.nobody(), knownHosts(), STATE.resolve("tmp").resolve("accepted-" + name), null,
                RemoteLimits.USUAL);
    }

    /** A connection. */
    public Host host(String user, String password) throws FailureException {
        Task task = Task.unwatched();
        return Host.of(access(password).connect("lab", profile(user), task), task);
    }

    @Override
    public void close() {
        script("wipe", name);
    }

    /** Runs a command where the real lab's own packages are, and answers what it said; an exit code other than 0 throws. */
    public static String inLab(String... words) {
        return run("on-debian-12", words);
    }

    /** The command line that runs a command where the real lab's own packages are; the environment goes along. */
    public static List<String> commandInLab(List<String> words) {
        List<String> command = new ArrayList<>(List.of(tool("on-debian-12").toString()));
        command.addAll(words);
        return command;
    }

    private static Path tool(String script) {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(top.resolve("releng/real-lab").resolve(script))) {
            top = top.getParent();
        }
        return top.resolve("releng/real-lab").resolve(script);
    }

    private static void script(String... words) {
        run("host.sh", words);
    }

    private static String run(String script, String... words) {
        try {
            List<String> command = new ArrayList<>(List.of(tool(script).toString()));
            command.addAll(List.of(words));
            Path said = Files.createTempFile("host", ".log");
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + Files.readString(said, StandardCharsets.UTF_8));
            }
            String all = Files.readString(said, StandardCharsets.UTF_8);
            Files.delete(said);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The same password for all that is asked. */
    private record OnePassword(String password) implements Secrets {

        @Override
        public Optional<Secret> find(SecretKey key) {
            return Optional.ofNullable(password).map(Secret::of);
        }

        @Override
        public Secret require(SecretKey key) throws FailureException {
            return find(key).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.DENIED, "asking for a password", key.part(), "",
                    "Nobody gave one.", "")));
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
}
