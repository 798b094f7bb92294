package org.campanile.ui.topology.editor;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Subscription;

/** Tells when a file was written or replaced by somebody. An editor writes in several steps, so it waits until all is still for a moment. */
final class FileWatch {

    private static final long STILL_MILLIS = 150;

    private FileWatch() {
    }

    /** Calls {@code changed} on a thread of its own until the answer is closed. Blocks shortly; worker threads only. */
    static Subscription start(Path file, Runnable changed) throws FailureException {
        Path folder = file.toAbsolutePath().getParent();
        try {
            WatchService watcher = folder.getFileSystem().newWatchService();
            folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
            Thread.ofVirtual().name("watch-" + file.getFileName()).start(() -> follow(file, watcher, changed));
            return () -> close(watcher);
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(Messages.watchingFolder, folder, e), e);
        }
    }

    private static void close(WatchService watcher) {
        try {
            watcher.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void follow(Path file, WatchService watcher, Runnable changed) {
        try {
            for (WatchKey key = watcher.take(); key != null; key = watcher.take()) {
                boolean ours = false;
                while (key != null) {
                    for (WatchEvent<?> event : key.pollEvents()) {
                        ours |= event.context() == null || file.getFileName().equals(event.context());
                    }
                    key.reset();
                    key = watcher.poll(STILL_MILLIS, TimeUnit.MILLISECONDS);
                }
                if (ours) {
                    changed.run();
                }
            }
        } catch (ClosedWatchServiceException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
