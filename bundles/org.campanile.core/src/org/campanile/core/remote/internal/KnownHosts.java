package org.campanile.core.remote.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

import org.campanile.core.file.LockFile;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.task.FailureException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Host keys that are known: the user's own file, which is only read, and a file of ours, which takes the accepted ones; both in the format
 * of OpenSSH (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"), hashed names and {@code @revoked} included. Thread-safe.
 */
public final class KnownHosts {

    private static final Logger LOG = LoggerFactory.getLogger(KnownHosts.class);

    /** What a key of a host is. */
    public enum Standing {
        /** Known and the same. */ KNOWN,
        /** Nothing is known of this host. */ UNKNOWN,
        /** The host is known with another key. */ CHANGED,
        /** Somebody marked this key as one that must not be trusted. */ REVOKED
    }

    private final Path users;
    private final Path own;
    /** By host and port. */
    private final Map<String, PublicKey> once = new ConcurrentHashMap<>();
    /** Not a monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock asking = new ReentrantLock();

    /** {@code users} may be missing; {@code own} is made when the first key is accepted. */
    public KnownHosts(Path users, Path own) {
        this.users = users;
        this.own = own;
    }

    /** Compares a key with what is known. */
    public Standing standing(String host, int port, PublicKey key) {
        PublicKey trustedOnce = once.get(pattern(host, port));
        boolean any = trustedOnce != null;
        boolean same = any && KeyUtils.compareKeys(trustedOnce, key);
        for (KnownHostEntry entry : entries(host, port)) {
            boolean equal = KeyUtils.compareKeys(key(entry), key);
            if ("revoked".equals(entry.getMarker())) {
                if (equal) {
                    return Standing.REVOKED;
                }
            } else {
                any = true;
                same |= equal;
            }
        }
        return same ? Standing.KNOWN : any ? Standing.CHANGED : Standing.UNKNOWN;
    }

    /** Fingerprints of the keys the host is known by, for telling what was before. */
    public List<String> fingerprints(String host, int port) {
        return Stream.concat(entries(host, port).stream().map(KnownHosts::key), Stream.ofNullable(once.get(pattern(host, port)))).map(KeyUtils::getFingerPrint).distinct()
                .toList();
    }

    /** Key types the host is known by, so that the server can be asked for one of these first. */
    public List<String> types(String host, int port) {
        Stream<String> kept = entries(host, port).stream().filter(e -> e.getMarker() == null || e.getMarker().isEmpty()).map(e -> e.getKeyEntry().getKeyType());
        return Stream.concat(kept, Stream.ofNullable(once.get(pattern(host, port))).map(KeyUtils::getKeyType)).distinct().toList();
    }

    /** When somebody refused each key last, so that those who waited for the same answer do not ask at once again. Thread-safe. */
    public static final class Refusals {
        private final Map<String, Long> times = new ConcurrentHashMap<>();
    }

    /** A question about a key, and what it leads to. */
    interface Asking {
        /** Asks and remembers the answer. @return whether the key is trusted now */
        boolean ask() throws IOException, FailureException;
    }

    /**
     * Asks about one key after the other: what was answered meanwhile about this one holds for those who waited as well.
     *
     * @param refusals of the one who is asked; where nobody can be, that is no refusal of somebody else
     * @return whether the key is trusted now
     */
    boolean inTurn(String host, int port, PublicKey key, Refusals refusals, Asking question) throws IOException, FailureException {
        long came = System.nanoTime();
        asking.lock();
        try {
            String line = line(host, port, key);
            Long refused = refusals.times.get(line);
            if (refused != null && refused - came > 0) {
                return false;
            }
            boolean trusted = standing(host, port, key) == Standing.KNOWN || question.ask();
            if (!trusted) {
                refusals.times.put(line, System.nanoTime());
            }
            return trusted;
        } finally {
            asking.unlock();
        }
    }

    /** Trusts a key until the program ends. */
    public void acceptOnce(String host, int port, PublicKey key) {
        once.put(pattern(host, port), key);
    }

    /**
     * Trusts a key from now on, replacing in our file what was known of this host.
     *
     * @throws FailureException when another program does not let go of the file, and when it cannot be written
     * @throws IOException when it cannot be read
     */
    public void acceptAlways(String host, int port, PublicKey key) throws IOException, FailureException {
        String doing = "keeping the host key";
        // The window and the command line may be asked at the same time; neither may lose what the other was told.
        try (LockFile alone = LockFile.take(own, doing)) {
            List<String> lines = new ArrayList<>();
            if (Files.exists(own)) {
                for (String line : Files.readAllLines(own, StandardCharsets.ISO_8859_1)) {
                    KnownHostEntry entry = parse(line);
                    if (entry == null || !entry.isHostMatch(host, port) || "revoked".equals(entry.getMarker())) {
                        lines.add(line);
                    }
                }
            }
            lines.add(line(host, port, key));
            SafeFiles.write(own, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1), doing);
            once.remove(pattern(host, port));
        }
    }

    private static String line(String host, int port, PublicKey key) {
        return pattern(host, port) + " " + PublicKeyEntry.toString(key);
    }

    private static String pattern(String host, int port) {
        return KnownHostHashValue.createHostPattern(host, port);
    }

    private List<KnownHostEntry> entries(String host, int port) {
        List<KnownHostEntry> found = new ArrayList<>();
        for (Path file : List.of(users, own)) {
            if (!Files.isRegularFile(file)) {
                continue;
            }
            try {
                for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\\R")) {
                    KnownHostEntry entry = parse(line);
                    if (entry != null && !"cert-authority".equals(entry.getMarker()) && matches(entry, host, port) && key(entry) != null) {
                        found.add(entry);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(file.toString(), e);
            }
        }
        return found;
    }

    /** MINA takes a pattern without a port for one of port 22; a revoked key is one on every port. */
    private static boolean matches(KnownHostEntry entry, String host, int port) {
        return entry.isHostMatch(host, port) || "revoked".equals(entry.getMarker()) && entry.isHostMatch(host, HostProfile.PORT);
    }

    /** A line that makes no sense is passed over, as OpenSSH does; the others still count. */
    private static KnownHostEntry parse(String line) {
        try {
            List<KnownHostEntry> entries = KnownHostEntry.readKnownHostEntries(new BufferedReader(new StringReader(line)));
            return entries.isEmpty() || entries.getFirst().getKeyEntry() == null ? null : entries.getFirst();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A line of a known_hosts file is not readable", e);
            return null;
        }
    }

    private static PublicKey key(KnownHostEntry entry) {
        try {
            return entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.debug("A key of a known_hosts file is not readable", e);
            return null;
        }
    }
}
