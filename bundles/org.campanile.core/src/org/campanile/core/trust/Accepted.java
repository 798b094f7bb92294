package org.campanile.core.trust;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.ask.Questions.Trust;
import org.campanile.core.file.LockFile;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.file.Yaml;
import org.campanile.core.file.YamlSection;
import org.campanile.core.task.FailureException;

/**
 * Fingerprints by address: those of this run, and those of a file that people may read and edit, so that it is read anew each time. Keys
 * of the file that are not ours are kept. Thread-safe.
 */
final class Accepted {

    /** A question that is being asked about one certificate. */
    record Question(String fingerprint, CompletableFuture<Trust> answer) {
    }

    private static final String SECTION = "certificates";
    private static final int LIMIT = 1 << 20;

    private final Path file;
    private final Map<String, String> once = new HashMap<>();

    /** Held while the file is looked at or changed. Not a monitor: on Java 21 a virtual thread that waits for one, here for a disk, keeps its carrier. */
    final ReentrantLock alone = new ReentrantLock();

    /** Questions by address; guarded by {@link #alone}. */
    final Map<String, Question> asking = new HashMap<>();

    /** @param file or {@code null} to remember in memory only */
    Accepted(Path file) {
        this.file = file;
    }

    /** What was accepted for an address; at most one of this run and one of the file. */
    Set<String> of(String where) throws FailureException {
        Set<String> all = new HashSet<>();
        alone.lock();
        try {
            if (once.containsKey(where)) {
                all.add(once.get(where));
            }
            String always = file == null ? null : fingerprints(read()).get(where);
            if (always != null) {
                all.add(always);
            }
        } finally {
            alone.unlock();
        }
        return all;
    }

    /** Remembers a certificate in place of what was accepted for the address before. */
    void add(String where, String fingerprint, boolean always) throws FailureException {
        alone.lock();
        try {
            if (always && file != null) {
                write(where, fingerprint);
                once.remove(where);
            } else {
                once.put(where, fingerprint);
            }
        } finally {
            alone.unlock();
        }
    }

    private void write(String where, String fingerprint) throws FailureException {
        String doing = "remembering the certificate of " + where;
        // The window and the command line may be asked at the same time; neither may lose what the other was told.
        try (LockFile others = LockFile.take(file, doing)) {
            YamlSection now = read();
            Map<String, Object> document = new LinkedHashMap<>(now.rest(Set.of(SECTION)));
            Map<String, String> fingerprints = new TreeMap<>(fingerprints(now));
            fingerprints.put(where, fingerprint);
            document.put(SECTION, fingerprints);
            SafeFiles.write(file, Yaml.write(document).getBytes(StandardCharsets.UTF_8), doing);
        }
    }

    private static Map<String, String> fingerprints(YamlSection file) throws FailureException {
        return file.textMap(SECTION);
    }

    private YamlSection read() throws FailureException {
        String doing = "reading the trusted certificates";
        String text = Files.exists(file) ? SafeFiles.read(file, LIMIT, doing) : "";
        return Yaml.parse(text, file.toString(), doing);
    }
}
