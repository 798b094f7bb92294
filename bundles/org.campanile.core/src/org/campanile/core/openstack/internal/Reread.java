package org.campanile.core.openstack.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Computes a checksum of a file that was sent already, for a Glance whose algorithm was not known before. */
final class Reread {

    private Reread() {
    }

    static String of(ImageSource source, String algorithm, Task task) throws FailureException {
        String doing = "comparing " + source.file().getFileName() + " with the image";
        MessageDigest digest = UploadHashes.find(algorithm).orElseThrow(() -> new FailureException(new Failure(Kind.BAD_ANSWER, doing,
                source.file().toString(), algorithm, "Glance names a checksum that Java does not know.", "Compare the checksums by hand.")));
        byte[] buffer = new byte[UploadHashes.BUFFER];
        long done = 0;
        try (InputStream in = Files.newInputStream(source.file())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                task.checkCancelled(doing);
                digest.update(buffer, 0, n);
                done += n;
                task.progress(doing, done, source.size());
            }
        } catch (IOException unreadable) {
            throw ImageSource.unreadable(source.file(), unreadable);
        }
        source.same(done);
        return HexFormat.of().formatHex(digest.digest());
    }
}
