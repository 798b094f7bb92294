package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {

    private static final String BY_HAND = """
            name: lab1
            owner: {team: blue, since: 2024}
            services:
            - type: activeDirectory
              name: acme.local
              adminPassword: P@ssw0rd
              osImage: ws-2022
              color: red
              units:
              - {isMaster: true, recoveryPassword: {secret: dsrm}}
              - {isMaster: false, recoveryPassword: {secret: dsrm}, rack: 7}
            """;

    @TempDir
    private Path folder;

    private final EnvironmentFile file = new EnvironmentFile(Samples.TYPES);

    private static final class MapSecrets implements Secrets {
        private final Map<SecretKey, Secret> kept = new HashMap<>();

        @Override
        public Optional<Secret> find(SecretKey key) {
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public Secret require(SecretKey key) {
            return kept.get(key);
        }

        @Override
        public void store(SecretKey key, Secret secret) {
            kept.put(key, secret);
        }

        @Override
        public void forget(SecretKey key) {
            kept.remove(key);
        }
    }

    @Test
    void aSavedDocumentComesBackByteForByte() throws Exception {
        Environment environment = Samples.everything().with("network", "lab-net");
        Path path = folder.resolve("lab1.yaml");
        file.save(path, environment);
        Environment back = file.read(path);
        assertEquals(environment, back);
        assertEquals(Files.readString(path), file.write(back));
    }

    @Test
    void textsThatLookLikeOtherThingsStayTexts() throws Exception {
        for (String odd : List.of("no", "true", "010", "1e3", "~", "12:30", " lead", "a: b", "# x", "line\nbreak", "\n", "\n a", "", "True", "Null", "+1", "1.10", "ünï ☃", "'", "\"")) {
            Environment environment = Samples.domainWithWeb();
            Environment changed = environment.setField(environment.services().getLast().id(), "note", odd).rename("x" + odd);
            assertEquals(changed, file.parse("t", file.write(changed)), odd);
        }
    }

    @Test
    void whatIsNotKnownSurvivesInItsOrder() throws Exception {
        Environment environment = EnvironmentSecrets.keep(file.parse("t", BY_HAND), new MapSecrets());
        String written = file.write(environment);
        assertTrue(written.contains("team: blue") && written.contains("since: 2024") && written.contains("color: red")
                && written.contains("rack: 7"), written);
        assertEquals(written, file.write(file.parse("t", written)));
    }

    @Test
    void idsLeftOutAreTheSameAtEachReading() throws Exception {
        Environment first = file.parse("a", BY_HAND);
        assertEquals(first, file.parse("b", BY_HAND));
        assertTrue(first.id().matches("[0-9a-f]{32}"));
        assertEquals(List.of(1, 2), first.services().getFirst().units().stream().map(Unit::number).toList());
    }

    @Test
    void aClearPasswordIsReadAndNeverWritten() throws Exception {
        Environment environment = file.parse("t", BY_HAND);
        assertEquals(Secret.of("P@ssw0rd"), environment.services().getFirst().value("adminPassword"));
        FailureException refused = assertThrows(FailureException.class, () -> file.write(environment));
        assertFalse(refused.failure().details().contains("P@ssw0rd"));
        MapSecrets secrets = new MapSecrets();
        Environment kept = EnvironmentSecrets.keep(environment, secrets);
        assertFalse(file.write(kept).contains("P@ssw0rd"));
        assertEquals("P@ssw0rd", EnvironmentSecrets.resolve(kept, kept.services().getFirst().value("adminPassword"), secrets).reveal());
    }

    @Test
    void aWrongFileIsRefusedWithLineAndField() {
        Map<String, String> wrong = Map.of(
                "name: a\nservices: 5\n", "line 2, services",
                "name: a\nservices:\n- type: webServer\n  name: w\n  units: x\n", "line 5, services[0].units",
                "name: a\nservices:\n- name: w\n", "services[0].type",
                "name: a\nname: b\n", "line 2",
                "name: a\nx: [1, 2\n", "line 3",
                "name: a\nservices:\n- {type: msSqlServer, name: s, mixedModeAuth: maybe}\n", "services[0].mixedModeAuth",
                "name: a\nid: 'a b'\n", "line 2, id",
                "format: 2\nname: a\n", "format",
                "name: a\nx: &a [1]\ny: *a\n", "line 3",
                "name: a\nservices:\n- {type: webServer, name: w, adminPassword: {clear: x}}\n", "services[0].adminPassword");
        wrong.forEach((text, place) -> {
            Failure failure = assertThrows(FailureException.class, () -> file.parse("f.yaml", text), text).failure();
            assertEquals(Failure.Kind.BAD_INPUT, failure.kind());
            assertTrue(failure.subject().contains("f.yaml") && failure.subject().contains(place), failure.details());
        });
    }

    @Test
    void fractionsAndNothingAreReadAsTheyAreWritten() throws Exception {
        Service service = file.parse("t", "name: 2.50\nservices:\n- {type: webServer, name: web, flavor: 1.10, osImage: 1e3, availabilityZone: ~, domain: '~', volumes: [1.0]}\n")
                .services().getFirst();
        assertEquals("1.10", service.text(Service.FLAVOR));
        assertEquals("1e3", service.image());
        assertEquals(List.of("1.0"), service.value("volumes"));
        assertFalse(service.fields().containsKey(Service.ZONE));
        assertEquals("~", service.text(Service.DOMAIN));
    }

    @Test
    void whatIsNoTextOfYamlIsToldWithItsLine() {
        Map<String, String> wrong = Map.of("name: a\nx: b\0c\n", "line 2): The text has the character U+0000", "%YAML 2.0\n---\nname: a\n", "The text is YAML 2.0",
                "name: a\nservices:\n- {type: webServer, name: web}\n- {type: webServer, name: web}\n", "line 4, services[1].name): Another service has this name");
        wrong.forEach((text, told) -> {
            FailureException refused = assertThrows(FailureException.class, () -> file.parse("f.yaml", text));
            assertTrue(refused.failure().details().contains(told) || refused.getMessage().contains(told), refused.failure().details());
        });
    }

    @Test
    void deepNestingAndHugeTextsAreRefused() {
        String deep = "name: a\nx: " + "[".repeat(10_000) + "]".repeat(10_000);
        assertEquals(Failure.Kind.BAD_INPUT, assertThrows(FailureException.class, () -> file.parse("t", deep)).failure().kind());
        String huge = "name: " + "a".repeat(17 << 20);
        assertEquals(Failure.Kind.BAD_INPUT, assertThrows(FailureException.class, () -> file.parse("t", huge)).failure().kind());
    }

    @Test
    void aFailedSaveLeavesTheOldFile() throws Exception {
        Path path = folder.resolve("lab1.yaml");
        file.save(path, Samples.domainWithWeb());
        String before = Files.readString(path);
        Environment clear = file.parse("t", BY_HAND);
        assertThrows(FailureException.class, () -> file.save(path, clear));
        assertEquals(before, Files.readString(path));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void positionsLiveBesideTheDocument() throws Exception {
        Path side = LayoutFile.beside(folder.resolve("lab1.yaml"));
        assertEquals("lab1.layout.yaml", side.getFileName().toString());
        assertEquals(Layout.EMPTY, LayoutFile.read(side));
        Layout layout = Layout.EMPTY.with("b", new Layout.Position(1.5, -2, true)).with("a", new Layout.Position(3, 4, false));
        LayoutFile.save(side, layout);
        assertEquals(layout, LayoutFile.read(side));
        assertThrows(FailureException.class, () -> LayoutFile.parse("l", "positions: {a: {x: left, y: 1}}"));
    }
}
