package org.campanile.core.diagnosis;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Murano's times: UTC without saying so (protocol document, section 1.1). Pure. */
final class Times {

    private Times() {
    }

    /** How long ago; nothing when it is no time. */
    static Duration since(String time) {
        try {
            Instant then = LocalDateTime.parse(time.replace(' ', 'T').replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", "")).toInstant(ZoneOffset.UTC);
            Duration ago = Duration.between(then, Instant.now());
            return ago.isNegative() ? Duration.ZERO : ago;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
