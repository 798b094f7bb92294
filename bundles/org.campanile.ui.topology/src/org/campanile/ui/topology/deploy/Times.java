package org.campanile.ui.topology.deploy;

import java.time.Duration;

import org.eclipse.osgi.util.NLS;

/** Lengths of time in few characters. */
public final class Times {

    private Times() {
    }

    /** For example "2 min 5 s". */
    public static String words(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return NLS.bind(Messages.seconds, seconds);
        }
        if (seconds < 3600) {
            return seconds % 60 == 0 ? NLS.bind(Messages.minutes, seconds / 60) : NLS.bind(Messages.minutesSeconds, seconds / 60, seconds % 60);
        }
        return seconds % 3600 / 60 == 0 ? NLS.bind(Messages.hours, seconds / 3600) : NLS.bind(Messages.hoursMinutes, seconds / 3600, seconds % 3600 / 60);
    }
}
