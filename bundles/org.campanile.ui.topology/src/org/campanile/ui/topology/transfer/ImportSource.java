package org.campanile.ui.topology.transfer;

import java.nio.file.Path;
import java.util.Objects;

import org.campanile.core.environment.EnvironmentImport;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;

/**
 * Where an imported text comes from. Its text may hold clear passwords, so it is neither shown nor written. A value.
 *
 * @param shown as a person names it: a file's path, or an environment of Murano
 * @param name what the environment is called if the text does not say
 * @param text the text, {@code null} to read it from the file
 */
public record ImportSource(String shown, String name, String text) {

    public ImportSource {
        Objects.requireNonNull(shown);
        Objects.requireNonNull(name);
    }

    /** A file; its path may be anything that somebody typed. */
    static ImportSource file(String path) {
        String last = path.replaceFirst(".*[/\\\\]", "");
        return new ImportSource(path, last.replaceFirst("\\.[A-Za-z]+$", ""), null);
    }

    /** The text itself. Reads a file; worker threads only. */
    String read() throws FailureException {
        return text != null ? text : SafeFiles.read(Path.of(shown), EnvironmentImport.MAX_BYTES, Messages.readingImport);
    }

    @Override
    public String toString() {
        return shown;
    }
}
