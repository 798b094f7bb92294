package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.campanile.core.remote.HostProfile;
import org.campanile.ui.Services;

/**
 * A Debian machine made for a test (releng/real-lab/host.sh), without systemd; its user admin may do all by sudo. Its making fails the test.
 *
 * @param name begins with t-
 * @param port of its sshd on the loopback
 */
record Machine(String name, int port) {

    private static final Path STATE = Path.of(Objects.requireNonNullElse(System.getenv("REAL_LAB_STATE"), "/var/lib/real-lab"));
    private static final String SCRIPT = """
            #!/bin/sh
            case $1 in
              start) setsid sleep 600 > /dev/null 2>&1 < /dev/null & echo $! > /run/%1$s.pid ;;
              stop) kill "$(cat /run/%1$s.pid)"; rm /run/%1$s.pid ;;
              restart) $0 stop; $0 start ;;
              status) [ -e /run/%1$s.pid ] || exit 3 ;;
            esac
            """;

    /** Makes it anew, and the window knows its host key. */
    void up(Services services) throws IOException, InterruptedException {
        anew();
        Path known = services.home().root().resolve("known_hosts");
        Files.write(known, Files.readAllLines(STATE.resolve("hosts").resolve(name).resolve("known_hosts")), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Makes it anew, with a host key that it shares with no other machine and that nobody knows. */
    void upAsAStranger() throws IOException, InterruptedException {
        anew();
        newHostKey();
    }

    private void anew() throws IOException, InterruptedException {
        host("wipe", name);
        turnOn();
    }

    /** Gives it another host key and starts it again, as one that was installed anew. */
    void newHostKey() throws IOException, InterruptedException {
        Path key = file("etc/ssh/lab_host_key");
        Files.deleteIfExists(key);
        ended(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()));
        host("boot", name);
    }

    /** Fingerprint of its host key, as OpenSSH's own tool tells it. */
    String fingerprint() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ssh-keygen", "-l", "-f", file("etc/ssh/lab_host_key.pub").toString()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor() == 0, said);
        return said.split(" ")[1];
    }

    /** Ends all that runs on it, its sshd too, and cuts all connections, as a machine that goes down for a reboot does. */
    void turnOff() throws IOException, InterruptedException {
        host("down", name);
    }

    /** Starts it again; its files are what they were. */
    void turnOn() throws IOException, InterruptedException {
        host("up", name, Integer.toString(port));
    }

    /** Forgets it. */
    void wipe() throws IOException, InterruptedException {
        host("wipe", name);
    }

    private static void host(String... words) throws IOException, InterruptedException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(top.resolve("releng/real-lab/host.sh"))) {
            top = Objects.requireNonNull(top.getParent(), "inside the project");
        }
        List<String> command = new ArrayList<>(List.of(top.resolve("releng/real-lab/host.sh").toString()));
        command.addAll(List.of(words));
        ended(new ProcessBuilder(command));
    }

    private static void ended(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0, () -> String.join(" ", command.command()) + " ended with " + process);
    }

    /** How a lab reaches it. */
    HostProfile profile(String as) {
        return new HostProfile(as, "127.0.0.1", port, "admin", key());
    }

    /** The key that all its users take. */
    static Path key() {
        return STATE.resolve("ssh/id_ed25519");
    }

    /** A file of it, by its path there without the slash at its begin. */
    Path file(String path) {
        return STATE.resolve("hosts").resolve(name).resolve("root").resolve(path);
    }

    /** Gives it a service, which does not run yet. */
    void service(String service) throws IOException {
        Path script = file("etc/init.d/" + service);
        Files.writeString(script, SCRIPT.formatted(service));
        assertTrue(script.toFile().setExecutable(true, false));
    }

    /** Where the number of a service's process stands while it runs. */
    Path running(String service) {
        return file("run/" + service + ".pid");
    }
}
