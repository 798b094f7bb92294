package org.campanile.core.deploy.conductor;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.history.AuditLog;

/**
 * Who holds the lock of an environment's deployment, for those that are refused. A value, without secrets.
 *
 * @param key unlike any other's
 * @param who user and machine
 * @param program which program of ours
 * @param worker whether that is one that works for orders
 * @param process its number on the machine
 * @param doing what it does
 * @param since since when
 */
record LockHolder(String key, String who, String program, boolean worker, long process, String doing, Instant since) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** This program from now on. */
    static LockHolder here(String program, boolean worker, String doing) {
        return new LockHolder(UUID.randomUUID().toString(), AuditLog.user(), program, worker, ProcessHandle.current().pid(), doing, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    String text() {
        JsonObject all = new JsonObject();
        all.addProperty("key", key);
        all.addProperty("who", who);
        all.addProperty("program", program);
        all.addProperty("worker", worker);
        all.addProperty("process", process);
        all.addProperty("doing", doing);
        all.addProperty("since", since.toString());
        return all.toString();
    }

    /** Empty where the text is not one of {@link #text}: that somebody holds the lock is known without it. */
    static Optional<LockHolder> read(String text) {
        try {
            JsonObject all = JsonParser.parseString(text).getAsJsonObject();
            return Optional.of(new LockHolder(all.get("key").getAsString(), all.get("who").getAsString(), all.get("program").getAsString(), all.get("worker").getAsBoolean(),
                    all.get("process").getAsLong(), all.get("doing").getAsString(), Instant.parse(all.get("since").getAsString())));
        } catch (JsonParseException | IllegalStateException | NullPointerException | IllegalArgumentException | UnsupportedOperationException | java.time.DateTimeException e) {
            System.getLogger(LockHolder.class.getName()).log(System.Logger.Level.DEBUG, "who holds a lock cannot be read", e);
            return Optional.empty();
        }
    }

    /** In a sentence without its end. */
    String words() {
        return who + " has been " + doing + " it since " + TIME.format(since) + " (" + program + ", process " + process + ")";
    }
}
