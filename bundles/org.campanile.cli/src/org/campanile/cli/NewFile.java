package org.campanile.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Option;

/** For commands that write a file which somebody has named: one that is there already is replaced only when they say so. */
final class NewFile {

    @Option(names = "--force", description = "Replace the file if there is one of this name already.")
    boolean force;

    /** Fails when the file is there and was not to be replaced; asked before anything else is done, so that no work is lost by it. */
    void check(String doing, Path file) throws FailureException {
        if (Files.isDirectory(file)) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, file.toString(), "", "This is a folder.", "Name a file."));
        }
        if (!force && Files.exists(file)) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, doing, file.toString(), "", "The file exists already.",
                    "Choose another name, or give --force to replace it."));
        }
    }

    /** Writes the file anew; nothing of one that is replaced stays. */
    void write(String doing, Path file, String text) throws FailureException {
        check(doing, file);
        SafeFiles.write(file, text.getBytes(StandardCharsets.UTF_8), doing);
    }
}
