package org.campanile.core.openstack.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/**
 * A local file that is sent as an image's data, as it was when it was looked at: whoever reads it can tell whether it is still the same, so that no
 * mixture of old and new bytes becomes an image. A value.
 *
 * @param file where it is
 * @param size bytes
 * @param modified its time
 */
record ImageSource(Path file, long size, FileTime modified) {

    private static final String DOING = "reading the image file";

    /** Looks at the file; a missing, empty or unreadable one is refused. */
    static ImageSource of(Path file) throws FailureException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw bad(file, "not a regular file", "This is no file.", null);
            }
            try (InputStream probe = Files.newInputStream(file)) {
                if (probe.read() < 0) {
                    throw bad(file, "0 bytes", "The file is empty.", null);
                }
            }
            return new ImageSource(file, attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException missing) {
            throw bad(file, "no such file", "The file does not exist.", missing);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    static FailureException unreadable(Path file, IOException why) {
        return bad(file, why.toString(), "The file cannot be read.", why);
    }

    private static FailureException bad(Path file, String cameBack, String meaning, Throwable cause) {
        return new FailureException(new Failure(Kind.BAD_INPUT, DOING, file.toString(), cameBack, meaning,
                "Choose an image file that can be read."), cause);
    }

    /** Refuses a file that has changed meanwhile. @param read bytes read of it so far */
    void same(long read) throws FailureException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (now.size() != size || !now.lastModifiedTime().equals(modified)) {
                throw changed(size + " bytes of " + modified + " at the start, " + now.size() + " bytes of " + now.lastModifiedTime()
                        + " after " + read + " were read");
            }
        } catch (IOException gone) {
            throw unreadable(file, gone);
        }
    }

    /** The file has ended before its size was read. */
    FailureException shorter(long read) {
        return changed(size + " bytes of " + modified + " at the start, only " + read + " could be read");
    }

    private FailureException changed(String seen) {
        return new FailureException(new Failure(Kind.BAD_INPUT, DOING, file.toString(), seen, "The file changed while it was read.",
                "Wait until whatever writes it has finished, then upload again."));
    }
}
