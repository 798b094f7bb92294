package org.campanile.core.lab;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Follows the folder of labs. An editor writes a file in several steps, so it waits until the folder has been still for a moment. */
final class LabWatch {

    private static final long STILL_MILLIS = 120;

    private LabWatch() {
    }

    static AutoCloseable start(LabStore store, Consumer<Failure> trouble) throws FailureException {
        try {
            WatchService watcher = store.folder().getFileSystem().newWatchService();
            try {
                store.folder().register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            } catch (IOException e) {
                watcher.close();
                throw e;
            }
            Thread.ofVirtual().name("labs watch").start(() -> follow(store, watcher, trouble));
            return watcher;
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("watching the folder of labs", store.folder(), e), e);
        }
    }

    private static void follow(LabStore store, WatchService watcher, Consumer<Failure> trouble) {
        try {
            for (WatchKey key = watcher.take(); key != null; key = watcher.take()) {
                while (key != null) {
                    key.pollEvents();
                    key.reset();
                    key = watcher.poll(STILL_MILLIS, TimeUnit.MILLISECONDS);
                }
                reload(store, trouble);
            }
        } catch (ClosedWatchServiceException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reload(LabStore store, Consumer<Failure> trouble) {
        try {
            store.reload();
        } catch (FailureException e) {
            trouble.accept(e.failure());
        }
    }
}
