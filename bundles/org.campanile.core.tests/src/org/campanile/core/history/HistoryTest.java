package org.campanile.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.Gson;
import org.campanile.core.step.ChildJvm;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HistoryTest {

    private static final Instant T0 = Instant.parse("2024-05-01T10:00:00.123456Z");

    @TempDir
    Path folder;

    private static Event event(int second, String lab, Event.Kind kind, String text) {
        return Event.of(T0.plusSeconds(second), lab, kind, "subject", "state", text);
    }

    private static List<String> texts(List<Event> events) {
        return events.stream().map(Event::text).toList();
    }

    @Test
    void whatWasCommittedBeforeTheConnectionBrokeIsNotWrittenTwice() throws Exception {
        HistoryDatabase database = HistoryDatabase.open(folder);
        List<Event> batch = List.of(event(1, "a", Event.Kind.RUN, "one"), event(2, "a", Event.Kind.RUN, "two"));
        database.insert(batch.subList(0, 1), false);
        database.insert(batch, true);
        assertEquals(List.of("two", "one"), texts(database.query(EventQuery.newest(10))));
        database.close();
    }

    @Test
    void eventsAreKeptInOrderAndFoundByLabKindSubjectAndTime() throws FailureException {
        Event whole = new Event(T0.plusSeconds(9), "ä'; DROP TABLE event; --", Event.Kind.ACTION, "s", "done", "木 \uD83D\uDE00\u0000x",
                Map.of("k", "v", "empty", ""));
        try (History history = History.open(folder)) {
            for (int i = 0; i < 5; i++) {
                history.add(event(i, i % 2 == 0 ? "even" : "odd", i < 3 ? Event.Kind.STATE : Event.Kind.RUN, "e" + i));
            }
            history.add(event(4, "even", Event.Kind.RUN, "same time"));
            history.add(whole);
            assertEquals(List.of(whole), history.query(EventQuery.newest(1)));
            assertEquals(List.of("same time", "e4", "e2", "e0"), texts(history.query(EventQuery.newest(9).of("even"))));
            assertEquals(List.of("e4", "e3"),
                    texts(history.query(EventQuery.newest(9).only(Event.Kind.RUN))).subList(1, 3));
            assertEquals(List.of("e2", "e1"), texts(history.query(EventQuery.newest(9).between(T0.plusSeconds(1), T0.plusSeconds(3)))));
            assertEquals(6, history.query(EventQuery.newest(9).about("subject")).size());
            assertEquals(List.of(whole), history.query(EventQuery.newest(9).of(whole.lab())));
            assertEquals(3, history.prune(T0.plusSeconds(3)));
        }
        try (History history = History.open(folder)) {
            assertEquals(4, history.query(EventQuery.newest(100)).size());
        }
    }

    @Test
    void addNeverWaitsForTheDiskAndNothingIsLostAtTheEnd() throws Exception {
        List<Thread> threads = new ArrayList<>();
        try (History history = History.open(folder)) {
            for (int t = 0; t < 8; t++) {
                String lab = "lab" + t;
                threads.add(Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 500; i++) {
                        history.add(event(i, lab, Event.Kind.STATE, Integer.toString(i)));
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        try (History history = History.open(folder)) {
            List<String> lab = new ArrayList<>(texts(history.query(EventQuery.newest(9999).of("lab3"))));
            Collections.reverse(lab);
            assertEquals(500, lab.size());
            assertEquals("0", lab.getFirst());
            assertEquals("499", lab.getLast());
            assertEquals(4000, history.query(EventQuery.newest(9999)).size());
        }
    }

    @Test
    void anInterruptedReaderDoesNotHarmTheDatabase() throws FailureException {
        try (History history = History.open(folder)) {
            history.add(event(0, "l", Event.Kind.RUN, "x"));
            Thread.currentThread().interrupt();
            assertEquals(Failure.Kind.CANCELLED,
                    assertThrows(FailureException.class, () -> history.query(EventQuery.newest(1))).failure().kind());
            assertTrue(Thread.interrupted());
            assertEquals(1, history.query(EventQuery.newest(1)).size());
        }
    }

    /** The window has it open and the command line adds to it; then the one that serves the file ends, and the other goes on. */
    @Test
    void twoProgramsUseItAtTheSameTimeAndOneOutlivesTheOther() throws Exception {
        History first = History.open(folder);
        first.add(event(0, "l", Event.Kind.RUN, "from here"));
        first.flush();
        Path log = folder.resolve("log");
        Process child = ChildJvm.start(log, Adder.class, List.of(History.class, Gson.class, JdbcDataSource.class), folder.toString());
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), () -> read(log));
        assertEquals(List.of("from there", "from here"), texts(first.query(EventQuery.newest(9))));
        try (History second = History.open(folder)) {
            second.add(event(2, "l", Event.Kind.RUN, "second"));
            second.flush();
            first.close();
            second.add(event(3, "l", Event.Kind.RUN, "alone"));
            assertEquals(List.of("alone", "second", "from there", "from here"), texts(second.query(EventQuery.newest(9))));
        }
    }

    /** Were it bound to every address, another one of the loopback network could not be had on its port. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void itListensForThisMachineOnly() throws Exception {
        try (History history = History.open(folder)) {
            history.flush();
            Matcher port = Pattern.compile("server=localhost\\\\:(\\d+)").matcher(Files.readString(folder.resolve("campanile.lock.db")));
            assertTrue(port.find());
            try (ServerSocket other = new ServerSocket(Integer.parseInt(port.group(1)), 1, InetAddress.getByName("127.0.0.2"))) {
                assertTrue(other.isBound());
            }
        }
    }

    /** The other program. */
    static final class Adder {

        private Adder() {
        }

        public static void main(String[] arguments) throws FailureException {
            try (History history = History.open(Path.of(arguments[0]))) {
                history.add(event(1, "l", Event.Kind.RUN, "from there"));
                history.flush();
            }
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aHistoryOfANewerVersionADamagedOneAndABadFolderAreRefused() throws Exception {
        History.open(folder).close();
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("campanile"));
        source.setUser("campanile");
        source.setPassword("");
        try (Connection connection = source.getConnection()) {
            connection.createStatement().execute("UPDATE version SET number = 99");
        }
        assertEquals(Failure.Kind.CONFLICT, refused(folder).kind());
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        Files.writeString(damaged.resolve("campanile.mv.db"), "this is no database".repeat(1000));
        assertEquals(Failure.Kind.LOCAL, refused(damaged).kind());
        Path plain = Files.writeString(folder.resolve("plain"), "");
        assertEquals(Failure.Kind.LOCAL, refused(plain.resolve("below")).kind());
    }

    private static Failure refused(Path where) {
        return assertThrows(FailureException.class, () -> History.open(where).close()).failure();
    }

    @Test
    void aClosedHistorySaysSo() throws FailureException {
        History history = History.open(folder);
        history.close();
        history.close();
        history.add(event(0, "l", Event.Kind.RUN, "late"));
        assertThrows(FailureException.class, () -> history.query(EventQuery.newest(1)));
    }
}
