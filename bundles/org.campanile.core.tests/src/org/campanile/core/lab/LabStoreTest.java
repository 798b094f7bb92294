package org.campanile.core.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.Profiles;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LabStoreTest {

    @TempDir
    Path folder;

    private static Lab full() {
        return new Lab("Größe 1", "#a1B2c3", Guard.CRITICAL, Optional.empty(), Optional.empty(), List.of(), List.of(), "", Map.of()).withShare("\\\\server\\share")
                .withCloud(Profiles.trusting(CloudProfile.password("demo", "http://10.0.0.1:5000/v3", "admin", "yes")
                        .withEndpointOverrides(Map.of("image", "http://10.0.0.1:9292")), Path.of("/etc/ca.pem"), false))
                .withBroker(new BrokerProfile("10.0.0.2", 5671, true, null, true, "guest", "/", "https://10.0.0.2:15671"))
                .withSystems(List.of(new SystemProfile("sx", List.of("http://10.0.0.3:7777", "http://10.0.0.4:7777"), "RegionOne", true)))
                .withHosts(List.of(new HostProfile("devbox", "10.0.0.5", 2222, "root", Path.of("/home/me/.ssh/id"))));
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Failure failed(Executable call) {
        return assertThrows(FailureException.class, call).failure();
    }

    private Failure broken(String text) throws Exception {
        Path file = file("x.yaml", text);
        LabSnapshot snapshot = LabStore.open(folder).snapshot();
        assertEquals(1, snapshot.broken().size(), () -> "accepted: " + snapshot.labs());
        assertEquals(file, snapshot.broken().getFirst().file());
        assertEquals(Failure.Kind.BAD_INPUT, snapshot.broken().getFirst().why().kind());
        return snapshot.broken().getFirst().why();
    }

    @Test
    void whatIsSavedIsReadAgainAndReadsWell() throws Exception {
        LabStore.open(folder).save(full());
        LabSnapshot read = LabStore.open(folder).snapshot();
        assertEquals(List.of(), read.broken());
        assertEquals(List.of(full()), read.labs());
        String text = Files.readString(folder.resolve("Größe 1.yaml"));
        assertTrue(text.contains("\nguard: critical\n"), text);
        assertTrue(text.contains("\ncloud:\n  name: demo\n  auth_url: http://10.0.0.1:5000/v3\n  auth_type: password\n"), text);
        assertTrue(text.contains("\n  - name: devbox\n    address: 10.0.0.5\n    port: 2222\n"), text);
        LabStore again = LabStore.open(folder);
        again.save(again.snapshot().labs().getFirst());
        assertEquals(text, Files.readString(folder.resolve("Größe 1.yaml")));
    }

    @Test
    void unknownKeysSurviveARoundTrip() throws Exception {
        String text = """
                name: one
                colour: "#112233"
                guard: normal
                broker:
                  host: b
                  port: 5672
                  tls: false
                  verify: true
                  user: u
                  vhost: /
                  x-note: [1, 2.5, true, null, "yes", 0123456789012345678901234567890]
                hosts:
                  - name: h
                    address: a
                    port: 22
                    user: u
                    rack: {row: 3, "on": off}
                future:
                  - deep: {er: ["", "#no comment", "a: b"]}
                """;
        file("one.yaml", text);
        LabStore store = LabStore.open(folder);
        Lab lab = store.find("ONE").orElseThrow();
        store.save(lab.withGuard(Guard.READ_ONLY));
        Lab again = LabStore.open(folder).find("one").orElseThrow();
        assertEquals(lab.unknown(), again.unknown());
        assertEquals(Set.of("", "broker", "host/h"), lab.unknown().keySet());
        assertEquals(Guard.READ_ONLY, again.guard());
        assertEquals("yes", ((List<?>) again.unknown().get("broker").get("x-note")).get(4));
        assertEquals(Map.of("row", new BigInteger("3"), "on", "off"), again.unknown().get("host/h").get("rack"));
    }

    @Test
    void brokenFilesAreToldWithLineColumnAndFieldAndHideNoOther() throws Exception {
        file("good.yaml", "name: good\n");
        Failure port = broken("name: x\nbroker:\n  host: b\n  user: u\n  port: many\n");
        assertTrue(port.subject().endsWith("x.yaml:5:3"), port.subject());
        assertEquals("broker.port", port.cameBack());
        assertEquals("\"many\" is no number.", port.meaning());
        assertEquals(List.of("good"), LabStore.open(folder).snapshot().labs().stream().map(Lab::name).toList());

        Failure host = broken("name: x\nhosts:\n  - {address: a, user: u}\n  - address: b\n    user: u\n    port: 99999\n");
        assertTrue(host.subject().endsWith("x.yaml:6:5"), host.subject());
        assertEquals("hosts[1].port", host.cameBack());

        assertTrue(broken("name: x\n  bad: indent\n").subject().endsWith("x.yaml:2:6"));
        assertEquals("name", broken("colour: '#112233'\n").cameBack());
        assertEquals("guard", broken("name: x\nguard: open\n").cameBack());
        assertEquals("broker.tls", broken("name: x\nbroker: {host: b, user: u, tls: yes}\n").cameBack());
        assertEquals("cloud.auth_type", broken("name: x\ncloud: {auth_url: 'http://k', auth_type: magic}\n").cameBack());
        assertEquals("controllers[0].urls[0]", broken("name: x\ncontrollers: [{name: c, urls: 'ftp://c'}]\n").cameBack());
        assertTrue(broken("name: x\nname: y\n").meaning().contains("twice"));
        assertTrue(broken("- a\n").meaning().contains("keys"));
        assertTrue(broken("just text").meaning().contains("keys"));
        assertTrue(broken("name: x\n---\nname: y\n").meaning().contains("YAML"));
        assertTrue(broken("name: x\ncloud: 5\n").meaning().contains("keys"));
        assertTrue(broken("name: x\nhosts: {a: b}\n").meaning().contains("list"));
        assertTrue(broken("name: [x]\n").meaning().contains("single value"));
        assertTrue(broken("? [a]\n: b\n").meaning().contains("plain word"));
        assertTrue(broken("name: \"x\u0001\"\n").meaning().contains("YAML"));
        assertEquals("name", broken("").cameBack());
    }

    @Test
    void secretsInAFileAreRefusedAndNotRepeated() throws Exception {
        Failure failure = broken("name: x\nbroker:\n  host: b\n  user: u\n  Password: hunter2\n");
        assertEquals("broker.Password", failure.cameBack());
        assertFalse(failure.details().contains("hunter2"), failure.details());
    }

    @Test
    void bombsAndGiantsAreRefusedAtOnce() throws Exception {
        assertTrue(broken("name: x\na: " + "[".repeat(10_000) + "]".repeat(10_000) + "\n").meaning().contains("deeper"));
        assertTrue(broken("name: x\na: " + "{b: ".repeat(10_000)).meaning().contains("deeper"));
        StringBuilder steps = new StringBuilder("name: x\n");
        for (int i = 0; i < 1200; i++) {
            steps.append(" ".repeat(i)).append("k:\n");
        }
        assertFalse(broken(steps.toString()).meaning().isEmpty());
        StringBuilder bomb = new StringBuilder("name: x\na0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1).append(", *a").append(i - 1).append("]\n");
        }
        assertTrue(broken(bomb.toString()).meaning().contains("References"));
        assertTrue(broken("name: x\na: &a [*a]\n").meaning().contains("References"));
        assertTrue(broken("name: x\n# " + "x".repeat(2_000_000) + "\n").meaning().contains("bigger"));
        Files.write(folder.resolve("x.yaml"), new byte[] { 'n', ':', ' ', (byte) 0xC3, '\n' });
        assertTrue(LabStore.open(folder).snapshot().broken().getFirst().why().meaning().contains("UTF-8"));
    }

    @Test
    void aFileThatSomebodyElseChangedIsNotOverwritten() throws Exception {
        LabStore store = LabStore.open(folder);
        store.save(Lab.named("one"));
        String theirs = "name: one\nshare: theirs\n";
        file("one.yaml", theirs);
        assertEquals(Failure.Kind.CONFLICT, failed(() -> store.save(Lab.named("one").withShare("ours"))).kind());
        assertEquals(Failure.Kind.CONFLICT, failed(() -> store.delete("one")).kind());
        assertEquals(theirs, Files.readString(folder.resolve("one.yaml")));
        store.reload();
        store.save(store.find("one").orElseThrow().withGuard(Guard.CRITICAL));
        assertEquals("theirs", LabStore.open(folder).find("one").orElseThrow().share());
    }

    @Test
    void namesAreUniqueIgnoringCaseAndABrokenFileIsNotOverwritten() throws Exception {
        LabStore store = LabStore.open(folder);
        store.save(Lab.named("one"));
        store.save(Lab.named("two"));
        assertEquals(Failure.Kind.CONFLICT, failed(() -> store.replace("two", Lab.named("ONE"))).kind());
        file("three.yaml", "broken: [");
        assertEquals(Failure.Kind.CONFLICT, failed(() -> store.save(Lab.named("three"))).kind());
        file("copy.yaml", "name: one\n");
        store.reload();
        assertEquals(2, store.snapshot().labs().size());
        assertEquals(2, store.snapshot().broken().size());
    }

    @Test
    void aLabIsRenamedAndDeletedWithItsFile() throws Exception {
        LabStore store = LabStore.open(folder);
        store.save(Lab.named("one"));
        store.replace("one", Lab.named("uno"));
        assertEquals(List.of("uno.yaml"), names());
        store.replace("uno", Lab.named("UNO"));
        assertEquals("UNO", LabStore.open(folder).snapshot().labs().getFirst().name());
        store.delete("uno");
        store.delete("uno");
        assertEquals(List.of(), names());
    }

    @Test
    void aRenamedLabKeepsItsIdAndItsOldNameIsFreeForAnother() throws Exception {
        file("one.yaml", "name: one\nguard: critical\n");
        LabStore store = LabStore.open(folder);
        Lab old = store.find("one").orElseThrow();
        assertEquals("one", old.id(), "a lab of an old file has its name as id");
        Lab renamed = store.replace("one", old.renamed("uno"));
        assertEquals("one", renamed.id());
        assertEquals(old.cloudKey(), renamed.cloudKey(), "names the same password");
        assertEquals("uno", renamed.cloudKey().named());
        Lab second = store.save(Lab.named("one"));
        assertEquals("one-2", second.id());
        LabStore again = LabStore.open(folder);
        assertEquals(List.of(second, renamed), again.snapshot().labs());
        assertEquals(renamed, again.snapshot().withId("one").orElseThrow());
        again.replace("uno", Lab.named("tre"));
        assertEquals("one", LabStore.open(folder).find("tre").orElseThrow().id(), "whoever saves it");
        assertFalse(Files.readString(folder.resolve("one.yaml")).contains("id: one\n"));
        again.replace("tre", again.find("tre").orElseThrow().renamed("drei"));
        assertEquals(List.of("drei.yaml", "one.yaml"), names());
    }

    /** What a program leaves that dies between the two steps of a rename: the new text under the old file's name. */
    @Test
    void aRenameThatWasCutOffLeavesTheLabUnderItsNewName() throws Exception {
        file("one.yaml", "id: one\nname: uno\n");
        LabStore store = LabStore.open(folder);
        assertEquals(List.of(), store.snapshot().broken());
        store.replace("uno", store.find("uno").orElseThrow().renamed("tre"));
        assertEquals(List.of("tre.yaml"), names());
        assertEquals("one", LabStore.open(folder).find("tre").orElseThrow().id());
    }

    @Test
    void aCopiedFileDoesNotShareWhatBelongsToTheOther() throws Exception {
        file("a.yaml", "id: one\nname: a\n");
        Failure why = broken("id: one\nname: b\n");
        assertEquals("id: one", why.cameBack());
        assertTrue(why.next().contains("id: b"), why.next());
        Files.delete(folder.resolve("x.yaml"));
        file("one.yaml", "name: one\n");
        LabStore store = LabStore.open(folder);
        assertEquals(1, store.snapshot().broken().size(), "an old file whose name is another lab's id");
        assertTrue(store.snapshot().broken().getFirst().why().next().contains("id: one-2"));
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aDiskThatRefusesLeavesTheOldStateAndNothingBeside() throws Exception {
        LabStore store = LabStore.open(folder.resolve("labs"));
        store.save(Lab.named("one"));
        LabSnapshot before = store.snapshot();
        Files.delete(folder.resolve("labs").resolve("one.yaml"));
        Files.delete(folder.resolve("labs"));
        Files.writeString(folder.resolve("labs"), "in the way");
        assertEquals(Failure.Kind.LOCAL, failed(() -> store.save(Lab.named("two"))).kind());
        assertEquals(before, store.snapshot());
        assertEquals("in the way", Files.readString(folder.resolve("labs")));
        assertEquals(Failure.Kind.LOCAL, failed(() -> LabStore.open(folder.resolve("labs"))).kind());
        assertEquals(Failure.Kind.LOCAL, failed(store::reload).kind());
    }

    @Test
    void aLabWithErrorsIsNotSaved() throws Exception {
        LabStore store = LabStore.open(folder);
        assertEquals("name", failed(() -> store.save(Lab.named("../evil"))).subject());
        assertEquals("cloud.auth_url", failed(() -> store.save(Lab.named("a").withCloud(CloudProfile.password("", "", "u", "p")))).subject());
        assertEquals(List.of(), names());
    }

    @Test
    void listenersHearOfChangesUntilTheyLeave() throws Exception {
        LabStore store = LabStore.open(folder);
        List<Integer> heard = new ArrayList<>();
        try (AutoCloseable subscription = store.subscribe(s -> heard.add(s.labs().size()))) {
            store.save(Lab.named("one"));
            store.save(Lab.named("one"));
            store.reload();
            store.save(Lab.named("two"));
            store.delete("one");
        }
        store.delete("two");
        assertEquals(List.of(1, 2, 1), heard);
    }

    @Test
    void aChangeOnTheDiskIsSeenByItself() throws Exception {
        LabStore store = LabStore.open(folder);
        BlockingQueue<LabSnapshot> heard = new LinkedBlockingQueue<>();
        store.subscribe(heard::add);
        BlockingQueue<Failure> trouble = new LinkedBlockingQueue<>();
        try (AutoCloseable watch = store.watch(trouble::add)) {
            LabStore.open(folder).save(Lab.named("from elsewhere"));
            assertEquals("from elsewhere", heard.poll(20, TimeUnit.SECONDS).labs().getFirst().name());
            Files.delete(folder.resolve("from elsewhere.yaml"));
            assertEquals(List.of(), heard.poll(20, TimeUnit.SECONDS).labs());
        }
        assertEquals(0, trouble.size());
    }

    @Test
    void readingAsksForNoRightToWrite() throws FailureException {
        Path nowhere = Path.of("/sys/campanile/labs");
        assumeTrue(Files.isDirectory(Path.of("/sys")), "a folder in which not even root can make one");
        LabStore store = LabStore.open(nowhere);
        assertEquals(List.of(), store.snapshot().labs());
        Failure refused = assertThrows(FailureException.class, () -> store.save(full())).failure();
        assertEquals(Failure.Kind.LOCAL, refused.kind());
        assertTrue(refused.subject().startsWith(nowhere.toString()), refused.details());
    }
}
