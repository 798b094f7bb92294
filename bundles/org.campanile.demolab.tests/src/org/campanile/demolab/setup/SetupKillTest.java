package org.campanile.demolab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A set-up and its undo in a real process are killed at random points and started again: nothing twice, nothing lost, one run in the end. The long form is
 * {@code releng/bench/kills}.
 */
class SetupKillTest {

    private static final int KILLS = 6;
    /** Bytes of a journal that a few steps write. */
    private static final int FEW_STEPS = 1200;
    /** What a child needs that core finds for it. */
    private static final List<String> LIBRARIES = List.of("com.google.gson.Gson", "org.snakeyaml.engine.v2.api.Load", "org.slf4j.Logger", "org.openstack4j.api.OSClient",
            "com.fasterxml.jackson.annotation.JsonProperty", "com.fasterxml.jackson.core.JsonParser", "com.fasterxml.jackson.databind.ObjectMapper",
            "com.rabbitmq.client.Connection", "com.rabbitmq.http.client.Client", "org.apache.sshd.client.SshClient", "org.apache.sshd.common.SshConstants",
            "org.apache.sshd.sftp.client.SftpClient");

    @TempDir
    Path folder;

    @Test
    @Timeout(180)
    void killedAtAnyPointItMakesNothingTwiceAndLosesNothing() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int kills = 0;
        int inside = 0;
        try (SetupBench bench = new SetupBench(folder); LabSession session = bench.session()) {
            Map<String, List<String>> before = bench.everything(session);
            while (kills < KILLS) {
                for (String verb : List.of("setup", "undo")) {
                    while (kills < KILLS) {
                        long began = journals();
                        int code = killed(verb, bench.demo(), began + 1 + random.nextInt(FEW_STEPS), random.nextInt(20_000_000));
                        if (code == 0) {
                            break;
                        }
                        assertEquals(137, code, () -> verb + " failed by itself, seed " + seed + ": " + said());
                        kills++;
                        inside += journals() > began ? 1 : 0;
                    }
                    assertEquals(0, end(child(verb, bench.demo())), () -> "seed " + seed + ": " + said());
                    Map<String, List<String>> now = bench.everything(session);
                    if (verb.equals("setup")) {
                        Map.of("vhosts", 1, "users", 1, "services", 1, "endpoints", 3, "images", 1).forEach((kind, more) -> assertEquals(before.get(kind).size() + more,
                                now.get(kind).size(), () -> kind + ", seed " + seed + ": " + now));
                        assertTrue(bench.setup(session, SetupChild.request(bench)).preview(Task.unwatched()).nothingToDo(), "seed " + seed);
                    } else {
                        assertTrue(bench.undo(session).preview().isEmpty(), "one run has made everything, seed " + seed);
                        assertEquals(before, now, "seed " + seed);
                    }
                }
            }
        }
        assertTrue(inside >= KILLS / 2, "only " + inside + " of " + kills + " kills were in the middle of a run, seed " + seed);
    }

    /** Starts it, and kills it when the journals have so many bytes and a moment has passed. Answers its exit code. */
    private int killed(String verb, DemoLab lab, long until, long nanos) throws Exception {
        Process child = child(verb, lab);
        while (child.isAlive() && journals() < until) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
        }
        LockSupport.parkNanos(nanos);
        child.destroyForcibly();
        return end(child);
    }

    private static int end(Process child) throws InterruptedException {
        assertTrue(child.waitFor(60, TimeUnit.SECONDS), "the child does not end");
        return child.exitValue();
    }

    private long journals() throws IOException {
        Path runs = folder.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.filter(f -> f.toString().endsWith(".journal")).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private Process child(String verb, DemoLab lab) throws Exception {
        Set<String> path = new LinkedHashSet<>();
        add(path, SetupChild.class);
        add(path, DemoLab.class);
        add(path, Task.class);
        for (String library : LIBRARIES) {
            add(path, Task.class.getClassLoader().loadClass(library));
        }
        path.addAll(List.of(System.getProperty("java.class.path", "").split(File.pathSeparator)));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Xmx256m", "-cp", String.join(File.pathSeparator, path), SetupChild.class.getName(), folder.toString(), verb));
        lab.endpoints().forEach((service, url) -> command.add(service + "=" + url));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile())).start();
    }

    /** In OSGi the place of a bundle that is being built is its project, whose classes are in a folder below. */
    private static void add(Set<String> path, Class<?> needed) {
        Path place = Path.of(URI.create(needed.getProtectionDomain().getCodeSource().getLocation().toString().replace(" ", "%20")));
        for (String below : List.of("target/classes", "target/test-classes")) {
            if (Files.isDirectory(place.resolve(below))) {
                path.add(place.resolve(below).toString());
            }
        }
        path.add(place.toString());
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
