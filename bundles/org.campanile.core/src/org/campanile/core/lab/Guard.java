package org.campanile.core.lab;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How carefully a lab is treated (design, "Nouns"). */
public enum Guard {
    /** Changes are made when asked for. */ NORMAL("Normal"),
    /** Every change is refused. */ READ_ONLY("Read-only"),
    /** The lab's name has to be typed before each change. */ CRITICAL("Critical");

    private final String label;

    Guard(String label) {
        this.label = label;
    }

    /** The word shown to the user. */
    public String label() {
        return label;
    }

    /** The word in a lab's file: {@code normal}, {@code read-only}, {@code critical}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The guard of a word in a file. */
    public static Optional<Guard> of(String word) {
        return Stream.of(values()).filter(g -> g.word().equals(word)).findFirst();
    }
}
