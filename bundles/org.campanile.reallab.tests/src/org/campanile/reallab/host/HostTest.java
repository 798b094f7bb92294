package org.campanile.reallab.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.ask.Questions;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFile;
import org.campanile.core.host.InitSystem;
import org.campanile.core.host.PackageManager;
import org.campanile.core.host.PlainProcess;
import org.campanile.core.host.ServiceControl;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.host.Sudo;
import org.campanile.core.host.Written;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.remote.RemoteLimits;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine with OpenSSH, sudo, apt and scripts in /etc/init.d, made for this class. */
class HostTest {

    private static LabMachine machine;

    @TempDir
    private Path temp;

    private final Task task = Task.unwatched();

    @BeforeAll
    static void make() {
        machine = LabMachine.fresh("t-host", 2241);
    }

    @AfterAll
    static void wipe() {
        machine.close();
    }

    private static Failure failure(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(FailureException.class, call).failure();
    }

    private static Host admin() throws FailureException {
        return machine.host("admin", null);
    }

    private static Path inside(String path) {
        return machine.root().resolve(path.substring(1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aHostTellsWhatItIs() throws FailureException {
        Host host = admin();
        assertTrue(host.facts().is("debian", "12"), host.facts().toString());
        assertEquals("bookworm", host.facts().codename());
        assertEquals(InitSystem.NONE, host.facts().init());
        assertEquals(PackageManager.APT, host.facts().packages());
        assertEquals(Sudo.FREE, host.facts().sudo());
        assertTrue(host.facts().cpus() > 0 && host.facts().memory() > (1L << 28), host.facts().toString());
        assertTrue(host.facts().diskOf("/etc").orElseThrow().size() > 0);
        assertEquals(Sudo.ROOT, machine.host("root", null).facts().sudo());
        assertEquals(Sudo.ASKS, machine.host("careful", null).facts().sudo());
    }

    @Test
    void sudoTakesTheRightPasswordAndTellsTheWrongOneFromNone() throws FailureException {
        Command command = Command.of("id -un; cat").withStdin("input of the command, no password\n");
        assertEquals("root\ninput of the command, no password\n", machine.host("careful", LabMachine.CAREFUL_PASSWORD).sudo(command, task).out());
        Failure wrong = failure(() -> machine.host("careful", "wröng").sudo(command, task));
        assertEquals(Kind.DENIED, wrong.kind(), wrong.details());
        assertTrue(wrong.meaning().contains("did not accept the password"), wrong.details());
        Failure none = failure(() -> machine.host("careful", null).sudo(command, task));
        assertEquals(Kind.DENIED, none.kind(), none.details());
        Failure unknown = failure(() -> machine.host("guest", "x").sudo(command, task));
        assertEquals(Kind.DENIED, unknown.kind(), unknown.details());
    }

    @Test
    void whatSudoersForbidsIsToldAsSuch() throws FailureException {
        Command command = Command.of("id -un");
        admin().require("preparing", Command.of("useradd -m -s /bin/sh t-bounded && echo t-bounded:x | chpasswd && cp -r /home/admin/.ssh /home/t-bounded/ && chown -R t-bounded: /home/t-bounded/.ssh && printf "
                + "'t-bounded ALL=(ALL) NOPASSWD: /bin/ls\\nDefaults:guest requiretty\\nguest ALL=(ALL) NOPASSWD: ALL\\n' > /etc/sudoers.d/t-bounded && chmod 440 /etc/sudoers.d/t-bounded"), task);
        try {
            Failure bounded = failure(() -> machine.host("t-bounded", "x").sudo(command, task));
            assertEquals("sudoers does not allow user t-bounded this.", bounded.meaning(), bounded.details());
            assertFalse(bounded.cameBack().contains("campanile-starts"), bounded.cameBack());
            Failure terminal = failure(() -> machine.host("guest", "x").sudo(command, task));
            assertTrue(terminal.meaning().contains("requiretty") && terminal.next().endsWith("Defaults:guest !requiretty"), terminal.details());
        } finally {
            admin().require("tidying", Command.of("rm /etc/sudoers.d/t-bounded; userdel -r t-bounded 2>/dev/null; true"), task);
        }
    }

    @Test
    void aFileOfRootIsReplacedWithItsModeAndOwnerAndABackup() throws FailureException, IOException {
        Host host = machine.host("careful", LabMachine.CAREFUL_PASSWORD);
        byte[] old = bytes("\uFEFF[DEFAULT]\r\nname = Ünicode\r\n");
        Files.write(inside("/etc/t-a.conf"), old);
        host.require("preparing", Command.of("chown games:mail /etc/t-a.conf && chmod 640 /etc/t-a.conf"), task);
        HostFile read = host.files().read("/etc/t-a.conf", task);
        assertArrayEquals(old, read.content());
        assertEquals("640 games:mail", read.mode() + " " + read.owner());
        byte[] fresh = new byte[200_000];
        new Random(3).nextBytes(fresh);
        Written written = host.files().write(read, fresh, task);
        HostFile now = host.files().read("/etc/t-a.conf", task);
        assertArrayEquals(fresh, now.content());
        assertEquals("640 games:mail", now.mode() + " " + now.owner());
        assertArrayEquals(old, Files.readAllBytes(inside(written.backup())));
        assertEquals(Kind.CONFLICT, failure(() -> host.files().write(read, old, task)).kind());
        host.files().restore(written, task);
        host.files().restore(written, task);
        assertEquals(read, host.files().read("/etc/t-a.conf", task));
        assertFalse(Files.exists(inside(written.backup())));
        assertEquals(List.of("t-a.conf"), names("/etc", "t-a"));
    }

    private static List<String> names(String folder, String with) throws IOException {
        try (var all = Files.list(inside(folder))) {
            return all.map(p -> p.getFileName().toString()).filter(n -> n.contains(with) || n.startsWith(".campanile")).sorted().toList();
        }
    }

    @Test
    void aNewFileIsMadeAndTakenBackUnlessSomebodyChangedIt() throws FailureException, IOException {
        Host host = admin();
        HostFile none = host.files().read("/etc/t-new.conf", task);
        assertFalse(none.exists());
        Written written = host.files().write(none, bytes("new\n"), "600", "games:games", task);
        assertEquals("600 games:games", host.files().read("/etc/t-new.conf", task).mode() + " " + host.files().read("/etc/t-new.conf", task).owner());
        assertEquals(Kind.CONFLICT, failure(() -> host.files().write(none, bytes("other\n"), task)).kind());
        Files.writeString(inside("/etc/t-new.conf"), "by hand\n");
        assertEquals(Kind.CONFLICT, failure(() -> host.files().restore(written, task)).kind());
        Files.writeString(inside("/etc/t-new.conf"), "new\n");
        host.files().restore(written, task);
        assertEquals(List.of(), names("/etc", "t-new"));
        assertEquals(Kind.NOT_FOUND, failure(() -> host.files().write(HostFile.absent("/none/x"), bytes("x"), task)).kind());
        assertEquals(Kind.BAD_INPUT, failure(() -> host.files().read("/etc", task)).kind());
        assertEquals(Kind.BAD_INPUT, failure(() -> host.files().read("etc/x", task)).kind());
    }

    @Test
    void aLinkIsWrittenThroughAndStaysOneWhenThatIsTakenBack() throws FailureException, IOException {
        Host host = admin();
        // what a link leads to may be on another file system than the copy beside the link
        host.require("preparing", Command.of("mkdir /etc/t-far && mount -t tmpfs none /etc/t-far"), task);
        try {
            for (String target : List.of("t-target", "t-far/target")) {
                Path link = inside("/etc/t-link-" + target.length());
                Files.writeString(inside("/etc/" + target), "old\n");
                Files.createSymbolicLink(link, Path.of(target));
                Written written = host.files().write(host.files().read("/etc/" + link.getFileName(), task), bytes("new\n"), task);
                assertTrue(Files.isSymbolicLink(link));
                assertEquals("new\n", Files.readString(inside("/etc/" + target)));
                host.files().restore(written, task);
                assertTrue(Files.isSymbolicLink(link));
                assertEquals("old\n", Files.readString(inside("/etc/" + target)));
                assertFalse(Files.exists(inside(written.backup())));
            }
            Files.createSymbolicLink(inside("/etc/t-link-nowhere"), Path.of("t-far/made"));
            Written made = host.files().write(host.files().read("/etc/t-link-nowhere", task), bytes("new\n"), task);
            assertEquals("new\n", Files.readString(inside("/etc/t-far/made")));
            host.files().restore(made, task);
            assertTrue(Files.isSymbolicLink(inside("/etc/t-link-nowhere")));
            assertEquals("target\n", host.ask("looking", "ls -A /etc/t-far", task));
        } finally {
            host.require("tidying", Command.of("umount /etc/t-far && rm -r /etc/t-far /etc/t-link-* /etc/t-target"), task);
        }
    }

    @Test
    void aReadOnlyFileSystemIsToldAsSuch() throws FailureException {
        Host host = admin();
        host.require("preparing", Command.of("mkdir /etc/t-fixed && printf 'old\\n' > /etc/t-fixed/a.conf && mount --bind /etc/t-fixed /etc/t-fixed && mount -o remount,bind,ro /etc/t-fixed"), task);
        try {
            HostFile before = host.files().read("/etc/t-fixed/a.conf", task);
            Failure fixed = failure(() -> host.files().write(before, bytes("new\n"), task));
            assertEquals("The file system of the host is read-only.", fixed.meaning(), fixed.details());
            assertEquals(before, host.files().read("/etc/t-fixed/a.conf", task));
        } finally {
            host.require("tidying", Command.of("umount /etc/t-fixed && rm -r /etc/t-fixed"), task);
        }
    }

    @Test
    void aFullDiskLeavesTheOldFileAndNothingBesideIt() throws FailureException {
        Host host = admin();
        host.require("preparing", Command.of("mkdir /etc/t-small && mount -t tmpfs -o size=64k none /etc/t-small && printf 'old\\n' > /etc/t-small/a.conf"), task);
        try {
            HostFile before = host.files().read("/etc/t-small/a.conf", task);
            Failure full = failure(() -> host.files().write(before, new byte[200_000], task));
            assertEquals("The disk of the host is full.", full.meaning(), full.details());
            assertEquals(before, host.files().read("/etc/t-small/a.conf", task));
            assertEquals("a.conf\n", host.ask("looking", "ls -A /etc/t-small", task));
            host.require("filling", Command.of("head -c 60000 /dev/zero > /etc/t-small/filler; cat /dev/zero > /etc/t-small/filler2 2>/dev/null; true"), task);
            assertEquals("The disk of the host is full.", failure(() -> host.files().write(before, bytes("new\n"), task)).meaning());
            assertEquals(before, host.files().read("/etc/t-small/a.conf", task));
        } finally {
            host.require("tidying", Command.of("umount /etc/t-small && rmdir /etc/t-small"), task);
        }
    }

    @Test
    void packagesAreInstalledAndAnotherAptIsWaitedFor() throws Exception {
        Host host = machine.host("careful", LabMachine.CAREFUL_PASSWORD);
        host.packages().refresh(task);
        assertTrue(host.packages().candidate("ed", task).isPresent());
        assertEquals(Optional.empty(), host.packages().candidate("no-such-package-at-all", task));
        Failure unknown = failure(() -> host.packages().install(List.of("no-such-package-at-all"), task));
        assertEquals(Kind.NOT_FOUND, unknown.kind(), unknown.details());
        assertEquals(Kind.BAD_INPUT, failure(() -> host.packages().install(List.of("ed; reboot"), task)).kind());
        Process holder = new ProcessBuilder("chroot", machine.root().toString(), "python3", "-c", "import fcntl,sys\n"
                + "f=open('/var/lib/dpkg/lock-frontend','w'); fcntl.lockf(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()").start();
        assertEquals('h', holder.getInputStream().read());
        CountDownLatch waited = new CountDownLatch(1);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Task watched = new Task(new Task.Listener() {
            @Override
            public void progress(String doing, long done, long total) {
                // only its lines matter here
            }

            @Override
            public void line(String text) {
                lines.add(text);
                if (text.startsWith("Waiting for process " + holder.pid() + " ")) {
                    waited.countDown();
                }
            }
        });
        CompletableFuture<Void> installing = CompletableFuture.runAsync(() -> {
            try {
                host.packages().install(List.of("ed"), watched);
            } catch (FailureException e) {
                throw new IllegalStateException(e.failure().details(), e);
            }
        });
        assertTrue(waited.await(30, TimeUnit.SECONDS), lines.toString());
        assertEquals(Map.of(), host.packages().installed(List.of("ed", "no-such-package-at-all"), task));
        holder.getOutputStream().close();
        installing.get(60, TimeUnit.SECONDS);
        assertEquals(List.of("ed"), List.copyOf(host.packages().installed(List.of("ed", "no-such-package-at-all"), task).keySet()));
        assertTrue(lines.stream().anyMatch(l -> l.contains("Setting up ed")), lines.toString());
    }

    @Test
    void anInstallationWhoseConnectionIsCutComesToItsEnd() throws Exception {
        Host host = admin();
        host.packages().refresh(task);
        List<String> names = List.of("bc", "dc", "time", "less", "file");
        Task cutting = new Task(new Task.Listener() {
            @Override
            public void progress(String doing, long done, long total) {
                // only its lines matter here
            }

            @Override
            public void line(String text) {
                if (text.startsWith("Unpacking ")) {
                    Thread.ofVirtual().start(host.remote()::close);
                }
            }
        });
        assertEquals(Kind.CUT, failure(() -> host.packages().install(names, cutting)).kind());
        Host again = machine.host("careful", LabMachine.CAREFUL_PASSWORD);
        String wait = "for i in $(seq 80); do [ \"$(dpkg-query -W -f '${db:Status-Abbrev}\\n' " + String.join(" ", names)
                + " 2>/dev/null | grep -c '^ii')\" = " + names.size() + " ] && exit 0; sleep 0.3; done; exit 1";
        assertTrue(again.look(wait, task).ok(), () -> "not installed: " + names);
        assertEquals("", again.lookAsRoot("dpkg --audit", task).out());
    }

    @Test
    void aServiceRunsByItsScriptAndAPlainProcessWithout() throws FailureException, IOException {
        Host host = admin();
        assertEquals(ServiceStatus.State.ABSENT, host.services().status("no-such", task).state());
        assertEquals(Kind.NOT_FOUND, failure(() -> host.services().start("no-such", task)).kind());
        assertEquals(Kind.BAD_INPUT, failure(() -> host.services().start("no;such", task)).kind());
        PlainProcess spec = new PlainProcess("t-plain", "sh -c 'echo up; exec sleep 1000'", "games", "/var/log/t-plain.log");
        turn(host.services().orPlain(spec), "t-plain", host);
        assertEquals(List.of("up"), host.services().orPlain(spec).log("t-plain", "", 1, task));
        Files.writeString(inside("/etc/init.d/t-script"), """
                #!/bin/sh
                ### BEGIN INIT INFO
                # Provides: t-script
                # Required-Start: $remote_fs
                # Required-Stop: $remote_fs
                # Default-Start: 2 3 4 5
                # Default-Stop: 0 1 6
                ### END INIT INFO
                p=/run/t-script.pid
                case $1 in
                start) start-stop-daemon --start --background --oknodo --make-pidfile --pidfile $p --exec /bin/sleep -- 1000 ;;
                stop) start-stop-daemon --stop --oknodo --pidfile $p --retry 5; rm -f $p ;;
                restart) $0 stop; $0 start ;;
                status) start-stop-daemon --status --pidfile $p ;;
                esac
                """);
        inside("/etc/init.d/t-script").toFile().setExecutable(true, false);
        turn(host.services(), "t-script", host);
        host.services().enable("t-script", true, task);
        assertEquals(ServiceStatus.Enabled.YES, host.services().status("t-script", task).enabled());
        host.services().enable("t-script", false, task);
        assertEquals(ServiceStatus.Enabled.NO, host.services().status("t-script", task).enabled());
    }

    private void turn(ServiceControl services, String name, Host host) throws FailureException {
        assertEquals(ServiceStatus.State.STOPPED, services.status(name, task).state());
        services.start(name, task);
        assertTrue(services.status(name, task).running());
        services.start(name, task);
        String before = host.ask("looking", "pgrep -f '^(/bin/)?sleep 1000$' | sort", task);
        assertEquals(1, before.lines().count(), before);
        services.restart(name, task);
        String after = host.ask("looking", "pgrep -f '^(/bin/)?sleep 1000$' | sort", task);
        assertEquals(1, after.lines().count(), after);
        assertFalse(before.equals(after));
        services.stop(name, task);
        assertEquals(ServiceStatus.State.STOPPED, services.status(name, task).state());
        services.stop(name, task);
    }

    @Test
    void aRebootCutsWhatRunsAndTheNextConnectionWorks() throws Exception {
        Host host = admin();
        CountDownLatch begun = new CountDownLatch(1);
        Task watched = new Task(new Task.Listener() {
            @Override
            public void progress(String doing, long done, long total) {
                // only its lines matter here
            }

            @Override
            public void line(String text) {
                begun.countDown();
            }
        });
        CompletableFuture<Failure> running = CompletableFuture.supplyAsync(() -> failure(() -> host.sudo(Command.of("echo begun; sleep 60; touch /etc/t-late")
                .within(Duration.ofMinutes(2)), watched)));
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        machine.reboot();
        Failure cut = running.get(20, TimeUnit.SECONDS);
        assertEquals(Kind.CUT, cut.kind(), cut.details());
        assertFalse(host.isConnected());
        assertEquals("admin\n", admin().ask("looking", "id -un", task));
        assertFalse(Files.exists(inside("/etc/t-late")));
    }

    @Test
    void aChangedHostKeyIsRefusedInClearWords() throws IOException {
        Path known = temp.resolve("known_hosts");
        Files.writeString(known, "[127.0.0.1]:2241 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n");
        RemoteAccess access = new RemoteAccess(new MemorySecrets(), Questions.nobody(), known, temp.resolve("own"), null, RemoteLimits.USUAL);
        Failure changed = failure(() -> access.connect("lab", machine.profile("admin"), task));
        assertEquals(Kind.UNTRUSTED, changed.kind(), changed.details());
    }
}
