package org.campanile.core.logs;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How much a log line matters, in its writer's own judgement; the natural order is the order of weight. */
public enum LogSeverity {
    /** The line does not say. */ UNKNOWN(""),
    /** For those who wrote the program. */ DEBUG("Debug"),
    /** Things as they should be. */ INFO("Info"),
    /** Something odd. */ WARNING("Warning"),
    /** Something failed. */ ERROR("Error"),
    /** The program cannot go on. */ CRITICAL("Critical");

    private static final Map<String, LogSeverity> WORDS = Map.ofEntries(Map.entry("TRACE", DEBUG), Map.entry("DEBUG", DEBUG), Map.entry("INFO", INFO),
            Map.entry("NOTICE", INFO), Map.entry("AUDIT", INFO), Map.entry("WARN", WARNING), Map.entry("WARNING", WARNING), Map.entry("ERROR", ERROR),
            Map.entry("ERR", ERROR), Map.entry("CRITICAL", CRITICAL), Map.entry("CRIT", CRITICAL), Map.entry("FATAL", CRITICAL), Map.entry("ALERT", CRITICAL),
            Map.entry("EMERG", CRITICAL));

    private final String label;

    LogSeverity(String label) {
        this.label = label;
    }

    /** The word shown to the user; empty for {@link #UNKNOWN}. */
    public String label() {
        return label;
    }

    /** The severity a word of a log stands for: those of oslo.log, NLog, Apache, syslog and RabbitMQ, in any case. */
    public static Optional<LogSeverity> of(String word) {
        return Optional.ofNullable(WORDS.get(word.toUpperCase(Locale.ROOT)));
    }
}
