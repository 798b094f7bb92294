package org.campanile.core.logs;

import java.nio.charset.StandardCharsets;

/** Finding bytes in bytes. Pure. */
final class Bytes {

    private Bytes() {
    }

    static byte[] of(String ascii) {
        return ascii.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }

    /** Where {@code what} begins, or -1. */
    static int find(byte[] b, int from, int to, byte[] what) {
        byte first = what[0];
        int last = to - what.length;
        for (int i = from; i <= last; i++) {
            if (b[i] == first && same(b, i, what)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(byte[] b, int at, byte[] what) {
        for (int k = 1; k < what.length; k++) {
            if (b[at + k] != what[k]) {
                return false;
            }
        }
        return true;
    }

    /** The same ignoring the case of ASCII letters; {@code lower} is in lower case. */
    static int findFolded(byte[] b, int from, int to, byte[] lower) {
        byte first = lower[0];
        byte upper = first >= 'a' && first <= 'z' ? (byte) (first - 32) : first;
        int last = to - lower.length;
        for (int i = from; i <= last; i++) {
            byte c = b[i];
            if ((c == first || c == upper) && sameFolded(b, i, lower)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean sameFolded(byte[] b, int at, byte[] lower) {
        for (int k = 1; k < lower.length; k++) {
            byte c = b[at + k];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lower[k]) {
                return false;
            }
        }
        return true;
    }

    static boolean ascii(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
