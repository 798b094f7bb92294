package org.campanile.reallab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.host.Host;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.FailureException;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.Test;

/**
 * The other ways to a devbox on a machine: lab-binding.rc, an installer (a stand-in that writes what the real one writes, which needs an Ubuntu of 2012),
 * commands; a reboot in the middle, a full disk, files written by hand.
 */
class DevboxWaysTest extends OnMachine {

    private static final String BINDING = "/etc/murano-deployment/lab-binding.rc";

    @Override
    LabMachine make() {
        return LabMachine.fresh("t-ways", 2245);
    }

    private StepKind kind(String id) {
        return kinds.step(id).orElseThrow();
    }

    private Path inside(String path) {
        return machine.root().resolve(path.substring(1));
    }

    private static void done(RunResult result) {
        assertTrue(result.ok(), () -> result.failures().toString());
    }

    private void nothingLeft(Plan plan) throws FailureException {
        RunResult again = runs.run(plan, task);
        assertEquals(again.outcomes().size(), again.count(StepState.EXISTED), again.toString());
    }

    private Plan binding(String brokerPassword) throws FailureException {
        Map<String, Object> with = new HashMap<>(Map.of("host", "t-ways", "lab-host", "10.0.0.5", "broker-user", "muranouser", "broker-vhost", "muranovhost"));
        with.put("admin-password", runs.secret("ADMIN_PASSWORD", "pässwört$"));
        with.put("broker-password", runs.secret("BROKER_PASSWORD", brokerPassword));
        return runs.plan(kind("devbox.lab-binding"), "binding", with);
    }

    @Test
    void aBindingOfAnyVariantIsRepairedAndPutBack() throws FailureException, IOException {
        Files.createDirectories(inside(BINDING).getParent());
        byte[] byHand = "# Büro\r\nLAB_HOST=\"10.0.0.5\"\r\nADMIN_USER=admin\r\nexport RABBITMQ_USER='old'\r\nRABBITMQ_VHOST=x # hier\r\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(inside(BINDING), byHand);
        Plan plan = binding("murano-1");
        PlanReport.Row row = runs.preview(plan).rows().getFirst();
        assertEquals(PlanReport.Verdict.CHANGE, row.verdict(), row.toString());
        assertTrue(row.detail().contains("that of getting-started") && row.preview().contains("+export RABBITMQ_LOGIN='muranouser'"), row.toString());
        assertFalse(row.preview().contains("murano-1") || row.preview().contains("pässwört"), row.preview());
        done(runs.run(plan, task));
        String now = Files.readString(inside(BINDING), StandardCharsets.ISO_8859_1);
        assertTrue(now.startsWith("# Büro\nLAB_HOST=\"10.0.0.5\"\nADMIN_USER=admin\nexport RABBITMQ_LOGIN='muranouser'\nRABBITMQ_VHOST=muranovhost # hier\n"), now);
        assertEquals("pässwört$ murano-1 10.0.0.5\n", machine.host("root", null).ask("sourcing", ". " + BINDING + " && echo \"$ADMIN_PASSWORD $RABBITMQ_PASSWORD $RABBITMQ_HOST\"", task));
        nothingLeft(plan);
        done(runs.undo(plan));
        assertEquals(new String(byHand, StandardCharsets.ISO_8859_1), Files.readString(inside(BINDING), StandardCharsets.ISO_8859_1));
        Files.delete(inside(BINDING));
    }

    @Test
    void theInstallerRunsOnItsOwnSystemsAndWithAGoodBindingOnly() throws FailureException, IOException {
        Files.createDirectories(inside("/opt/git"));
        Files.writeString(inside("/opt/git/install.sh"), """
                #!/bin/bash
                . /etc/murano-deployment/lab-binding.rc
                for c in murano-api murano-conductor; do
                  n=${c#murano-}; [ "$c" = murano-api ] && n=murano-api
                  case $1 in
                    install) echo "installing $c for $LAB_HOST"; mkdir -p /etc/$c; echo "log_file = /var/log/$c.log" > /etc/$c/$n.conf
                      printf '#!/bin/sh\\nexit 3\\n' > /etc/init.d/$c; chmod 755 /etc/init.d/$c ;;
                    uninstall) rm -rf /etc/$c /etc/init.d/$c ;;
                  esac
                done
                """);
        inside("/opt/git/install.sh").toFile().setExecutable(true, false);
        Map<String, Object> with = new HashMap<>(Map.of("host", "t-ways", "script", "/opt/git/install.sh", "mode", "install"));
        PlanReport.Row other = runs.preview(runs.plan(kind("devbox.installer"), "wrong", with)).rows().getFirst();
        assertEquals(PlanReport.Verdict.BLOCKED, other.verdict());
        assertTrue(other.why().orElseThrow().meaning().contains("ubuntu 12.04"), other.toString());

        with.put("systems", List.of("debian 12"));
        Plan plan = runs.plan(kind("devbox.installer"), "install", with);
        RunResult none = runs.run(plan, task);
        assertTrue(none.failures().getFirst().meaning().contains("would open an editor"), none.toString());
        Files.createDirectories(inside(BINDING).getParent());
        Files.writeString(inside(BINDING), "LAB_HOST=h\nRABBITMQ_USER=u\n");
        RunResult bad = runs.run(plan, task);
        assertTrue(bad.failures().getFirst().cameBack().contains("RABBITMQ_USER"), bad.toString());
        done(runs.run(binding("murano"), task));
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        done(runs.run(plan, task, lines(lines, new CountDownLatch(1))));
        assertTrue(lines.contains("installing murano-api for 10.0.0.5"), lines.toString());
        nothingLeft(plan);
        done(runs.undo(plan));
        assertFalse(Files.exists(inside("/etc/murano-api")));
    }

    private static RunListener lines(List<String> lines, CountDownLatch first) {
        return new RunListener() {
            @Override
            public void changed(Change change) {
                // only its lines matter here
            }

            @Override
            public void line(String step, String text) {
                lines.add(text);
                first.countDown();
            }
        };
    }

    @Test
    void aRebootInTheMiddleIsToldAndTheNextRunGoesOn() throws Exception {
        Map<String, Object> with = Map.of("host", "t-ways", "command", "echo begun; if [ ! -e /etc/t-second ]; then touch /etc/t-second; sleep 60; fi; touch '/etc/t-döne'",
                "done-when", "[ -e '/etc/t-döne' ]", "undo", "rm -f '/etc/t-döne'");
        Plan plan = runs.plan(kind("host.command"), "command", with);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<RunResult> running = CompletableFuture.supplyAsync(() -> {
            try {
                return runs.run(plan, task, lines(Collections.synchronizedList(new ArrayList<>()), begun));
            } catch (FailureException e) {
                throw new IllegalStateException(e);
            }
        });
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        machine.reboot();
        RunResult cut = running.get(60, TimeUnit.SECONDS);
        assertTrue(cut.failures().getFirst().meaning().contains("restarted while the command ran"), cut.toString());
        done(runs.run(plan, task));
        assertTrue(Files.exists(inside("/etc/t-döne")));
        nothingLeft(plan);
        done(runs.undo(plan));
        assertFalse(Files.exists(inside("/etc/t-döne")));
    }

    @Test
    void aFullDiskAndAFileByHandAreNoTrouble() throws FailureException, IOException {
        Host host = machine.host("admin", null);
        byte[] odd = "; von Hand\r\n[DEFAULT]\r\nverbose : True\r\nname = Müller\r\n\r\n[Database]\r\nconnection=sqlite://\r\n".getBytes(StandardCharsets.ISO_8859_1);
        host.require("preparing", Command.of("mkdir /etc/t-full && mount -t tmpfs -o size=8k none /etc/t-full"), task);
        try {
            Files.write(inside("/etc/t-full/a.conf"), odd);
            Map<String, Object> with = Map.of("host", "t-ways", "path", "/etc/t-full/a.conf", "services", List.of(), "set", Map.of("database/connection", "mysql://h/ü",
                    "database/new", "x".repeat(9000)));
            RunResult full = runs.run(runs.plan(kind("config.file-oslo"), "full", with), task);
            assertEquals("The disk of the host is full.", full.failures().getFirst().meaning(), full.toString());
            assertEquals(new String(odd, StandardCharsets.ISO_8859_1), Files.readString(inside("/etc/t-full/a.conf"), StandardCharsets.ISO_8859_1));
            assertEquals("a.conf\n", host.ask("looking", "ls -A /etc/t-full", task));
        } finally {
            host.require("tidying", Command.of("umount /etc/t-full && rmdir /etc/t-full"), task);
        }
        Files.write(inside("/etc/t-odd.conf"), odd);
        Plan plan = runs.plan(kind("config.file-oslo"), "odd", Map.of("host", "t-ways", "path", "/etc/t-odd.conf", "services", List.of(), "set", Map.of("DEFAULT/verbose", "False",
                "database/connection", "mysql://h/ü")));
        done(runs.run(plan, task));
        assertEquals(new String(odd, StandardCharsets.ISO_8859_1).replace("True", "False").replace("sqlite://", "mysql://h/\u00c3\u00bc"),
                Files.readString(inside("/etc/t-odd.conf"), StandardCharsets.ISO_8859_1));
        nothingLeft(plan);
        Files.writeString(inside("/etc/t-odd.conf"), "changed\n");
        assertFalse(runs.undo(plan).ok());
        assertEquals("changed\n", Files.readString(inside("/etc/t-odd.conf")));
    }
}
