package org.campanile.core.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;

class LogSearchTest {

    private static final LogSource API = LogSource.file("devbox", "/var/log/murano-api.log");
    private static final LogSource HEAT = LogSource.file("lab", "/var/log/heat.log");

    private final LogStore store = new LogStore();
    private final LogSearch search = new LogSearch(store);
    private final LogStore.Inlet api = store.open(API, ZoneOffset.UTC);
    private final LogStore.Inlet heat = store.open(HEAT, ZoneOffset.UTC);

    private static void add(LogStore.Inlet inlet, String text) {
        inlet.add(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> found(LogQuery query) throws FailureException {
        return texts(search.run(query, Task.unwatched())).stream().map(text -> text.replaceAll("^.{19} \\w+ ", "").replaceAll("\n.*", "")).toList();
    }

    private static List<String> texts(LogView view) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < view.size(); i++) {
            texts.add(view.text(i));
        }
        return texts;
    }

    @Test
    void logsAreMergedByTimeHoweverTheyCome() throws FailureException {
        add(heat, "2023-01-01 00:00:02 INFO h2\n2023-01-01 00:00:04 INFO h4\n");
        add(api, "2023-01-01 00:00:01 INFO a1\n2023-01-01 00:00:03 INFO a3\n2023-01-01 00:00:04 INFO a4\n");
        assertEquals(List.of("a1", "h2", "a3", "a4", "h4"), found(LogQuery.ALL));
        add(heat, "2023-01-01 00:00:04 INFO h4b\n2023-01-01 00:00:09 INFO h9\n");
        add(api, "2023-01-01 00:00:05 INFO a5\n");
        assertEquals(List.of("a1", "h2", "a3", "a4", "h4", "h4b", "a5", "h9"), found(LogQuery.ALL));
    }

    @Test
    void aTracebackIsOneEntryAndIsFoundByAnyOfItsLines() throws FailureException {
        add(api, "2023-01-01 00:00:01 ERROR boom\nTraceback (most recent call last):\n  File x\nKeyError: 'units'\n2023-01-01 00:00:02 INFO fine\n");
        assertEquals(List.of("boom"), found(LogQuery.ALL.typed("keyerror")));
        LogView view = search.run(LogQuery.ALL.typed("KeyError"), Task.unwatched());
        assertEquals(3, view.entry(0).orElseThrow().more());
        assertTrue(view.text(0).endsWith("KeyError: 'units'"));
        assertEquals(5, search.run(LogQuery.ALL.foldedIf(false), Task.unwatched()).size());
        assertEquals(2, search.run(LogQuery.ALL, Task.unwatched()).size());
    }

    @Test
    void linesThatComeInPartsAreWhole() throws FailureException {
        byte[] whole = "2023-01-01 00:00:01 INFO gr\u00fc\u00dfe\r\n2023-01-01 00:00:02 INFO x\n".getBytes(StandardCharsets.UTF_8);
        for (byte b : whole) {
            api.add(new byte[] {b});
        }
        add(api, "2023-01-01 00:00:03 INFO no end");
        assertEquals(List.of("gr\u00fc\u00dfe", "x"), found(LogQuery.ALL));
        api.end();
        assertEquals(List.of("gr\u00fc\u00dfe", "x", "no end"), found(LogQuery.ALL));
    }

    @Test
    void windowsUtf16CanBeRead() throws FailureException {
        api.add("\ufeff2023-01-01 00:00:01 INFO renamed\r\n".getBytes(StandardCharsets.UTF_16LE));
        api.end();
        assertEquals("renamed", found(LogQuery.ALL).getFirst());
    }

    @Test
    void coloursOfATerminalAreLeftOut() throws FailureException {
        add(api, "\u001b[1;31m2023-01-01 00:00:01.5+00:00 [error] <0.1.0> lost\u001b[0m\n\u001b[38;5;87m2023-01-01 00:00:02 INFO plain \u001b[\n2023-01-01 00:00:03 INFO next\n");
        LogView view = search.run(LogQuery.ALL, Task.unwatched());
        assertEquals(List.of("2023-01-01 00:00:01.5+00:00 [error] <0.1.0> lost", "2023-01-01 00:00:02 INFO plain ", "2023-01-01 00:00:03 INFO next"), texts(view));
        assertEquals(LogSeverity.ERROR, view.entry(0).orElseThrow().severity());
        assertTrue(view.entry(0).orElseThrow().time().isPresent());
    }

    @Test
    void filtersWorkTogether() throws FailureException {
        add(api, "2023-01-01 00:00:01 DEBUG 404 Stack e1 not found\n2023-01-01 00:00:02 WARNING slow stack\n2023-01-01 00:00:03 ERROR lost\n");
        add(heat, "2023-01-01 00:00:04 ERROR stack failed\n");
        assertEquals(List.of("slow stack", "lost", "stack failed"), found(LogQuery.ALL.from(LogSeverity.WARNING)));
        assertEquals(List.of("slow stack"), found(LogQuery.ALL.from(LogSeverity.WARNING).leavingOut(Set.of(HEAT)).typed("STACK")));
        assertEquals(3, found(LogQuery.ALL.hidingHarmless(true)).size());
        assertEquals(List.of("slow stack", "stack failed"), found(LogQuery.ALL.typed("/s(low|tack) (stack|failed)/")));
    }

    @Test
    void anExplodingPatternEndsAsAFailure() throws FailureException {
        add(api, "2023-01-01 00:00:01 INFO " + "a".repeat(3000) + "!\n");
        FailureException e = assertThrows(FailureException.class, () -> found(LogQuery.ALL.typed("/(a+)+b/")));
        assertEquals(Failure.Kind.TIMED_OUT, e.failure().kind());
        FailureException bad = assertThrows(FailureException.class, () -> LogQuery.ALL.typed("/(a/"));
        assertEquals(Failure.Kind.BAD_INPUT, bad.failure().kind());
    }

    @Test
    void theOldestLinesGoWhenThereAreTooMany() throws FailureException {
        LogStore small = new LogStore(3L << 20);
        LogStore.Inlet inlet = small.open(API, ZoneOffset.UTC);
        for (int i = 0; i < 60_000; i++) {
            add(inlet, String.format("2023-01-01 %02d:%02d:%02d INFO line %d %s%n", i / 3600, i / 60 % 60, i % 60, i, "x".repeat(80)));
        }
        LogView view = new LogSearch(small).run(LogQuery.ALL, Task.unwatched());
        assertEquals(60_000, view.size() + small.dropped());
        assertTrue(small.dropped() > 0);
        assertTrue(view.entry(view.size() - 1).orElseThrow().text().contains("line 59999 "));
    }

    @Test
    void searchingOnFindsTheSameAsSearchingAnew() throws FailureException {
        Random random = new Random(7);
        int[] clock = new int[2];
        for (int turn = 0; turn < 60; turn++) {
            int which = random.nextInt(2);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                clock[which] += random.nextInt(3);
                text.append(random.nextInt(4) == 0 ? "  more of it hit\n" : String.format("2023-01-01 00:%02d:%02d INFO %s %d%n", clock[which] / 60 % 60,
                        clock[which] % 60, random.nextInt(3) == 0 ? "hit" : "miss", turn));
            }
            add(which == 0 ? api : heat, text.toString());
            LogQuery query = LogQuery.ALL.typed("hit");
            LogView on = search.run(query, Task.unwatched());
            LogView anew = new LogSearch(store).run(query, Task.unwatched());
            assertEquals(texts(anew), texts(on));
        }
    }

    @Test
    void aLineOfMegabytesDoesNotEndASimpleSearch() throws FailureException {
        add(api, "2013-10-01 12:00:00 ERROR long " + "x".repeat(4_000_000) + "\n2013-10-01 12:00:01 INFO boom\n");
        assertEquals(1, search.run(LogQuery.ALL.typed("/404|boom|slow/"), Task.unwatched()).size());
    }
}
