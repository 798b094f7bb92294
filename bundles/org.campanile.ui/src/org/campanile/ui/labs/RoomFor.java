package org.campanile.ui.labs;

import java.util.function.ToIntFunction;

/** How much of a text fits beside what matters more. Pure. */
public final class RoomFor {

    /** Less of an address says nothing. */
    private static final int LEAST_CHARS = 6;

    private RoomFor() {
    }

    /**
     * The text, or its longest beginning with an ellipsis that fits, or nothing when that would be too little to be read.
     *
     * @param room in pixels
     * @param width how wide a text is, in pixels
     */
    public static String text(String text, int room, ToIntFunction<String> width) {
        if (text.isEmpty() || width.applyAsInt(text) <= room) {
            return text;
        }
        int fits = 0;
        int tooLong = text.length();
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) / 2;
            if (width.applyAsInt(text.substring(0, middle) + "…") <= room) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return fits < LEAST_CHARS ? "" : text.substring(0, fits) + "…";
    }
}
