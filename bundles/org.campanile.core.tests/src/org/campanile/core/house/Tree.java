package org.campanile.core.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the sources of this project from wherever a test runs. */
final class Tree {

    private Tree() {
    }

    static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("target-platform"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
        }
        return at;
    }

    static List<Path> bundles() {
        try (Stream<Path> all = Files.list(root().resolve("bundles"))) {
            return all.filter(p -> Files.isDirectory(p.resolve("src"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> sources(Path bundle) {
        try (Stream<Path> all = Files.walk(bundle.resolve("src"))) {
            return all.filter(p -> p.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
