package org.campanile.demolab.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.google.gson.Gson;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.conductor.Conductor;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.broker.DemoBroker;
import org.campanile.demolab.http.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A conductor in a real process is killed at random points and started again: every agent is told everything exactly once. */
class ConductorKillTest {

    private static final int MEMBERS = 12;
    private static final int KILLS = 20;

    @TempDir
    Path folder;

    @Test
    @Timeout(240)
    void killedAtAnyPointItRunsNoStepTwiceAndLosesNone() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int kills = 0;
        int inside = 0;
        try (DemoBroker broker = new DemoBroker(0, 0, new Faults())) {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setHost("127.0.0.1");
            factory.setPort(broker.amqpPort());
            try (Connection connection = factory.newConnection()) {
                for (int run = 0; kills < KILLS; run++) {
                    List<String> ledger = LedgerAgent.ledger();
                    DeploymentPlan plan = Plans.domain(MEMBERS);
                    Path log = folder.resolve("run" + run + ".log");
                    List<com.rabbitmq.client.Channel> open = new ArrayList<>();
                    for (var post : Plans.posts(plan)) {
                        open.add(new LedgerAgent(connection, post.host(), post.queue(), Plans.RESULTS, ledger).channel());
                    }
                    while (true) {
                        Process child = child(broker.amqpPort(), log);
                        long until = size(log) + 50 + random.nextInt(2500);
                        while (child.isAlive() && size(log) < until) {
                            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
                        }
                        LockSupport.parkNanos(random.nextInt(3_000_000));
                        child.destroyForcibly();
                        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
                        if (child.exitValue() == 0) {
                            break;
                        }
                        assertEquals(137, child.exitValue(), () -> "the conductor failed by itself: " + log + " " + output());
                        kills++;
                        inside += ledger.size() < expected(plan).size() ? 1 : 0;
                    }
                    List<String> extra = new ArrayList<>(ledger);
                    expected(plan).forEach(extra::remove);
                    assertEquals(List.of(), extra, () -> "done twice, seed " + seed + "\n" + text(log));
                    assertEquals(expected(plan), ledger.stream().sorted().toList(), "seed " + seed);
                    for (com.rabbitmq.client.Channel channel : open) {
                        channel.close();
                    }
                }
            }
        }
        assertTrue(inside >= KILLS / 2, "only " + inside + " of " + kills + " kills were in the middle of a run, seed " + seed);
    }

    private static List<String> expected(DeploymentPlan plan) {
        List<String> all = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            for (StepDefinition.Call call : step.calls()) {
                all.add(step.hostName() + ":" + call.function());
            }
        }
        return all.stream().sorted().toList();
    }

    private Process child(int port, Path log) throws Exception {
        Set<String> path = new LinkedHashSet<>();
        for (Class<?> needed : List.of(ConductorChild.class, Conductor.class, BrokerProfile.class, FailureException.class, Gson.class, Connection.class,
                Class.forName("org.slf4j.Logger", false, Conductor.class.getClassLoader()))) {
            Path place = Path.of(needed.getProtectionDomain().getCodeSource().getLocation().toURI());
            List.of("target/classes", "target/test-classes").forEach(below -> path.add(place.resolve(below).toString()));
            path.add(place.toString());
        }
        path.addAll(List.of(System.getProperty("java.class.path", "").split(File.pathSeparator)));
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp",
                String.join(File.pathSeparator, path), ConductorChild.class.getName(), String.valueOf(port), log.toString(), String.valueOf(MEMBERS))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile())).start();
    }

    private String output() {
        return text(folder.resolve("output"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static long size(Path file) throws java.io.IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
