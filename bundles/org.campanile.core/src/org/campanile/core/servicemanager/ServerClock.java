package org.campanile.core.servicemanager;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * How far a server's clock is from this computer's, by the {@code Date} of its answers (RFC 9110, section 6.6.1). Nothing here is reckoned with it: ages and
 * history go by this computer's clock alone. But tokens, certificates and the controller's own logs go by the server's, so that it is told. Any thread.
 */
final class ServerClock {

    /** Less is no trouble, and may be the way there and back. */
    private static final Duration TOLD = Duration.ofMinutes(2);
    /** So that the sentence does not change with each answer. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private volatile Duration ahead = Duration.ZERO;

    /** Takes an answer that came to a request of {@code sent}. */
    void take(HttpHeaders headers, Instant sent) {
        try {
            Instant said = headers.firstValue("Date").map(d -> ZonedDateTime.parse(d, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()).orElse(sent);
            Duration now = Duration.between(sent, said);
            if (now.minus(ahead).abs().compareTo(STEADY) > 0) {
                ahead = now;
            }
        } catch (DateTimeException e) {
            ahead = Duration.ZERO; // a date nobody can read says nothing about the clock
        }
    }

    /** What is wrong with it, a sentence; empty when nothing is. */
    List<String> problems() {
        Duration by = ahead.abs();
        if (by.compareTo(TOLD) < 0) {
            return List.of();
        }
        String much = by.toDays() > 1 ? by.toDays() + " days" : by.toMinutes() >= 120 ? by.toHours() + " hours" : by.toMinutes() + " minutes";
        return List.of("The controller's clock is " + much + (ahead.isNegative() ? " behind" : " ahead of") + " this computer's.");
    }
}
