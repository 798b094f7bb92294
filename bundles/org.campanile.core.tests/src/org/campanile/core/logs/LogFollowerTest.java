package org.campanile.core.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

    private final LogStore store = new LogStore();
    private final LinkedBlockingQueue<List<LogStatus>> told = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    private List<String> texts() throws FailureException {
        LogView view = new LogSearch(store).run(LogQuery.ALL.foldedIf(false), Task.unwatched());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < view.size(); i++) {
            texts.add(view.entry(i).orElseThrow().text());
        }
        return texts;
    }

    private void waitFor(String what, Predicate<List<LogStatus>> wanted) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            List<LogStatus> states = told.poll(10, TimeUnit.SECONDS);
            assertTrue(states != null, "waited for " + what);
            if (wanted.test(states)) {
                return;
            }
        }
        throw new AssertionError("waited for " + what);
    }

    @Test
    void aFileIsFollowedThroughRotationAndTruncation() throws Exception {
        Path file = folder.resolve("a.log");
        LogSource source = LogSource.file(LogSource.LOCAL, file.toString());
        try (LogFollower follower = new LogFollower(store, Duration.ofMillis(10), told::add)) {
            follower.follow(List.of(source), new LocalFeed(List.of(source), 1000, 1 << 16));
            waitFor("the missing file", s -> s.getFirst().state() == LogStatus.State.MISSING);
            Files.writeString(file, "one\n");
            waitFor("one", s -> s.getFirst().bytes() == 4);
            Files.writeString(file, "two\n", StandardOpenOption.APPEND);
            waitFor("two", s -> s.getFirst().bytes() == 8);
            Files.move(file, folder.resolve("a.log.1"));
            Files.writeString(file, "three\n");
            waitFor("three", s -> s.getFirst().bytes() == 14);
            Files.writeString(file, "4\n");
            waitFor("four", s -> s.getFirst().bytes() == 16);
        }
        assertEquals(List.of("one", "two", "three", "4"), texts());
    }

    @Test
    void onlyTheEndOfALongFileIsReadAtFirst() throws Exception {
        Path file = folder.resolve("long.log");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append("line ").append(i).append('\n');
        }
        Files.writeString(file, text);
        LogSource source = LogSource.file(LogSource.LOCAL, file.toString());
        new LogFollower(store, Duration.ofMillis(10), told::add).once(List.of(source), new LocalFeed(List.of(source), 30, 1 << 16), Task.unwatched());
        assertEquals(List.of("line 997", "line 998", "line 999"), texts());
    }

    /** A host that fails as told before it gives a line. */
    private static final class Failing implements LogFeed {
        private final LogSource source;
        private final Failure.Kind kind;
        private int failures;
        private int looks;

        Failing(LogSource source, Failure.Kind kind, int failures) {
            this.source = source;
            this.kind = kind;
            this.failures = failures;
        }

        @Override
        public List<LogPiece> look(Task task) throws FailureException {
            looks++;
            if (failures-- > 0) {
                throw new FailureException(new Failure(kind, "reading", source.host(), "", "Away.", ""));
            }
            return List.of(new LogPiece(source, "back\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), ZoneOffset.UTC, LogPiece.Event.PRESENT, false));
        }

        @Override
        public void close() {
            failures = 0;
        }
    }

    @Test
    void aHostThatIsAwayIsTriedAgain() throws Exception {
        LogSource source = LogSource.file("far", "/x");
        try (LogFollower follower = new LogFollower(store, Duration.ofMillis(5), told::add)) {
            follower.follow(List.of(source), new Failing(source, Failure.Kind.UNREACHABLE, 3));
            waitFor("away", s -> s.getFirst().state() == LogStatus.State.AWAY);
            waitFor("back", s -> s.getFirst().state() == LogStatus.State.FOLLOWING);
        }
        assertTrue(texts().contains("back"));
    }

    @Test
    void aRefusedLoginIsNotTriedAgain() throws Exception {
        LogSource source = LogSource.file("far", "/x");
        Failing feed = new Failing(source, Failure.Kind.DENIED, 3);
        try (LogFollower follower = new LogFollower(store, Duration.ofMillis(5), told::add)) {
            follower.follow(List.of(source), feed);
            waitFor("the end", s -> s.getFirst().state() == LogStatus.State.ENDED);
        }
        assertEquals(1, feed.looks);
    }

    @Test
    void namesOfLogsAreRead() throws IOException, FailureException {
        assertEquals(LogSource.file("devbox", "/var/log/a b.log"), LogSource.parse("devbox:/var/log/a b.log"));
        assertEquals(LogSource.journal("devbox", "murano-api"), LogSource.parse("devbox:journal:murano-api"));
        assertEquals(LogSource.file("local", "C:\\Murano\\PowerShell.log"), LogSource.parse("local:C:\\Murano\\PowerShell.log"));
        assertEquals("PowerShell.log", LogSource.parse("local:C:\\Murano\\PowerShell.log").shortName());
        for (String bad : List.of("", ":", "devbox", "devbox:relative", ":/x", "devbox:journal:a b", "h:/x\ny")) {
            assertThrows(FailureException.class, () -> LogSource.parse(bad), bad);
        }
    }
}
