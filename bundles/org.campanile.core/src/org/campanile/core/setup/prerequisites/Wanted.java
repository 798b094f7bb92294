package org.campanile.core.setup.prerequisites;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A file that a catalogue wants, by meaning. A value.
 *
 * @param id unique in the catalogue
 * @param path where it has to lie, relative to the root
 * @param title what it is, for people
 * @param neededFor what does not work without it
 * @param content what it has to be by its first bytes
 * @param least bytes it has at least
 * @param most bytes it has at most; 0 for no limit
 * @param digests known checksums, algorithm (sha256, sha1, md5) to hexadecimal; a file with another one is another version
 * @param names patterns of usual misnamings, for the file name or, with a slash, for the end of the path; {@code *} and {@code ?}, case does not matter
 * @param hint what people get wrong about it
 * @param source where it comes from
 * @param optional whether things work without it too
 * @param tree whether it is a folder that has to hold files, such as a disk's content
 * @param holds what such a folder has to hold, relative to it, case does not matter
 */
public record Wanted(String id, String path, String title, String neededFor, Content content, long least, long most, Map<String, String> digests, List<String> names,
        String hint, String source, boolean optional, boolean tree, List<String> holds) {

    public Wanted {
        Objects.requireNonNull(id);
        Objects.requireNonNull(path);
        digests = Map.copyOf(digests);
        names = List.copyOf(names);
        holds = List.copyOf(holds);
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether a path, by its name alone, could be this file under one of its usual names, its own included. */
    public boolean couldBe(String found) {
        String lower = found.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        if (name.equals(name().toLowerCase(Locale.ROOT))) {
            return true;
        }
        for (String pattern : names) {
            String subject = pattern.contains("/") ? lower : name;
            if (glob(pattern.toLowerCase(Locale.ROOT), subject) || pattern.contains("/") && glob("**/" + pattern.toLowerCase(Locale.ROOT), subject)) {
                return true;
            }
        }
        return false;
    }

    private static boolean glob(String pattern, String subject) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(subject));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
