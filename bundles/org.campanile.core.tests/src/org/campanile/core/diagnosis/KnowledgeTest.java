package org.campanile.core.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnowledgeTest {

    private static final Knowledge SHIPPED = Knowledge.shipped();

    static Stream<Symptom> shipped() {
        return SHIPPED.all().stream();
    }

    @Test
    void thereAreAtLeastForty() {
        assertTrue(SHIPPED.all().size() >= 40, "only " + SHIPPED.all().size());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void theExampleIsExplainedByItsEntryAndByNoOther(Symptom symptom) {
        assertFalse(symptom.example().isEmpty(), "an example");
        for (Place place : symptom.where()) {
            assertEquals(List.of(symptom.id()), SHIPPED.explain(place, symptom.example()).stream().map(Symptom::id).toList(), place.word());
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyEntryIsComplete(Symptom s) {
        for (String text : List.of(s.title(), s.cause(), s.impact(), s.check(), s.fix(), s.source())) {
            assertFalse(text.isBlank(), s.id());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2013-10-01 12:00:00 INFO muranoconductor.app [-] Starting", "Instance ad1 (dc1) created", "CREATE_COMPLETE", "state changed",
            "{\"IsException\":false,\"Result\":[]}", "Deployment finished", "login: ", "2023 INFO nova.compute VM Started (Lifecycle Event)"})
    void whatIsWellIsNotExplained(String text) {
        for (Place place : Place.values()) {
            assertEquals(List.of(), SHIPPED.explain(place, text).stream().map(Symptom::id).toList(), place.word());
        }
    }

    @Test
    void theUsersOwnComeFirstAndReplace(@TempDir Path folder) throws Exception {
        Path own = folder.resolve(Knowledge.FILE);
        assertEquals(SHIPPED.all().size(), Knowledge.with(own).all().size());
        Files.writeString(own, """
                symptoms:
                  - id: ours.proxy
                    title: Our proxy
                    where: conductor-log
                    text: ECONNREFUSED
                    cause: The proxy is down.
                    fix: Start it.
                  - id: heat.quota
                    title: Ours
                    where: [heat-reason]
                    regex: 'Quota (exceeded|gone)'
                    cause: Ours.
                    fix: Ask us.
                """);
        Knowledge merged = Knowledge.with(own);
        assertEquals(SHIPPED.all().size() + 1, merged.all().size());
        assertEquals("Ask us.", merged.find("heat.quota").orElseThrow().fix());
        assertEquals("ours.proxy", merged.explain(Place.CONDUCTOR_LOG, SHIPPED.find("broker.unreachable").orElseThrow().example()).getFirst().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "symptoms:\n  - id: a\n    title: t\n    where: conductor-log\n    regex: '(a'\n    cause: c\n    fix: f\n#regex#5",
            "symptoms:\n  - id: a\n    title: t\n    where: moon\n    text: x\n    cause: c\n    fix: f\n#where#4",
            "symptoms:\n  - id: a\n    title: t\n    where: console\n    cause: c\n    fix: f\n#text#2",
            "symptoms:\n  - id: a\n    titel: t\n    where: console\n    text: x\n    cause: c\n    fix: f\n#titel#3",
            "symptoms:\n  - id: A B\n    title: t\n    where: console\n    text: x\n    cause: c\n    fix: f\n#id#2",
            "symptoms:\n  - id: a\n    title: t\n    where: console\n    text: x\n    example: y\n    cause: c\n    fix: f\n#example#6",
            "symptoms:\n  - id: a\n    title: t\n    where: console\n    regex: 'x*'\n    cause: c\n    fix: f\n#regex#5",
            "entries: []\n#entries#1"})
    void whatIsWrongIsRefusedWithLineAndField(String text) {
        String[] part = text.split("#");
        FailureException e = assertThrows(FailureException.class, () -> SHIPPED.and(part[0], "mine.yaml"));
        assertTrue(e.failure().subject().startsWith("mine.yaml:" + part[2] + ":"), e.failure().subject());
        assertTrue(e.failure().details().contains(part[1]), e.failure().details());
    }

    @Test
    void anExplodingPatternOfTheUserHoldsNobodyUp() throws FailureException {
        Knowledge own = SHIPPED.and("symptoms:\n  - id: a\n    title: t\n    where: console\n    regex: '(x+x+)+y'\n    cause: c\n    fix: f\n", "mine.yaml");
        assertTimeout(Duration.ofSeconds(20), () -> assertEquals(List.of(), own.explain(Place.CONSOLE, "x".repeat(5000))));
    }

    @Test
    void logsAreKnownByTheirNames() {
        assertEquals(Place.API_LOG, Place.ofFile("/var/log/murano-api.log"));
        assertEquals(Place.CONDUCTOR_LOG, Place.ofFile("/var/log/murano-conductor.log"));
        assertEquals(Place.CONDUCTOR_LOG, Place.ofFile("/var/log/murano/murano-engine.log"));
        assertEquals(Place.AGENT_LOG, Place.ofFile("C:\\Murano\\Agent\\log.txt"));
        assertEquals(Place.NOVA_LOG, Place.ofFile("/var/log/nova/nova-conductor.log"));
        assertEquals(Place.ANY_LOG, Place.ofFile("/var/log/syslog"));
    }
}
