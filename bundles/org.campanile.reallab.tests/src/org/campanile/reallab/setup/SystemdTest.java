package org.campanile.reallab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.check.Check;
import org.campanile.core.check.CheckEngine;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.host.InitSystem;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.host.ServiceStatus.Enabled;
import org.campanile.core.host.ServiceStatus.State;
import org.campanile.core.logs.LogFollower;
import org.campanile.core.logs.LogQuery;
import org.campanile.core.logs.LogSearch;
import org.campanile.core.logs.LogSource;
import org.campanile.core.logs.LogStatus;
import org.campanile.core.logs.LogStore;
import org.campanile.core.logs.LogView;
import org.campanile.core.logs.RemoteFeed;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Plan;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A machine whose first process is systemd: its services, its journal, its target, and a restart of it in the middle of a run. */
@Timeout(180)
class SystemdTest extends OnMachine {

    private static final String BOX = "t-systemd";
    private static final String UNIT = """
            [Unit]
            Description=Service of a test
            [Service]
            ExecStart=/bin/sh -c 'echo "2026-11-22 10:00:00.123 7 ERROR murano.engine [-] it böke"; exec sleep 1000'
            User=games
            [Install]
            WantedBy=multi-user.target
            """;

    @Override
    LabMachine make() {
        return LabMachine.withSystemd(BOX, 2253);
    }

    /** What systemd itself says, by a connection that is not the program's. */
    private String ask(String line) throws FailureException {
        return machine.host("root", null).ask("asking systemd", line, task).strip();
    }

    private void unit(String name, String text) throws Exception {
        Files.writeString(machine.root().resolve("etc/systemd/system").resolve(name + ".service"), text);
        ask("systemctl daemon-reload");
    }

    private Plan service(String name, String state, String enabled) throws FailureException {
        return runs.plan(kinds.step("host.service").orElseThrow(), name + "-" + state, Map.of("host", BOX, "service", name, "state", state, "enabled", enabled, "patience", 10L));
    }

    @Test
    void aServiceIsStartedEnabledAndTakenBackBySystemd() throws Exception {
        unit("t-engine", UNIT);
        assertEquals(InitSystem.SYSTEMD, machine.host("admin", null).facts().init());
        Plan plan = service("t-engine", "running", "yes");
        assertTrue(runs.run(plan, task).ok());
        assertEquals("active enabled", ask("echo $(systemctl is-active t-engine) $(systemctl is-enabled t-engine)"));
        ServiceStatus status = machine.host("admin", null).services().status("t-engine", task);
        assertEquals(State.RUNNING, status.state());
        assertEquals(Enabled.YES, status.enabled());
        assertEquals(ask("systemctl show -p MainPID --value t-engine"), Long.toString(status.pid()));
        assertTrue(status.since().orElseThrow().isAfter(Instant.now().minus(Duration.ofMinutes(2))), status.toString());
        machine.host("admin", null).services().restart("t-engine", task);
        assertFalse(ask("systemctl show -p MainPID --value t-engine").equals(Long.toString(status.pid())));
        assertEquals(1, runs.run(plan, task).count(StepState.EXISTED));
        assertTrue(runs.undo(plan).ok());
        assertEquals("inactive disabled", ask("echo $(systemctl is-active t-engine) $(systemctl is-enabled t-engine); true"));
    }

    /** As a package's service does that was started before its file was edited. */
    @Test
    void aServiceThatRunsSinceBeforeItsConfigurationWasChangedIsRestarted() throws Exception {
        unit("t-older", UNIT);
        String began = "ps -o etimes= -p $(systemctl show -p MainPID --value t-older)";
        ask("systemctl start t-older; while [ $(" + began + ") -lt 3 ]; do sleep 0.2; done; touch /etc/t-older.conf");
        String before = ask("systemctl show -p MainPID --value t-older");
        Plan plan = runs.plan(kinds.step("host.service").orElseThrow(), "older", Map.of("host", BOX, "service", "t-older", "config", "/etc/t-older.conf", "patience", 20L));
        String done = "if " + plan.steps().getFirst().doneWhen() + "; then echo done; else echo due; fi";
        assertEquals("due", ask(done));
        assertEquals(1, runs.run(plan, task).count(StepState.DONE));
        assertFalse(ask("systemctl show -p MainPID --value t-older").equals(before));
        assertEquals("done", ask(done));
        assertEquals(1, runs.run(plan, task).count(StepState.EXISTED));
    }

    @Test
    void aServiceThatEndsAtItsStartIsTold() throws Exception {
        unit("t-broken", "[Service]\nType=oneshot\nExecStart=/bin/sh -c 'echo no database here; exit 3'\n");
        RunResult result = runs.run(service("t-broken", "running", "keep"), task);
        assertFalse(result.ok());
        Failure why = result.failures().getFirst();
        assertTrue(why.cameBack().contains("no database here"), why.details());
        assertEquals(State.FAILED, machine.host("admin", null).services().status("t-broken", task).state());
        List<Finding> found = runLevel();
        assertTrue(found.getFirst().evidence().contains("t-broken.service"), found.toString());
        ask("systemctl reset-failed t-broken");
    }

    private List<Finding> runLevel() throws FailureException {
        CheckKind kind = kinds.check("host.requirements").orElseThrow();
        List<Check> level = kind.create(new CheckSpec("needs", "", "Requirements", runs.values(kind.parameters(), Map.of("host", BOX))), new Ground(runs.session())).stream()
                .filter(c -> c.id().endsWith("run-level")).toList();
        return new CheckEngine().run("box", level, task).findings();
    }

    @Test
    void theTargetIsTheRunLevel() throws Exception {
        Finding usual = runLevel().getFirst();
        assertEquals(Severity.OK, usual.severity(), usual.toString());
        assertTrue(usual.evidence().contains(ask("systemctl get-default")), usual.toString());
        ask("systemctl set-default rescue.target 2>&1");
        try {
            Finding rescue = runLevel().getFirst();
            assertEquals(Severity.WARNING, rescue.severity(), rescue.toString());
            assertTrue(rescue.evidence().contains("rescue.target"), rescue.toString());
        } finally {
            ask("systemctl set-default graphical.target 2>&1");
        }
    }

    @Test
    void theJournalIsReadByThoseWhoMayAndTellsOthersSo() throws Exception {
        unit("t-logger", UNIT);
        machine.host("admin", null).services().start("t-logger", task);
        LogSource journal = LogSource.journal(BOX, "t-logger");
        LogSource none = LogSource.journal(BOX, "t-never");
        assertEquals(LogStatus.State.FORBIDDEN, read(new LogStore(), journal, false));
        LogStore store = new LogStore();
        assertEquals(LogStatus.State.FOLLOWING, read(store, journal, true));
        assertEquals(LogStatus.State.MISSING, read(store, none, true));
        LogView view = new LogSearch(store).run(LogQuery.ALL.typed("böke"), task);
        assertEquals(1, view.size());
        assertEquals("Error", view.entry(0).orElseThrow().severity().label());
    }

    private LogStatus.State read(LogStore store, LogSource source, boolean asRoot) throws FailureException {
        RemoteFeed feed = new RemoteFeed(t -> runs.session().host(BOX, t), machine.profile("admin"), List.of(source), asRoot, 1 << 20, 1 << 20);
        try (LogFollower follower = new LogFollower(store, Duration.ofSeconds(1), states -> {
        })) {
            follower.once(List.of(source), feed, task);
            return follower.states().getFirst().state();
        }
    }

    @Test
    void aRunGoesOnAfterTheMachineHasRestartedInTheMiddle() throws Exception {
        unit("t-stays", UNIT);
        assertTrue(runs.run(service("t-stays", "running", "yes"), task).ok());
        String before = ask("systemctl show -p UserspaceTimestampMonotonic --value");
        CountDownLatch half = new CountDownLatch(1);
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        RunListener listener = new RunListener() {
            @Override
            public void changed(Change change) {
                // only its lines matter here
            }

            @Override
            public void line(String step, String text) {
                said.add(text);
                if (text.contains("half of it")) {
                    half.countDown();
                }
            }
        };
        Map<String, Object> with = Map.of("host", BOX, "command", "echo run >> /root/runs\necho half of it\n[ \"$(wc -l < /root/runs)\" -gt 1 ] || sleep 600\ntouch /root/whole",
                "done-when", "[ -e /root/whole ]");
        Plan plan = runs.plan(kinds.step("host.command").orElseThrow(), "long", with);
        CompletableFuture<RunResult> running = CompletableFuture.supplyAsync(() -> {
            try {
                return runs.run(plan, task, listener);
            } catch (FailureException e) {
                throw new IllegalStateException(e);
            }
        });
        assertTrue(half.await(60, TimeUnit.SECONDS), said::toString);
        machine.host("root", null).run(Command.of("systemctl reboot").within(Duration.ofSeconds(20)), task);
        RunResult first = running.get(120, TimeUnit.SECONDS);
        RunResult last = first.ok() ? first : runs.run(plan, task);
        assertTrue(last.ok(), () -> first.failures() + " " + last.failures() + " " + said);
        assertEquals("2", ask("wc -l < /root/runs"));
        assertFalse(before.equals(ask("systemctl show -p UserspaceTimestampMonotonic --value")));
        assertEquals("active", ask("systemctl is-active t-stays"));
        assertEquals(State.RUNNING, machine.host("admin", null).services().status("t-stays", task).state());
    }
}
