package org.campanile.core.lab;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Rules for names of labs. A lab's name is also the name of its file, on any system, so it is held to what Windows, macOS and Linux all allow
 * (Microsoft, "Naming Files, Paths, and Namespaces").
 */
public final class LabNames {

    /** Longest name, in characters. */
    public static final int LONGEST = 64;

    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
            "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private LabNames() {
    }

    /** What is wrong with a name, one sentence, or nothing. */
    public static Optional<String> problem(String name) {
        if (name.isBlank()) {
            return Optional.of("Give the lab a name.");
        }
        if (name.length() > LONGEST) {
            return Optional.of("The name is longer than " + LONGEST + " characters.");
        }
        if (!name.equals(name.strip())) {
            return Optional.of("The name begins or ends with a space.");
        }
        Optional<String> bad = name.codePoints().filter(c -> !Character.isLetterOrDigit(c) && " ._-".indexOf(c) < 0).mapToObj(Character::toString)
                .findFirst();
        if (bad.isPresent()) {
            return Optional.of("The name holds \"" + printable(bad.get()) + "\"; letters, digits, space, dot, hyphen and underscore are allowed.");
        }
        if (!Character.isLetterOrDigit(name.codePointAt(0)) || name.endsWith(".")) {
            return Optional.of("The name has to begin with a letter or digit, and not to end with a dot.");
        }
        String stem = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        if (DEVICES.contains(stem.strip().toLowerCase(Locale.ROOT))) {
            return Optional.of("\"" + stem + "\" is the name of a device on Windows.");
        }
        return Optional.empty();
    }

    private static String printable(String character) {
        int c = character.codePointAt(0);
        return Character.isISOControl(c) || !Character.isDefined(c) ? String.format("U+%04X", c) : character;
    }

    /** What two names have in common when they mean the same lab. */
    public static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** Name of the file of a new lab. */
    static String file(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC) + LabStore.EXTENSION;
    }
}
