package org.campanile.core.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The tables of the history in H2. With AUTO_SERVER the first program that opens the file serves the others, on a port of the loopback
 * address; when it ends, another takes over, and the statement that was under way then is tried once more. One thread at a time.
 */
final class HistoryDatabase {

    /** Version of the tables this program writes; an older one is brought up step by step, a newer one is refused. */
    static final int VERSION = 1;
    /** A newer program that shares the file may know more; what this one does not know it passes over. */
    private static final Set<String> KINDS = Stream.of(Event.Kind.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private static final String NAME = "campanile";
    private static final String BIND = "h2.bindAddress";
    private static final TypeToken<Map<String, String>> DATA = new TypeToken<>() {
    };

    private static final String INSERT = "INSERT INTO event (at, lab, kind, subject, state, text, data) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String ONCE = "INSERT INTO event (at, lab, kind, subject, state, text, data) SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS "
            + "(SELECT 1 FROM event WHERE at = ? AND lab = ? AND subject = ? AND state = ? AND text = ?)";

    private final Path folder;
    private final JdbcDataSource source = new JdbcDataSource();
    private final Gson gson = new Gson();
    private Connection connection;

    private HistoryDatabase(Path folder) {
        this.folder = folder;
        source.setURL("jdbc:h2:file:" + folder.toAbsolutePath().resolve(NAME)
                + ";AUTO_SERVER=TRUE;DEFAULT_LOCK_TIMEOUT=10000");
        source.setUser("campanile");
        source.setPassword("");
    }

    static HistoryDatabase open(Path folder) throws FailureException {
        try {
            SafeFiles.createFolder(folder);
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("opening the history", folder, e), e);
        }
        // without this its server for the other programs of this user would listen on every address of the machine
        if (System.getProperty(BIND) == null) {
            System.setProperty(BIND, "127.0.0.1");
        }
        HistoryDatabase database = new HistoryDatabase(folder);
        try {
            database.connect();
        } catch (SQLException e) {
            database.close();
            throw database.failure("opening the history", e);
        } catch (FailureException e) {
            database.close();
            throw e;
        }
        return database;
    }

    private void connect() throws SQLException, FailureException {
        connection = source.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS version (number INT NOT NULL)");
            int version = version(statement);
            if (version > VERSION) {
                throw new FailureException(new Failure(Failure.Kind.CONFLICT, "opening the history", folder.toString(),
                        "version " + version + " of its tables", "A newer Campanile has written this history.",
                        "Use that one, or another workspace."));
            }
            if (version < 1) {
                statement.execute("CREATE TABLE IF NOT EXISTS event (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
                        + "at TIMESTAMP(6) WITH TIME ZONE NOT NULL, lab VARCHAR NOT NULL, kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, "
                        + "state VARCHAR NOT NULL, text VARCHAR NOT NULL, data VARCHAR NOT NULL)");
                statement.execute("CREATE INDEX IF NOT EXISTS event_lab ON event (lab, at)");
                statement.execute("CREATE INDEX IF NOT EXISTS event_at ON event (at)");
                statement.execute("INSERT INTO version SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM version)");
            }
        }
        connection.commit();
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT MAX(number) FROM version")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    void add(List<Event> events) throws FailureException {
        boolean[] again = new boolean[1];
        retried("writing the history", () -> {
            // a connection that breaks while it commits does not tell whether it has: what is there already is not written twice
            boolean second = again[0];
            again[0] = true;
            insert(events, second);
            return null;
        });
    }

    void insert(List<Event> events, boolean again) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(again ? ONCE : INSERT)) {
            for (Event event : events) {
                insert.setObject(1, event.at().atOffset(ZoneOffset.UTC));
                insert.setString(2, event.lab());
                insert.setString(3, event.kind().name());
                insert.setString(4, event.subject());
                insert.setString(5, event.state());
                insert.setString(6, event.text());
                insert.setString(7, gson.toJson(event.data()));
                if (again) {
                    insert.setObject(8, event.at().atOffset(ZoneOffset.UTC));
                    insert.setString(9, event.lab());
                    insert.setString(10, event.subject());
                    insert.setString(11, event.state());
                    insert.setString(12, event.text());
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    List<Event> query(EventQuery query) throws FailureException {
        StringBuilder sql = new StringBuilder("SELECT at, lab, kind, subject, state, text, data FROM event WHERE TRUE");
        List<Object> values = new ArrayList<>();
        query.lab().ifPresent(lab -> with(sql, values, " AND lab = ?", lab));
        query.subject().ifPresent(subject -> with(sql, values, " AND subject = ?", subject));
        query.from().ifPresent(from -> with(sql, values, " AND at >= ?", from.atOffset(ZoneOffset.UTC)));
        query.to().ifPresent(to -> with(sql, values, " AND at < ?", to.atOffset(ZoneOffset.UTC)));
        if (!query.kinds().isEmpty()) {
            with(sql, values, " AND kind = ANY(?)", query.kinds().stream().map(Enum::name).toArray());
        }
        sql.append(" ORDER BY at DESC, id DESC LIMIT ").append(query.limit());
        return retried("reading the history", () -> {
            try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
                for (int i = 0; i < values.size(); i++) {
                    select.setObject(i + 1, values.get(i));
                }
                try (ResultSet rows = select.executeQuery()) {
                    List<Event> events = new ArrayList<>();
                    while (rows.next()) {
                        if (KINDS.contains(rows.getString(3))) {
                            events.add(event(rows));
                        }
                    }
                    return List.copyOf(events);
                }
            }
        });
    }

    private static void with(StringBuilder sql, List<Object> values, String condition, Object value) {
        sql.append(condition);
        values.add(value);
    }

    private Event event(ResultSet row) throws SQLException {
        return new Event(row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2), Event.Kind.valueOf(row.getString(3)), row.getString(4),
                row.getString(5), row.getString(6), gson.fromJson(row.getString(7), DATA));
    }

    int prune(Instant before) throws FailureException {
        return retried("pruning the history", () -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM event WHERE at < ?")) {
                delete.setObject(1, before.atOffset(ZoneOffset.UTC));
                int gone = delete.executeUpdate();
                connection.commit();
                return gone;
            }
        });
    }

    /** Some statements as one. */
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T retried(String doing, Work<T> work) throws FailureException {
        try {
            if (connection == null) {
                connect();
            }
            return work.run();
        } catch (SQLException first) {
            // the program that served the file may have ended
            close();
            try {
                connect();
                return work.run();
            } catch (SQLException e) {
                e.addSuppressed(first);
                throw failure(doing, e);
            }
        }
    }

    private FailureException failure(String doing, SQLException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof IOException io) {
                return new FailureException(SafeFiles.local(doing, folder, io), e);
            }
        }
        return new FailureException(new Failure(Failure.Kind.LOCAL, doing, folder.toString(), e.getMessage(),
                "The database of the history cannot be used.", "Look at the folder and the disk; a damaged history can be moved away."), e);
    }

    /** Closes the connection; a failure is of no use to anybody, since a closed history is opened anew or not at all. */
    void close() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try (old) {
                old.rollback();
            } catch (SQLException e) {
                System.getLogger(HistoryDatabase.class.getName()).log(System.Logger.Level.DEBUG, "closing the history", e);
            }
        }
    }
}
