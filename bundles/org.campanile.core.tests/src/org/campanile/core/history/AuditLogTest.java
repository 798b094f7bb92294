package org.campanile.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import org.campanile.core.step.ChildJvm;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AuditLogTest {

    private static final int EACH = 100;
    private static final Instant NOW = Instant.parse("2024-05-01T10:00:00Z");

    @TempDir
    Path folder;

    private AuditLog log() {
        return new AuditLog(folder.resolve("audit.log"), Clock.fixed(NOW, ZoneOffset.UTC), "me@here");
    }

    @Test
    void whoWhenWhatCommandAndResultAreKept() throws FailureException {
        AuditLog log = log();
        assertEquals(List.of(), log.newest(5));
        log.append("lab", "Creates\nvhost é", List.of("rabbitmqctl add_vhost murano"), "done");
        log.append("lab", "Deletes it", List.of(), "failed: no");
        assertEquals(List.of(new AuditEntry(NOW, "me@here", "lab", "Deletes it", List.of(), "failed: no"),
                new AuditEntry(NOW, "me@here", "lab", "Creates\nvhost é", List.of("rabbitmqctl add_vhost murano"), "done")), log.newest(5));
        assertEquals(1, log.newest(1).size());
    }

    @Test
    void aLineThatWasCutOffSpoilsNoOther() throws Exception {
        log().append("lab", "one", List.of(), "done");
        Files.write(folder.resolve("audit.log"), new byte[] { '{', '"', 'a', (byte) 0xC3 }, StandardOpenOption.APPEND);
        log().append("lab", "two", List.of(), "done");
        assertEquals(List.of("two", "one"), log().newest(9).stream().map(AuditEntry::what).toList());
        assertTrue(Files.readAllBytes(folder.resolve("audit.log")).length > 0);
    }

    @Test
    void severalProgramsAndThreadsAddWholeLines() throws Exception {
        Path output = folder.resolve("output");
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            children.add(ChildJvm.start(output, Appender.class, List.of(AuditLog.class, Gson.class), folder.resolve("audit.log").toString()));
        }
        List<Thread> threads = new ArrayList<>();
        List<Throwable> thrown = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    Appender.main(new String[] { folder.resolve("audit.log").toString() });
                } catch (FailureException e) {
                    synchronized (thrown) {
                        thrown.add(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Process child : children) {
            assertTrue(child.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, child.exitValue());
        }
        assertEquals(List.of(), thrown);
        List<String> lines = Files.readAllLines(folder.resolve("audit.log"));
        assertEquals(5 * EACH, lines.size());
        lines.forEach(line -> JsonParser.parseString(line).getAsJsonObject());
    }

    /** The other program. */
    static final class Appender {

        private Appender() {
        }

        public static void main(String[] arguments) throws FailureException {
            AuditLog log = AuditLog.of(Path.of(arguments[0]));
            for (int i = 0; i < EACH; i++) {
                log.append("lab", "change " + i, List.of("x".repeat(i * 10)), "done");
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsTold() {
        AuditLog full = AuditLog.of(Path.of("/dev/full"));
        Failure failure = assertThrows(FailureException.class, () -> full.append("l", "w", List.of(), "done")).failure();
        assertEquals(Failure.Kind.LOCAL, failure.kind());
        assertEquals("The disk is full.", failure.meaning());
    }
}
