package org.campanile.ui.application;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;

/**
 * Drops a saved window layout that another version wrote: its parts may no longer exist, which shows as a blank window. Data is kept apart
 * from the layout and is never touched.
 */
final class LayoutStamp {

    private LayoutStamp() {
    }

    /** Compares the stamp in {@code metadata} with {@code version}, deletes the layout if they differ, and writes the new stamp. */
    static boolean check(Path metadata, String version) throws FailureException {
        Path stamp = metadata.resolve("campanile.layout");
        String before = Files.exists(stamp) ? SafeFiles.read(stamp, 1024, Messages.readingLayoutVersion).strip() : "";
        if (before.equals(version)) {
            return false;
        }
        Path layout = metadata.resolve(".plugins").resolve("org.eclipse.e4.workbench").resolve("workbench.xmi");
        try {
            Files.deleteIfExists(layout);
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(Messages.resettingLayout, layout, e), e);
        }
        SafeFiles.write(stamp, (version + "\n").getBytes(StandardCharsets.UTF_8), Messages.stampingLayout);
        return true;
    }
}
