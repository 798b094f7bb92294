package org.campanile.core.openstack;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that go wrong; what a test's Glance has stored at the end is what counts. */
class ImageUploadTest {

    private static final String DELETE = "DELETE /v2/images/i1";
    private static final int SIZE = 3 << 20;

    @TempDir
    private Path folder;
    private Path file;
    private FakeCloud fake;
    private volatile byte[] stored = {};

    @BeforeEach
    void start() throws Exception {
        byte[] bytes = new byte[SIZE];
        new java.util.Random(3).nextBytes(bytes);
        file = Files.write(folder.resolve("disk.vhd"), bytes);
        fake = new FakeCloud();
        fake.on("POST /v2/images", 201, "{\"id\": \"i1\", \"status\": \"queued\"}");
        fake.on("PUT /v2/images/i1/file", e -> {
            stored = e.getRequestBody().readAllBytes();
            e.sendResponseHeaders(204, -1);
        });
        fake.on("GET /v2/images/i1", e -> FakeCloud.send(e, 200, "application/json", image("MD5", "SHA-512")));
        fake.on(DELETE, e -> e.sendResponseHeaders(204, -1));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private String image(String md5, String sha) throws IOException {
        try {
            return "{\"id\": \"i1\", \"status\": \"active\", \"size\": " + stored.length + ", \"os_hash_algo\": \"sha512\", \"checksum\": \""
                    + HexFormat.of().formatHex(MessageDigest.getInstance(md5).digest(stored)) + "\", \"os_hash_value\": \""
                    + HexFormat.of().formatHex(MessageDigest.getInstance(sha).digest(stored)) + "\"}";
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IOException(impossible);
        }
    }

    private Image upload(Task task) throws FailureException {
        try (Cloud cloud = fake.connect()) {
            return cloud.images().createFrom(ImageDraft.of("win", "vhd", Map.of()), file, task);
        }
    }

    private Failure failed(Kind kind, Task task) {
        Failure failure = assertThrows(FailureException.class, () -> upload(task)).failure();
        assertEquals(kind, failure.kind(), failure.details());
        return failure;
    }

    @Test
    void theWholeFileArrivesWithProgress() throws Exception {
        AtomicLong done = new AtomicLong();
        assertEquals("active", upload(new Task((doing, bytes, total) -> {
            assertTrue(bytes >= done.get() && total == SIZE);
            done.set(bytes);
        })).status());
        assertEquals(SIZE, done.get());
        assertFalse(fake.seen.contains(DELETE));
    }

    @Test
    void aMissingFileOrFolderIsFoundBeforeAnythingIsCreated() throws Exception {
        file = folder.resolve("missing.vhd");
        Failure missing = failed(Kind.BAD_INPUT, Task.unwatched());
        assertEquals(file.toString(), missing.subject());
        file = folder;
        failed(Kind.BAD_INPUT, Task.unwatched());
        file = Files.createFile(folder.resolve("empty.vhd"));
        failed(Kind.BAD_INPUT, Task.unwatched());
        assertFalse(fake.seen.contains("POST /v2/images"));
    }

    @Test
    void otherBytesThanSentAreFoundAndTheImageIsDeleted() {
        fake.on("GET /v2/images/i1", e -> FakeCloud.send(e, 200, "application/json", image("MD5", "SHA-512").replaceAll("\\w\"}$", "x\"}")));
        assertTrue(failed(Kind.BAD_ANSWER, Task.unwatched()).cameBack().contains("SHA-512"));
        assertTrue(fake.seen.contains(DELETE));
    }

    @Test
    void aConnectionThatIsCutEachTimeIsTriedSixTimesAndLeavesNoHalfImage() {
        fake.on("PUT /v2/images/i1/file", e -> {
            e.getRequestBody().readNBytes(100_000);
            throw new IOException("cut");
        });
        failed(Kind.UNREACHABLE, Task.unwatched());
        assertEquals(6, fake.seen.stream().filter("POST /v2/images"::equals).count());
        assertEquals(6, fake.seen.stream().filter(DELETE::equals).count());
    }

    @Test
    void anUploadThatIsCutTwiceStartsOverByItself() throws Exception {
        AtomicLong cuts = new AtomicLong();
        AtomicLong waits = new AtomicLong();
        List<String> lines = new ArrayList<>();
        fake.on("PUT /v2/images/i1/file", e -> {
            if (cuts.incrementAndGet() <= 2) {
                e.getRequestBody().readNBytes(2_000_000);
                throw new IOException("cut");
            }
            stored = e.getRequestBody().readAllBytes();
            e.sendResponseHeaders(204, -1);
        });
        assertEquals("active", upload(new Task(new Task.Listener() {
            @Override
            public void progress(String doing, long done, long total) {
                if (doing.startsWith("The upload starts over in ")) {
                    waits.incrementAndGet();
                } else {
                    assertTrue(done <= total);
                }
            }

            @Override
            public void line(String text) {
                lines.add(text);
            }
        })).status());
        assertEquals(SIZE, stored.length);
        assertEquals(2, waits.get(), "no speed of what was cut is shown between two tries");
        assertEquals(2, fake.seen.stream().filter(DELETE::equals).count(), "each half image is deleted, the whole one stays");
        assertEquals(2, lines.stream().filter(l -> l.contains("starts over")).count(), lines.toString());
    }

    @Test
    void aServiceThatFailsInTheMiddleIsTriedAgain() throws Exception {
        AtomicLong tries = new AtomicLong();
        fake.on("PUT /v2/images/i1/file", e -> {
            stored = e.getRequestBody().readAllBytes();
            if (tries.incrementAndGet() == 1) {
                FakeCloud.send(e, 503, "text/plain", "no backend is there");
                return;
            }
            e.sendResponseHeaders(204, -1);
        });
        assertEquals("active", upload(Task.unwatched()).status());
        assertEquals(2, tries.get());
    }

    @Test
    void onlyTheChecksumThatGlanceUsesIsComparedWhereItIsKnown() {
        fake.on("GET /v2/images", 200, "{\"images\": [{\"id\": \"i0\", \"status\": \"active\", \"os_hash_algo\": \"sha256\"}]}");
        fake.on("GET /v2/images/i1", e -> FakeCloud.send(e, 200, "application/json", image("MD5", "SHA-256").replace("sha512", "sha256")));
        assertDoesNotThrow(() -> upload(Task.unwatched()));
        fake.on("GET /v2/images/i1", e -> FakeCloud.send(e, 200, "application/json", image("MD5", "SHA-384").replace("sha512", "sha384")));
        assertDoesNotThrow(() -> upload(Task.unwatched()), "another algorithm than the newest image's: the file is read again");
    }

    @Test
    void aRejectedTokenIsNoticedBeforeTheBytesAreSent() throws Exception {
        AtomicLong tries = new AtomicLong();
        AtomicLong got = new AtomicLong();
        fake.on("PUT /v2/images/i1/file", e -> {
            if (tries.incrementAndGet() == 1) {
                FakeCloud.send(e, 401, "application/json", "{}");
                return;
            }
            stored = e.getRequestBody().readAllBytes();
            got.addAndGet(stored.length);
            e.sendResponseHeaders(204, -1);
        });
        assertEquals("active", upload(Task.unwatched()).status());
        assertEquals(2, fake.logins.get());
        assertEquals(SIZE, got.get());
    }

    @Test
    void aStallIsGivenUpAndLeavesNoHalfImage() {
        fake.on("PUT /v2/images/i1/file", fake::hang);
        // It is tried six times, so a stall is short here.
        CloudLimits limits = new CloudLimits(FakeCloud.LIMITS.connect(), FakeCloud.LIMITS.call(), Duration.ofMillis(300), FakeCloud.LIMITS.answerBytes());
        Failure failure = assertThrows(FailureException.class, () -> {
            try (Cloud cloud = fake.connect(fake.profile(), limits)) {
                cloud.images().createFrom(ImageDraft.of("win", "vhd", Map.of()), file, Task.unwatched());
            }
        }).failure();
        assertEquals(Kind.TIMED_OUT, failure.kind(), failure.details());
        assertTrue(failure.cameBack().contains("no progress"));
        assertEquals(6, fake.seen.stream().filter(DELETE::equals).count());
    }

    @Test
    void aFileThatGrowsOrShrinksWhileItIsReadLeavesNoHalfImage() {
        for (int size : new int[] { SIZE + 1, SIZE / 2 }) {
            stored = new byte[0];
            fake.seen.clear();
            failed(Kind.BAD_INPUT, new Task((doing, bytes, total) -> {
                if (bytes > 0 && bytes < SIZE / 2) {
                    resize(size);
                }
            }));
            assertTrue(fake.seen.contains(DELETE));
            assertEquals(0, stored.length);
            resize(SIZE);
        }
    }

    private void resize(int size) {
        try (java.io.RandomAccessFile raw = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(size);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    @Test
    void cancellingLeavesNoHalfImage() {
        Task[] self = new Task[1];
        self[0] = new Task((doing, bytes, total) -> {
            if (bytes > 500_000) {
                self[0].cancel();
            }
        });
        failed(Kind.CANCELLED, self[0]);
        assertTrue(fake.seen.contains(DELETE));
    }

    @Test
    void aRefusedUploadIsToldInGlancesWords() {
        fake.on("PUT /v2/images/i1/file", e -> {
            e.getRequestBody().readAllBytes();
            FakeCloud.send(e, 413, "text/html", "<html><body><h1>413</h1>Image storage quota exceeded: 5 of 5 GB</body></html>");
        });
        assertTrue(failed(Kind.CONFLICT, Task.unwatched()).cameBack().contains("Image storage quota exceeded: 5 of 5 GB"));
        assertTrue(fake.seen.contains(DELETE));
    }

    /** "Too many requests, wait a little" would send somebody the wrong way. */
    @Test
    void aStoreWithoutRoomIsNotCalledALimitOfRequests() {
        fake.on("PUT /v2/images/i1/file", e -> {
            e.getRequestBody().readAllBytes();
            FakeCloud.send(e, 413, "application/json", "{\"message\":\"Image storage media is full\"}");
        });
        Failure full = failed(Kind.REMOTE, Task.unwatched());
        assertTrue(full.meaning().contains("has room for") && full.cameBack().contains("Image storage media is full"), full.details());
        assertEquals(1, fake.seen.stream().filter("POST /v2/images"::equals).count(), "trying again does not help");
        assertTrue(fake.seen.contains(DELETE));
    }

    /** The id becomes a part of addresses: an empty one would be that of all images, one with dots leads elsewhere. */
    @Test
    void anAnswerWithoutAnIdIsFollowedByNothing() {
        for (String id : List.of("", "../../v3/users", "a/b", "a b", ".", "x?y")) {
            fake.on("POST /v2/images", e -> FakeCloud.send(e, 201, "application/json", "{\"id\": \"" + id + "\", \"status\": \"queued\"}"));
            failed(Kind.BAD_ANSWER, Task.unwatched());
        }
        assertTrue(fake.seen.stream().noneMatch(s -> s.startsWith("PUT ") || s.startsWith("DELETE ")), fake.seen.toString());
    }
}
