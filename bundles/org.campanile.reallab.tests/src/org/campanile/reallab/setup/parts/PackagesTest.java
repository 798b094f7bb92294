package org.campanile.reallab.setup.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.campanile.core.host.Host;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.setup.onhost.Installation;
import org.campanile.core.step.Entry;
import org.campanile.core.step.Made;
import org.campanile.core.step.Plan;
import org.campanile.core.step.RunResult;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packages of a repository of our own, whose scripts leave behind what Debian's do: a file nobody owns, an account, a dependency that autoremove keeps.
 * Taken back, the host is what it was; what somebody needs, has changed or asked for stays, and that is said.
 */
class PackagesTest {

    /** Packages, accounts and all names below /etc, with the content of files. */
    private static final String STATE = "dpkg-query -W; cat /etc/passwd /etc/group /etc/shadow /etc/gshadow; find /etc -xdev | sort; "
            + "find /etc -xdev -type f ! -name '*-' ! -name ld.so.cache -exec sha256sum {} + | sort; apt-mark showmanual";
    private static final String MADE = "/etc/t-trace/made.cnf";

    @TempDir
    Path temp;

    private static LabMachine machine;
    private Host root;
    private PartGround ground;
    private final Task task = Task.unwatched();

    @BeforeEach
    void offerPackages() throws Exception {
        machine = PartGround.sharedMachine();
        root = machine.host("root", null);
        ground = new PartGround(machine, "careful", temp);
        root.require("tidying", Command.of("dpkg -P t-trace-user t-trace t-trace-lib t-trace-asked t-trace-while 2>/dev/null; rm -rf /etc/t-trace /srv/t-repo; userdel t-trace 2>/dev/null; true"), task);
        deb("t-trace", "Depends: t-trace-lib, t-trace-asked, mawk | t-trace-awk\n", "mkdir -p /etc/t-trace\necho made > " + MADE + "\nuseradd -r -M t-trace\n");
        // serves the need that mawk serves, so autoremove keeps it as long as mawk is there
        deb("t-trace-lib", "Provides: t-trace-awk, awk\n", "");
        deb("t-trace-asked", "", "");
        deb("t-trace-user", "Depends: t-trace-lib\n", "");
        root.require("offering packages", Command.of("echo 'deb [trusted=yes] file:/srv/t-repo ./' > /etc/apt/sources.list.d/t-trace.list; apt-get -q update -o Dir::Etc::sourcelist="
                + "/etc/apt/sources.list.d/t-trace.list -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0"), task);
        ground.lines.clear();
    }

    @AfterEach
    void leave() throws Exception {
        root.require("tidying", Command.of("dpkg -P t-trace-user t-trace t-trace-lib t-trace-asked t-trace-while 2>/dev/null; rm -rf /etc/t-trace /srv/t-repo /etc/apt/sources.list.d/t-trace.list "
                + "/var/lib/apt/lists/*t-repo*; userdel t-trace 2>/dev/null; true"), task);
        root.remote().close();
        ground.close();
    }

    @AfterAll
    static void stop() {
        machine.stop();
    }

    private void deb(String name, String fields, String script) throws Exception {
        Path tree = Files.createDirectories(temp.resolve(name).resolve("DEBIAN"));
        String control = "Package: " + name + "\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b.example>\nDescription: for a test\n" + fields;
        Files.writeString(tree.resolve("control"), control);
        Files.writeString(tree.resolve("postinst"), "#!/bin/sh\nset -e\n" + script);
        Files.setPosixFilePermissions(tree.resolve("postinst"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path repository = Files.createDirectories(machine.root().resolve("srv/t-repo"));
        Path file = repository.resolve(name + ".deb");
        Process built = new ProcessBuilder("dpkg-deb", "--root-owner-group", "-b", tree.getParent().toString(), file.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertTrue(built.waitFor(20, TimeUnit.SECONDS) && built.exitValue() == 0);
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        Path index = repository.resolve("Packages");
        Files.writeString(index, (Files.exists(index) ? Files.readString(index) : "") + control + "Filename: ./" + name + ".deb\nSize: " + Files.size(file) + "\nSHA256: " + sum
                + "\n\n", StandardCharsets.UTF_8);
    }

    private Plan plan() throws Exception {
        StepKind kind = SetupKinds.all().step("host.packages").orElseThrow();
        return ground.plan(kind, "packages", Map.of("packages", List.of("t-trace"), "refresh", false));
    }

    @Test
    void whatOtherStepsMadeMeanwhileStays() throws Exception {
        // the package's own script stands for steps that work on the host at the same time
        deb("t-trace-while", "", "mkdir -p /etc/t-trace\ntouch " + MADE + "\necho user > /etc/t-trace/a.rc.campanile-20130601T000000000Z\necho other > /etc/t-trace/other.conf\n");
        root.require("reading packages", Command.of("apt-get -q update -o Dir::Etc::sourcelist=/etc/apt/sources.list.d/t-trace.list -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0"), task);
        StepKind kind = SetupKinds.all().step("host.packages").orElseThrow();
        Map<String, Object> with = Map.of("packages", List.of("t-trace-while"), "refresh", false);
        Path journal = ground.journal();
        RunResult result = ground.run(ground.plan(kind, "packages", with), journal);
        assertTrue(result.ok(), PartGround.told(result));
        ground.fresh();
        Entry other = new Entry(1, Instant.EPOCH, Entry.Kind.INTENDED, "other", "", Optional.of(new Made("configuration file", "/etc/t-trace/other.conf", "")));
        Installation.remember(ground.ground(), List.of(other), step -> "t-parts");
        RunResult undone = ground.undo(ground.plan(kind, "packages", with), journal);
        assertTrue(undone.ok(), PartGround.told(undone));
        assertEquals("a.rc.campanile-20130601T000000000Z\nother.conf\n", root.require("looking", Command.of("ls /etc/t-trace"), task));
    }

    private String state() throws Exception {
        return root.require("looking", Command.of(STATE), task);
    }

    @Test
    void whatPackagesLeaveBehindGoesToo() throws Exception {
        String before = state();
        Path journal = ground.journal();
        RunResult result = ground.run(plan(), journal);
        assertTrue(result.ok(), PartGround.told(result));
        assertTrue(state().contains(MADE) && state().contains("t-trace:x:"));
        ground.fresh();
        RunResult undone = ground.undo(plan(), journal);
        assertTrue(undone.ok(), PartGround.told(undone));
        assertEquals(before, state());
        assertFalse(ground.lines.stream().anyMatch(l -> l.contains("stays")), ground.lines.toString());
    }

    @Test
    void whatOthersNeedOrHaveAskedForOrChangedStays() throws Exception {
        Path journal = ground.journal();
        assertTrue(ground.run(plan(), journal).ok());
        root.require("changing", Command.of("apt-get -y -q install t-trace-user >/dev/null && echo more >> " + MADE + " && touch /srv/t-repo/kept && chown t-trace /srv/t-repo/kept && apt-mark manual t-trace-asked"), task);
        ground.fresh();
        RunResult undone = ground.undo(plan(), journal);
        assertTrue(undone.ok(), PartGround.told(undone));
        String after = state();
        assertTrue(after.contains("t-trace-lib\t1") && !after.contains("t-trace\t1"), after);
        assertTrue(after.contains(MADE) && after.contains("t-trace:x:"));
        String said = String.join("\n", ground.lines);
        assertTrue(said.contains("t-trace-lib (for t-trace-user)"), said);
        assertTrue(said.contains(MADE + " stays on t-parts: it was changed since the packages made it."), said);
        assertTrue(after.contains("t-trace-asked\t1") && said.contains("Package t-trace-asked stays on t-parts: somebody has asked for it since it came."), said);
        assertTrue(said.contains("user t-trace stays on t-parts: /srv/t-repo/kept belongs to it."), said);
    }
}
