package org.campanile.core.logs;

import java.time.ZoneOffset;

/**
 * What one look at a log brought.
 *
 * @param source which log
 * @param bytes new bytes, whole or not; may be empty
 * @param zone of the host's clock
 * @param event what happened to the file
 * @param more whether there is more to read at once
 */
public record LogPiece(LogSource source, byte[] bytes, ZoneOffset zone, Event event, boolean more) {

    /** What happened to a log since the last look. */
    public enum Event {
        /** It is there. */ PRESENT,
        /** There is no such file or unit. */ MISSING,
        /** It is there, but this user may not read it. */ FORBIDDEN,
        /** Another file has its name now, as after a rotation; these are the old one's last bytes. */ ROTATED,
        /** It became shorter and is read from its begin. */ TRUNCATED
    }
}
