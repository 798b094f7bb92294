package org.campanile.reallab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.check.Check;
import org.campanile.core.check.CheckEngine;
import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.host.Host;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.task.FailureException;
import org.campanile.reallab.host.LabMachine;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The requirements of the real lab, its SSH host and a machine of our own, all looked at together. */
@Tag("alone")
class RequirementsTest extends OnMachine {

    @Override
    LabMachine make() {
        return LabMachine.fresh("t-needs", 2243);
    }

    @Override
    KindRuns connect() throws Exception {
        KindRuns made = new KindRuns(folder, List.of(RealLab.host("lab", "root"), machine.profile("admin")), RealLab.access(new MemorySecrets(), machine, folder),
                Optional.of(RealLab.cloud()));
        made.secrets().store(made.session().lab().cloudKey(), RealLab.cloudPassword());
        return made;
    }

    private List<Check> checks(Ground ground, String id, String entry, Map<String, Object> with) throws FailureException {
        CheckKind kind = kinds.check(id).orElseThrow();
        Values values = runs.values(kind.parameters(), with);
        assertEquals(List.of(), kind.problems(values));
        return kind.create(new CheckSpec(entry, "", "Requirements", values), ground);
    }

    private CheckReport run(List<Check> checks) throws FailureException {
        return new CheckEngine().run("the requirements", checks, task);
    }

    private static List<Finding> of(CheckReport report, String rule) {
        return report.findings().stream().filter(f -> f.rule().equals(rule)).toList();
    }

    @Test
    void theWholePreflightOfTheRealLabTakesAsLongAsItsSlowestCheck() throws FailureException {
        Ground ground = new Ground(runs.session());
        List<Check> all = new ArrayList<>();
        for (String host : List.of("lab", "t-needs")) {
            all.addAll(checks(ground, "host.requirements", "need." + host, new HashMap<>(Map.of("host", host, "systems", List.of("debian 12"), "disk-mib-per-second", 1L))));
        }
        all.addAll(checks(ground, "host.time", "time", Map.of("hosts", List.of("lab", "t-needs"))));
        all.addAll(checks(ground, "host.names", "names", Map.of("hosts", List.of("lab", "t-needs"), "names", List.of("localhost"))));
        all.addAll(checks(ground, "host.reach", "reach", Map.of("from", List.of("here", "lab", "t-needs"), "vms", true, "network-host", "lab", "to", List.of(
                "Keystone=127.0.0.1:5000", "RabbitMQ=127.0.0.1:5672", "RabbitMQ management=127.0.0.1:15672", "SSH=127.0.0.1:2222", "Heat=127.0.0.1:8004"))));
        all.addAll(checks(ground, "cloud.ready", "cloud", Map.of()));
        all.addAll(checks(ground, "cloud.deployment", "deployment", Map.of()));
        all.addAll(checks(ground, "cloud.metadata", "metadata", Map.of("nova", "127.0.0.1:8775", "from", "lab", "network-host", "lab")));
        long begin = System.nanoTime();
        CheckReport report = run(all);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        List<Finding> failed = report.findings().stream().filter(f -> f.severity().isFailure()).toList();
        assertEquals(List.of(), failed);
        Duration slowest = report.timings().stream().map(CheckReport.Timing::took).max(Duration::compareTo).orElseThrow();
        // All begin at once, so the whole is as long as the slowest, but for starting and collecting them.
        assertTrue(took.toMillis() <= slowest.toMillis() * 13 / 10, "took " + took + ", the slowest " + report.timings());
        assertTrue(took.toSeconds() < 10, "took " + took + ", the slowest " + report.timings());

        for (String side : List.of("reach.here", "reach.lab", "reach.t-needs")) {
            String seen = of(report, side).getFirst().evidence();
            assertTrue(seen.contains("Keystone 127.0.0.1:5000: HTTP/1.") && seen.contains("RabbitMQ 127.0.0.1:5672: AMQP") && seen.contains("SSH 127.0.0.1:2222: SSH"),
                    side + ": " + seen);
        }
        assertTrue(of(report, "reach.vms").stream().anyMatch(f -> f.severity() == Severity.WARNING && f.cause().contains("VM itself")), of(report, "reach.vms").toString());
        assertTrue(of(report, "metadata.nova").getFirst().evidence().startsWith("HTTP/1."), of(report, "metadata.nova").toString());
        assertTrue(of(report, "metadata.agent").getFirst().evidence().startsWith("alive on "), of(report, "metadata.agent").toString());
        assertTrue(of(report, "need.t-needs.disk-speed").getFirst().evidence().matches("/var: \\d+ MiB/s"), of(report, "need.t-needs.disk-speed").toString());
        assertFalse(Files.exists(machine.root().resolve("var/.campanile-speed")));
    }

    @Test
    void whatDoesNotSufficeIsFoundWithCauseImpactAndFix() throws FailureException {
        Ground ground = new Ground(runs.session());
        List<Check> all = new ArrayList<>();
        all.addAll(checks(ground, "host.requirements", "need", Map.of("host", "t-needs", "systems", List.of("ubuntu 12.04", "centos 6"), "cpus", 1000L, "memory-mib", 10_000_000L,
                "free-gib", 1_000_000L, "interfaces", 90L, "disk-mib-per-second", 10_000_000L)));
        all.addAll(checks(ground, "host.reach", "reach", Map.of("from", List.of("here", "t-needs"), "to", List.of("closed=127.0.0.1:1", "unknown=no-such-host.invalid:80"))));
        all.addAll(checks(ground, "host.names", "names", Map.of("hosts", List.of("t-needs"), "names", List.of("devbox"))));
        all.addAll(checks(ground, "cloud.deployment", "deployment", Map.of("minutes", 100_000L, "instances", 1_000_000L)));
        all.addAll(checks(ground, "cloud.metadata", "metadata", Map.of("nova", "127.0.0.1:2222")));
        CheckReport report = run(all);
        for (String rule : List.of("need.system", "need.cpu", "need.memory", "need.disk", "need.disk-speed", "need.interfaces", "reach.here", "reach.t-needs", "names.name.devbox",
                "deployment.token", "deployment.quotas", "metadata.nova")) {
            List<Finding> found = of(report, rule);
            assertTrue(found.stream().anyMatch(f -> f.severity().isProblem()), rule + ": " + found);
            found.stream().filter(f -> f.severity().isProblem()).forEach(f -> assertFalse(f.evidence().isEmpty() || f.impact().isEmpty() || f.fix().isEmpty(), f.toString()));
        }
        // A machine whose name service does not answer, as behind a firewall, has another word for it than one that is told that there is no such name.
        for (String side : List.of("reach.here", "reach.t-needs")) {
            List<Finding> ways = of(report, side);
            assertEquals(List.of("127.0.0.1:1: Connection refused", "Nothing listens there, or a firewall refuses."), List.of(ways.getFirst().evidence(), ways.getFirst().cause()));
            assertTrue(ways.getLast().evidence().matches("no-such-host.invalid:80: (Name or service not known|Temporary failure in name resolution)"), ways.toString());
            assertTrue(ways.getLast().cause().startsWith("The name"), ways.toString());
        }
        assertEquals(Severity.OK, of(report, "deployment.roles").getFirst().severity());
    }

    @Test
    void theNetworkOfVmsIsSeenThroughItsNamespace() throws FailureException {
        Host host = machine.host("admin", null);
        host.require("preparing", Command.of("ip netns add qdhcp-campanile"), task);
        try {
            CheckReport report = run(checks(new Ground(runs.session()), "host.reach", "reach", Map.of("from", List.of("here"), "vms", true, "network-host", "t-needs", "network", "campanile",
                    "to", List.of("SSH=127.0.0.1:2222"))));
            assertEquals(Severity.OK, of(report, "reach.here").getFirst().severity());
            // Nothing listens inside the namespace, and its loopback is down.
            assertEquals(Severity.ERROR, of(report, "reach.vms").getFirst().severity(), of(report, "reach.vms").toString());
        } finally {
            host.require("tidying", Command.of("ip netns delete qdhcp-campanile"), task);
        }
    }
}
