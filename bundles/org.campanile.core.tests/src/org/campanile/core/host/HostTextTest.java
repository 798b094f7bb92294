package org.campanile.core.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hosts of other sorts say, and the commands of init systems that no machine here has, run against stand-ins of their tools. */
class HostTextTest {

    private static final String UBUNTU = """
            @@uname
            x86_64
            3.2.0-23-generic
            devbox
            @@id
            1000
            ubuntu
            @@os
            @@lsb
            DISTRIB_ID=Ubuntu
            DISTRIB_RELEASE=12.04
            DISTRIB_CODENAME=precise
            DISTRIB_DESCRIPTION="Ubuntu 12.04.3 LTS"
            @@redhat
            @@init
            upstart
            @@managers
            /usr/bin/apt-get
            @@cpus
            2
            @@virtualization
            0
            @@memory
            MemTotal:        2050048 kB
            MemFree:         1500000 kB
            @@disks
            Filesystem Type 1024-blocks Used Available Capacity Mounted on
            /dev/sda1 ext4 40000000 2000000 36000000 6% /
            udev devtmpfs 1000 0 1000 0% /dev
            /dev/sdb1 ext4 1000 0 1000 0% /srv/my files
            @@links
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 16436
            2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
            3: eth1@if2: <BROADCAST,MULTICAST> mtu 1500
            @@addresses
            1: lo    inet 127.0.0.1/8 scope host lo
            2: eth0    inet 10.0.2.15/24 brd 10.0.2.255 scope global eth0
            @@runlevel
            N 2
            @@sudo
            asks
            """;

    @TempDir
    private Path temp;

    @Test
    void anUbuntuOf2012IsUnderstood() throws FailureException {
        HostFacts facts = FactsReader.read(UBUNTU, "h");
        assertTrue(facts.is("ubuntu", "12.04") && facts.is("Ubuntu", "12") && !facts.is("ubuntu", "14.04", "1"), facts.toString());
        assertEquals("precise upstart apt 2 false", String.join(" ", facts.codename(), facts.init().label(), facts.packages().label(), Integer.toString(facts.cpus()),
                Boolean.toString(facts.hardwareVirtualization())));
        assertEquals(List.of("/", "/srv/my files"), facts.disks().stream().map(HostFacts.Disk::mount).toList());
        assertEquals("/srv/my files", facts.diskOf("/srv/my files/x").orElseThrow().mount());
        assertEquals("/", facts.diskOf("/srv/my").orElseThrow().mount());
        assertEquals(List.of("eth0 true [10.0.2.15/24]", "eth1 false []"), facts.nics().stream().map(n -> n.name() + " " + n.up() + " " + n.addresses()).toList());
        assertEquals("2", facts.runLevel());
        assertEquals(Sudo.ASKS, facts.sudo());
    }

    @Test
    void aCentOs6IsUnderstoodAndNonsenseIsRefused() throws FailureException {
        String centos = UBUNTU.replaceAll("(?s)@@lsb.*@@init\nupstart", "@@lsb\n@@redhat\nCentOS release 6.4 (Final)\n@@init\nupstart").replace("/usr/bin/apt-get", "/usr/bin/yum");
        HostFacts facts = FactsReader.read(centos, "h");
        assertTrue(facts.is("centos", "6"), facts.toString());
        assertTrue(FactsReader.read(centos.replace("CentOS release 6.4 (Final)", "Red Hat Enterprise Linux Server release 6.5 (Santiago)"), "h").is("rhel", "6"));
        assertEquals(PackageManager.YUM, facts.packages());
        Failure bad = assertThrows(FailureException.class, () -> FactsReader.read("This account is not available.\n", "h")).failure();
        assertEquals(Failure.Kind.BAD_ANSWER, bad.kind());
    }

    /** Runs a script with stand-ins of tools before the system's own. */
    private String run(String script, String... tools) throws IOException, InterruptedException {
        for (int i = 0; i < tools.length; i += 2) {
            Path tool = temp.resolve(tools[i]);
            Files.writeString(tool, "#!/bin/sh\necho \"" + tools[i] + " $*\" >> " + temp.resolve("calls") + "\n" + tools[i + 1]);
            tool.toFile().setExecutable(true);
        }
        ProcessBuilder builder = new ProcessBuilder("sh");
        builder.environment().put("PATH", temp + ":" + System.getenv("PATH"));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return out;
    }

    @Test
    void systemdAndUpstartAreAskedAndTold() throws Exception {
        String own = Long.toString(ProcessHandle.current().pid());
        String systemctl = "case \"$*\" in *LoadState*) echo LoadState=loaded ;; *ActiveState*) printf 'ActiveState=failed\\nSubState=failed\\nMainPID=0\\nUnitFileState=disabled\\n' ;;"
                + " *) echo MainPID=0 ;; esac\n";
        ServiceStatus failed = ServiceScripts.read("a", run(ServiceScripts.status(InitSystem.SYSTEMD, "a", Optional.empty()), "systemctl", systemctl));
        assertEquals("FAILED NO failed (failed)", failed.state() + " " + failed.enabled() + " " + failed.detail());
        ServiceStatus up = ServiceScripts.read("a", run(ServiceScripts.status(InitSystem.UPSTART, "a", Optional.empty()), "initctl", "echo 'a start/running, process " + own + "'\n"));
        assertTrue(up.running() && up.pid() == Long.parseLong(own) && up.since().isPresent(), up.toString());
        assertEquals(ServiceStatus.State.STOPPED, ServiceScripts.read("a", run(ServiceScripts.status(InitSystem.UPSTART, "a", Optional.empty()), "initctl",
                "echo 'a stop/waiting'\n")).state());
        assertEquals(ServiceStatus.State.ABSENT, ServiceScripts.read("a", run(ServiceScripts.status(InitSystem.UPSTART, "a", Optional.empty()), "initctl", "exit 1\n")).state());
        Files.delete(temp.resolve("calls"));
        run(ServiceScripts.act(InitSystem.SYSTEMD, "a", "restart", Optional.empty()), "systemctl", systemctl);
        assertTrue(Files.readString(temp.resolve("calls")).contains("systemctl restart a\n"));
        run(ServiceScripts.act(InitSystem.UPSTART, "a", "restart", Optional.empty()), "initctl", "echo 'a stop/waiting'\n");
        String calls = Files.readString(temp.resolve("calls"));
        assertTrue(calls.contains("initctl start a\n") && !calls.contains("initctl stop a\n"), calls);
        run(ServiceScripts.act(InitSystem.UPSTART, "a", "stop", Optional.empty()), "initctl", "echo 'a start/running, process 1'\n");
        assertTrue(Files.readString(temp.resolve("calls")).contains("initctl stop a\n"));
        assertFalse(Files.readString(temp.resolve("calls")).contains("initctl enable"));
    }
}
