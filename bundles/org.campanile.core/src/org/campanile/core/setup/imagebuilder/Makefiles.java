package org.campanile.core.setup.imagebuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.remote.CommandResult;

/** What image-builder's make says: which images it can build, and which file {@code test-build-files} stopped at. Pure. */
final class Makefiles {

    /** How the test of the files ended. */
    sealed interface Tested {

        /** All files are there. */
        record Complete() implements Tested {
        }

        /** It stopped at a file. @param path as the Makefile names it */
        record Stopped(String path) implements Tested {
        }

        /** make could not even test. @param said its words */
        record Broken(String said) implements Tested {
        }
    }

    private static final Pattern STOP = Pattern.compile("STOP:\\s*File not found\\s*['\"`\u2018]?(.+?)['\"\u2019]?\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern TARGET = Pattern.compile("^([A-Za-z0-9][A-Za-z0-9 ._-]*?)\\s*:(?![=:]).*$", Pattern.MULTILINE);
    private static final Pattern IMAGE = Pattern.compile("ws-[a-z0-9.-]+|win[a-z0-9.-]*-[a-z0-9.-]+");

    private Makefiles() {
    }

    /** Reads the output of {@code make test-build-files}. */
    static Tested tested(CommandResult result) {
        String said = result.out() + "\n" + result.err();
        Matcher stop = STOP.matcher(said.replace("\r", ""));
        if (stop.find()) {
            return new Tested.Stopped(stop.group(1).strip());
        }
        if (result.ok()) {
            return new Tested.Complete();
        }
        String words = said.lines().map(String::strip).filter(l -> l.startsWith("make")).reduce("", (a, b) -> a.isEmpty() ? b : a + "; " + b);
        return new Tested.Broken(words.isEmpty() ? said.strip() : words);
    }

    /** The images that a Makefile has targets for, in its order. */
    static List<String> images(String makefile) {
        List<String> images = new ArrayList<>();
        Matcher target = TARGET.matcher(makefile.replace("\r", "").replace("\\\n", " "));
        while (target.find()) {
            for (String name : target.group(1).strip().split("\\s+")) {
                if (IMAGE.matcher(name).matches() && !images.contains(name)) {
                    images.add(name);
                }
            }
        }
        return images;
    }

    /** What is wrong with the name of an image, if anything. */
    static Optional<String> unknown(String image, List<String> images) {
        return images.contains(image) ? Optional.empty() : Optional.of("The Makefile builds no image " + image + (images.isEmpty() ? "." : "; it builds "
                + String.join(", ", images) + "."));
    }
}
