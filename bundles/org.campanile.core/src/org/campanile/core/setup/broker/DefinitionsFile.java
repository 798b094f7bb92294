package org.campanile.core.setup.broker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.rabbitmq.Definitions;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Definitions of a broker in a file of this machine. It holds password hashes, so only its owner may read it. Blocks. */
public final class DefinitionsFile {

    private static final int LARGEST = 64 << 20;

    private DefinitionsFile() {
    }

    /** Reads a file that was exported here or elsewhere; a file that is too large or no JSON is refused. */
    public static Definitions read(Path file) throws FailureException {
        return Definitions.read(SafeFiles.read(file, LARGEST, "reading definitions"), null, file.toString());
    }

    /** Writes definitions, readable by the owner alone, as a whole or not at all. */
    public static void write(Path file, String json) throws FailureException {
        Path target = file.toAbsolutePath();
        Path temporary = null;
        try {
            SafeFiles.createFolder(target.getParent());
            // Such a file is the owner's alone from its first byte on, where the system knows of owners.
            temporary = Files.createTempFile(target.getParent(), ".definitions", ".tmp");
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(json.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            SafeFiles.syncFolder(target.getParent());
        } catch (IOException e) {
            throw new FailureException(failed(file, temporary, e), e);
        }
    }

    private static Failure failed(Path file, Path temporary, IOException e) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException left) {
            e.addSuppressed(left);
        }
        return SafeFiles.local("writing definitions", file, e);
    }
}
