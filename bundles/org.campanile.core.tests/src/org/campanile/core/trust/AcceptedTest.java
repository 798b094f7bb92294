package org.campanile.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file of certificates that are trusted always, written by several at once. */
@Timeout(60)
class AcceptedTest {

    private static final int WRITERS = 4;
    private static final int EACH = 10;

    @TempDir
    private Path folder;

    @Test
    void whatSeveralAreToldAtOnceIsAllKept() throws Exception {
        Path file = folder.resolve("made").resolve("trusted.yaml");
        List<Callable<Void>> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            // an object of its own for each, as the window and the command line have
            Accepted accepted = new Accepted(file);
            String who = "host" + w;
            writers.add(() -> {
                for (int i = 0; i < EACH; i++) {
                    accepted.add(who + ":" + i, "fingerprint " + i, true);
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (Future<Void> written : threads.invokeAll(writers)) {
                written.get();
            }
        }
        Accepted fresh = new Accepted(file);
        for (int w = 0; w < WRITERS; w++) {
            for (int i = 0; i < EACH; i++) {
                assertEquals(Set.of("fingerprint " + i), fresh.of("host" + w + ":" + i));
            }
        }
    }
}
