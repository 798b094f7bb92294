package org.campanile.reallab.setup.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.devstack.DevStackKind;
import org.campanile.core.step.Plan;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** DevStack's part on a machine, with a repository that has DevStack's entry points and does as little as can be proven. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DevStackTest {

    private static final String STACK = """
            #!/bin/bash
            cd "$(dirname "$0")" || exit 1
            [ "$EUID" -ne 0 ] || { echo "You are running this script as root."; exit 1; }
            sudo -n true || exit 1
            echo run >> /opt/stack/runs
            enable_service() { echo "service $*"; }
            enable_plugin() { echo "plug-in $*"; }
            DEST=/opt/stack
            sed -n '/^\\[\\[local|localrc\\]\\]/,$p' local.conf | grep -v '^\\[\\[' > .localrc.auto
            . ./.localrc.auto
            [ -n "$ADMIN_PASSWORD$DATABASE_PASSWORD" ] && [ -n "$HOST_IP" ] || { echo "no settings"; exit 1; }
            echo "2026-01-01 10:00:00.000 | Installing package prerequisites"
            echo "Installing OpenStack project source"
            while [ -e /opt/stack/hold ]; do sleep 0.1; done
            echo "2026-01-01 10:00:00.000 | Starting Keystone"
            [ ! -e /opt/stack/fail ] || { echo "[ERROR] ./stack.sh:123 keystone did not start"; echo "Error on exit"; exit 1; }
            touch .stackenv
            echo "Running user script $PWD/local.sh"
            ./local.sh || exit 1
            echo "stack.sh completed in 3 seconds."
            """;

    private static final String RABBIT = """
            #!/bin/sh
            echo "${0##*/} $*" >> /opt/stack/rabbit.log
            case "$*" in *eval*) echo ok ;; *add_user*) cat > /opt/stack/rabbit.password ;; esac
            """;

    private static LabMachine machine;
    private static PartGround ground;
    private static Path journal;

    @TempDir
    private static Path temp;

    private final DevStackKind kind = new DevStackKind();
    private final Task task = Task.unwatched();

    @BeforeAll
    static void make() throws Exception {
        machine = PartGround.sharedMachine();
        Repositories.make(inside("/srv/git/devstack.git"), "stable/2025.1", Map.of("stack.sh", Repositories.text(STACK), "unstack.sh",
                Repositories.text("#!/bin/bash\nrm -f \"$(dirname \"$0\")/.stackenv\" \"$(dirname \"$0\")/.localrc.auto\"\necho unstacked >> /opt/stack/unstacked\n")), temp);
        Path tools = inside("/usr/local/bin");
        for (String tool : List.of("rabbitmqctl", "rabbitmq-plugins")) {
            Files.writeString(tools.resolve(tool), RABBIT);
            tools.resolve(tool).toFile().setExecutable(true);
        }
        ground = new PartGround(machine, "admin", temp);
        journal = ground.journal();
    }

    @AfterAll
    static void end() {
        ground.close();
        machine.stop();
    }

    private static Path inside(String path) {
        return machine.root().resolve(path.substring(1));
    }

    private Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>(Map.of("url", "file:///srv/git/devstack.git", "branch", "stable/2025.1", "host-ip", "192.0.2.7", "services",
                List.of("heat", "-tempest"), "plugins", List.of("heat https://opendev.org/openstack/heat"), "broker-user", "muranouser", "broker-vhost", "muranovhost"));
        for (String password : List.of("admin-password", "database-password", "rabbit-password", "service-password", "broker-password")) {
            form.put(password, ground.secret(password, password.replace("-", "") + "7"));
        }
        return form;
    }

    private Plan plan() throws FailureException {
        return ground.plan(kind, "cloud", form());
    }

    private static long lines(String path) throws Exception {
        return Files.exists(inside(path)) ? Files.readAllLines(inside(path)).size() : 0;
    }

    @Test
    @Order(1)
    void aFormThatDevStackWouldBreakOnIsRefusedByField() {
        Map<String, String> wrong = Map.of("host-ip", "10.0.0.300", "fixed-range", "10.0.0.0", "user", "root", "branch", "-x", "home", "/", "url", "ftp://x/y");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Map<String, Object> form = new HashMap<>(form());
            form.put(one.getKey(), one.getValue());
            Failure failure = assertThrows(FailureException.class, () -> ground.plan(kind, "cloud", form)).failure();
            assertEquals(Failure.Kind.BAD_INPUT, failure.kind());
            assertEquals(one.getKey().equals("home") ? "home" : one.getKey(), failure.subject(), failure.details());
        }
    }

    @Test
    @Order(2)
    void aFailureIsToldByItsStageAndIsCleanedUpBeforeTheNextTry() throws Exception {
        Files.createDirectories(inside("/opt/stack"));
        Files.writeString(inside("/opt/stack/fail"), "");
        machine.host("admin", null).require("preparing", Command.of("useradd -s /bin/bash -d /opt/stack stack && chown stack /opt/stack && chown -R stack /srv/git"), task);
        RunResult failed = ground.run(plan(), journal);
        Failure failure = failed.outcomes().stream().filter(o -> o.step().equals("cloud.stack")).findFirst().orElseThrow().failure()
                .orElseThrow(() -> new AssertionError(PartGround.told(failed)));
        assertTrue(failure.doing().contains("Starting Keystone"), failure.details());
        assertTrue(failure.cameBack().contains("keystone did not start"), failure.details());
        assertEquals("0440", Files.exists(inside("/etc/sudoers.d/50_stack_sh")) ? machine.host("admin", null).require("looking",
                Command.of("stat -c 0%a /etc/sudoers.d/50_stack_sh"), task).strip() : "no rule");
        Files.delete(inside("/opt/stack/fail"));
        ground.fresh();
        RunResult good = ground.run(plan(), journal);
        assertTrue(good.ok(), PartGround.told(good));
        assertEquals(2, lines("/opt/stack/runs"));
        assertEquals(1, lines("/opt/stack/unstacked"));
        assertTrue(Files.readString(inside("/opt/stack/rabbit.log")).contains("rabbitmqctl add_user muranouser"));
        assertTrue(ground.progress.stream().anyMatch(p -> p.startsWith("Starting Keystone (")), ground.progress.toString());
        assertTrue(ground.lines.contains("service heat") && ground.lines.contains("stack.sh completed in 3 s."), ground.lines.toString());
        assertFalse(ground.lines.toString().contains("adminpassword7"), "a password was printed");
    }

    @Test
    @Order(3)
    void aSecondRunHasNothingToDoAndAnEditedFileIsShownWithoutPasswords() throws Exception {
        ground.fresh();
        RunResult again = ground.run(plan(), ground.journal());
        assertTrue(again.ok(), PartGround.told(again));
        assertEquals(again.outcomes().size(), again.count(StepState.EXISTED), PartGround.told(again));
        Path conf = inside("/opt/stack/devstack/local.conf");
        String good = Files.readString(conf);
        Files.writeString(conf, "OLD=1\r\nMY_PASSWORD=verysecret\r\n", StandardOpenOption.APPEND);
        ground.fresh();
        String shown = ground.preview(plan()).toString();
        assertTrue(shown.contains("-OLD=1") && !shown.contains("verysecret") && !shown.contains("adminpassword7"), shown);
        Files.writeString(conf, good);
    }

    @Test
    @Order(4)
    void aKilledProgramLeavesStackShRunningAndTheNextOneFollowsIt() throws Exception {
        Files.writeString(inside("/opt/stack/hold"), "");
        Map<String, Object> changed = new LinkedHashMap<>(form());
        changed.put("settings", List.of("RECLONE=yes"));
        Path record = ground.journal();
        long before = lines("/opt/stack/runs");
        PartChild child = new PartChild(machine, "admin", changed, "cloud", record);
        child.killWhen("Installing OpenStack project source");
        Files.delete(inside("/opt/stack/hold"));
        ground.fresh();
        RunResult result = ground.run(ground.plan(kind, "cloud", changed), record);
        assertTrue(result.ok(), PartGround.told(result));
        assertEquals(before + 1, lines("/opt/stack/runs"), "stack.sh was started twice");
        assertTrue(Files.readString(inside("/opt/stack/devstack/local.conf")).contains("RECLONE=yes"));
    }

    @Test
    @Order(5)
    void cancellingEndsStackShOnTheHost() throws Exception {
        Files.writeString(inside("/opt/stack/hold"), "");
        Map<String, Object> other = new LinkedHashMap<>(form());
        other.put("settings", List.of("RECLONE=no"));
        ground.fresh();
        Task cancelled = Task.unwatched();
        ground.watch(words -> {
            if (words.startsWith("Installing OpenStack from source")) {
                cancelled.cancel();
            }
        });
        RunResult result = ground.run(ground.plan(kind, "cloud", other), ground.journal(), cancelled);
        ground.watch(words -> { });
        assertTrue(result.cancelled(), PartGround.told(result));
        Host host = machine.host("admin", null);
        assertEquals("", host.look("for p in /proc/[0-9]*; do [ \"$(readlink $p/root)\" = / ] && grep -aqs stack.sh $p/cmdline && echo $p; done; true", task).out()
                .replaceAll("/proc/self\\n", ""), "stack.sh still runs");
        Files.delete(inside("/opt/stack/hold"));
    }

    @Test
    @Order(6)
    void undoRunsUnstackAndLeavesWhatWasThereBefore() throws Exception {
        ground.fresh();
        long unstacked = lines("/opt/stack/unstacked");
        RunResult undone = ground.undo(plan(), journal);
        assertTrue(undone.outcomes().stream().noneMatch(o -> o.step().equals("cloud.stack") && o.state() != StepState.UNDONE), PartGround.told(undone));
        assertEquals(unstacked + 1, lines("/opt/stack/unstacked"));
        assertTrue(machine.host("admin", null).run(Command.of("getent passwd stack"), task).ok(), "the user was there before");
    }
}
