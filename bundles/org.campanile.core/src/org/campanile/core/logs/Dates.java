package org.campanile.core.logs;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Dates and times as logs write them, read from bytes without making objects. Microseconds since 1970. One thread. */
final class Dates {

    static final long NONE = Long.MIN_VALUE;

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final long SECOND = 1_000_000L;
    private static final int DAY_SECONDS = 86_400;

    private final int offsetSeconds;
    private final LocalDate today;
    private byte[] b;
    private int end;
    private int at;
    private int month;
    private int day;

    /**
     * @param zone of times that name none
     * @param today the day the log is read, since syslog leaves the year out
     */
    Dates(ZoneOffset zone, LocalDate today) {
        this.offsetSeconds = zone.getTotalSeconds();
        this.today = today;
    }

    void on(byte[] bytes, int to) {
        b = bytes;
        end = to;
    }

    /** Where the time that was read last ended. */
    int end() {
        return at;
    }

    /** {@code 2013-10-01 12:00:00[.,]123456+00:00}; a T between and the zone are optional. */
    long iso(int from) {
        at = from;
        int year = number(4);
        if (year < 0 || !skip('-')) {
            return NONE;
        }
        int month = number(2);
        if (month < 1 || !skip('-')) {
            return NONE;
        }
        int day = number(2);
        if (day < 1 || !(skip(' ') || skip('T'))) {
            return NONE;
        }
        long time = clock(year, month, day);
        return time == NONE ? NONE : zone(time);
    }

    /** {@code Oct  1 12:00:00}; a day that lies ahead belongs to the year before. */
    long syslog(int from) {
        at = from;
        if (!monthAndDay()) {
            return NONE;
        }
        boolean ahead = month > today.plusDays(1).getMonthValue() || month == today.getMonthValue() && day > today.getDayOfMonth() + 1;
        long time = clock(today.getYear() - (ahead ? 1 : 0), month, day);
        return time == NONE ? NONE : time - offsetSeconds * SECOND;
    }

    /** {@code Tue Oct 01 12:00:00.123456 2013}, Apache's. */
    long apache(int from) {
        at = from + 4;
        if (!monthAndDay()) {
            return NONE;
        }
        int clockAt = at;
        if (clock(2000, month, day) == NONE || !skip(' ')) {
            return NONE;
        }
        int year = number(4);
        int after = at;
        at = clockAt;
        long time = year < 0 ? NONE : clock(year, month, day);
        at = after;
        return time == NONE ? NONE : time - offsetSeconds * SECOND;
    }

    /** {@code 01/Oct/2013:12:00:00 +0000} of an access log, and {@code 1-Oct-2013::12:00:00} of an old RabbitMQ. */
    long dayFirst(int from, char between) {
        at = from;
        int day = upTo(2);
        if (day < 1 || !skip(between)) {
            return NONE;
        }
        int month = month();
        if (month < 1 || !skip(between)) {
            return NONE;
        }
        int year = number(4);
        if (year < 0 || !skip(':')) {
            return NONE;
        }
        skip(':');
        long time = clock(year, month, day);
        if (time == NONE) {
            return NONE;
        }
        skip(' ');
        return zone(time);
    }

    /** {@code 10/1/2013 1:02:03 PM}, as Windows writes it in English. */
    long windows(int from) {
        at = from;
        int month = upTo(2);
        if (month < 1 || !skip('/')) {
            return NONE;
        }
        int day = upTo(2);
        if (day < 1 || !skip('/')) {
            return NONE;
        }
        int year = number(4);
        if (year < 0 || !skip(' ')) {
            return NONE;
        }
        long time = clock(year, month, day);
        if (time == NONE) {
            return NONE;
        }
        if (at + 2 < end && b[at] == ' ' && b[at + 2] == 'M') {
            boolean noon = Math.floorMod(time / SECOND, DAY_SECONDS) / 3600 == 12;
            time += (b[at + 1] == 'P' && !noon ? 12 : b[at + 1] == 'A' && noon ? -12 : 0) * 3600L * SECOND;
            at += 3;
        }
        return time - offsetSeconds * SECOND;
    }

    /** {@code Oct  1 }, into {@link #month} and {@link #day}. */
    private boolean monthAndDay() {
        month = month();
        if (month < 1 || !skip(' ')) {
            return false;
        }
        skip(' ');
        day = upTo(2);
        return day > 0 && skip(' ');
    }

    private long clock(int year, int month, int day) {
        int hour = upTo(2);
        if (hour < 0 || hour > 23 || !skip(':')) {
            return NONE;
        }
        int minute = number(2);
        if (minute < 0 || minute > 59 || !skip(':')) {
            return NONE;
        }
        int second = number(2);
        if (second < 0 || second > 60 || month > 12 || day > 31) {
            return NONE;
        }
        long time = (days(year, month, day) * DAY_SECONDS + hour * 3600L + minute * 60L + second) * SECOND;
        if (at + 1 < end && (b[at] == '.' || b[at] == ',') && digit(at + 1)) {
            at++;
            long unit = SECOND / 10;
            for (; at < end && digit(at); at++, unit /= 10) {
                time += unit * (b[at] - '0');
            }
        }
        return time;
    }

    private long zone(long local) {
        if (at < end && b[at] == 'Z') {
            at++;
            return local;
        }
        if (at + 4 < end && (b[at] == '+' || b[at] == '-') && digit(at + 1) && digit(at + 2)) {
            int sign = b[at++] == '-' ? -1 : 1;
            int hours = number(2);
            skip(':');
            int minutes = Math.max(0, number(2));
            return local - sign * (hours * 3600L + minutes * 60L) * SECOND;
        }
        return local - offsetSeconds * SECOND;
    }

    /** Days since 1970 of the proleptic Gregorian calendar, counted in years that begin in March. */
    private static long days(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int ofEra = y - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097L + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - 719_468L;
    }

    private boolean digit(int i) {
        return i < end && b[i] >= '0' && b[i] <= '9';
    }

    private int number(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            if (!digit(at + i)) {
                return -1;
            }
            value = value * 10 + b[at + i] - '0';
        }
        at += digits;
        return value;
    }

    private int upTo(int digits) {
        return digit(at + 1) && digits > 1 ? number(2) : number(1);
    }

    private int month() {
        if (at + 3 > end) {
            return -1;
        }
        for (int i = 0; i < MONTHS.length(); i += 3) {
            if (b[at] == MONTHS.charAt(i) && b[at + 1] == MONTHS.charAt(i + 1) && b[at + 2] == MONTHS.charAt(i + 2)) {
                at += 3;
                return i / 3 + 1;
            }
        }
        return -1;
    }

    private boolean skip(char c) {
        if (at < end && b[at] == c) {
            at++;
            return true;
        }
        return false;
    }
}
