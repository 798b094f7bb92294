package org.campanile.ui.setup.wizard;

import java.util.Locale;

/** Amounts of bytes as a person says them. Pure functions. */
final class Sizes {

    private static final String[] UNITS = { "KiB", "MiB", "GiB", "TiB" };

    private Sizes() {
    }

    /** "812 bytes", "4.0 MiB", "17.3 GiB". */
    static String bytes(long count) {
        if (count < 1024) {
            return count + (count == 1 ? " byte" : " bytes");
        }
        double value = count / 1024.0;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** "12.4 MiB/s". */
    static String speed(double bytesPerSecond) {
        return bytes((long) bytesPerSecond) + "/s";
    }
}
