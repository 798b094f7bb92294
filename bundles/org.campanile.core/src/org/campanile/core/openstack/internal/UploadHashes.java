package org.campanile.core.openstack.internal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

import org.campanile.core.file.Checksums;

/**
 * Checksums of bytes while they are on their way, computed on a thread of their own: Glance, which hashes them too, is as fast as one core, so a
 * sender that hashes between two writes would only wait for it and make it wait. The buffers are handed round, so memory stays flat. One reader.
 */
final class UploadHashes implements AutoCloseable {

    /** Large enough that a buffer costs more than its handing over, small enough for the processor's cache. */
    static final int BUFFER = 256 * 1024;
    private static final int BUFFERS = 8;

    private record Part(byte[] bytes, int length) {
    }

    private static final Part END = new Part(new byte[0], -1);

    private final Map<String, MessageDigest> digests = new LinkedHashMap<>();
    private final byte[][] buffers = new byte[BUFFERS][BUFFER];
    private final Semaphore free = new Semaphore(BUFFERS);
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final Thread thread;
    private int next;

    /** @param algorithms in Glance's words; one that Java does not know is left out */
    UploadHashes(List<String> algorithms) {
        for (String algorithm : algorithms) {
            Checksums.find(algorithm).ifPresent(d -> digests.put(algorithm.toLowerCase(Locale.ROOT), d));
        }
        thread = Thread.ofPlatform().daemon().name("image checksum").start(this::work);
    }

    private void work() {
        try {
            for (Part part = parts.take(); part != END; part = parts.take()) {
                for (MessageDigest digest : digests.values()) {
                    digest.update(part.bytes(), 0, part.length());
                }
                free.release();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** A buffer nobody needs any more, in turn; waits until there is one. */
    byte[] buffer() throws InterruptedException {
        free.acquire();
        return buffers[next++ % BUFFERS];
    }

    /** Hashes the head of the buffer got last; it must not be changed until it is given out again. */
    void take(byte[] buffer, int length) {
        parts.add(new Part(buffer, length));
    }

    /** The checksums in hexadecimal by algorithm; call once, after the last bytes. */
    Map<String, String> finished() throws InterruptedException {
        parts.add(END);
        thread.join();
        Map<String, String> all = new LinkedHashMap<>();
        new ArrayList<>(digests.entrySet()).forEach(e -> all.put(e.getKey(), HexFormat.of().formatHex(e.getValue().digest())));
        return all;
    }

    /** Ends the thread, whatever it is at. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
