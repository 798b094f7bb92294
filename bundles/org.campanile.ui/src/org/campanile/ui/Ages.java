package org.campanile.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.eclipse.osgi.util.NLS;

/** Times as a person says them: "12 s ago", with the exact time for the tooltip. Pure functions. */
public final class Ages {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("yyyy-MM-dd' 'HH:mm:ss' 'xxx", Locale.ROOT);

    private Ages() {
    }

    /** How long ago {@code then} was; "now" below one second, also when clocks disagree. */
    public static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.toMillis() < 1000 ? Messages.now : NLS.bind(Messages.ago, coarse(age));
    }

    /** The exact time in the user's zone. */
    public static String exact(Instant then) {
        return EXACT.format(then.atZone(ZoneId.systemDefault()));
    }

    /** A length of time in its largest unit: "12 s", "3 min", "5 h", "2 days". */
    public static String coarse(Duration d) {
        long s = Math.max(0, d.toSeconds());
        if (s < 60) {
            return NLS.bind(Messages.seconds, s);
        }
        if (s < 3600) {
            return NLS.bind(Messages.minutes, s / 60);
        }
        if (s < 48 * 3600) {
            return NLS.bind(Messages.hours, s / 3600);
        }
        return NLS.bind(Messages.days, s / 86400);
    }

    /** A length of time in up to two units: "850 ms", "41 s", "3 min 5 s", "2 h 10 min". */
    public static String duration(Duration d) {
        long ms = Math.max(0, d.toMillis());
        if (ms < 1000) {
            return NLS.bind(Messages.milliseconds, ms);
        }
        long s = ms / 1000;
        if (s < 60) {
            return NLS.bind(Messages.seconds, s);
        }
        if (s < 3600) {
            return s % 60 == 0 ? NLS.bind(Messages.minutes, s / 60) : NLS.bind(Messages.minutesSeconds, s / 60, s % 60);
        }
        return s % 3600 / 60 == 0 ? NLS.bind(Messages.hours, s / 3600) : NLS.bind(Messages.hoursMinutes, s / 3600, s % 3600 / 60);
    }
}
