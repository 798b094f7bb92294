package org.campanile.demolab.cloud;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.google.gson.JsonObject;
import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.Exchange;

/**
 * The contents of images. An upload is hashed as it streams by; contents up to {@value #KEPT} bytes are kept, in the state's folder or else
 * in memory, larger ones are only counted and hashed. Thread-safe.
 */
final class ImageStore {

    /** Largest contents that can be downloaded again, in bytes. */
    static final int KEPT = 1 << 20;

    private final Table images;
    private final Path folder;
    private final Map<String, byte[]> inMemory = new ConcurrentHashMap<>();

    ImageStore(DemoState state, Table images) {
        this.images = images;
        this.folder = state.folder() == null ? null : state.folder().resolve("images");
        images.all().forEach(i -> {
            if (Json.text(i, "status").equals("saving")) {
                status(Json.text(i, "id"), "queued");
            }
        });
    }

    /** Takes contents that are at hand. */
    void put(JsonObject image, byte[] contents) {
        try {
            take(Json.text(image, "id"), new ByteArrayInputStream(contents), contents.length);
        } catch (IOException e) {
            throw new IllegalStateException("The image " + Json.text(image, "name") + " cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Reads the body of a request into an image that is queued; when it breaks off, the image is queued again. */
    void upload(JsonObject image, Exchange exchange) throws IOException {
        String id = Json.text(image, "id");
        if (!exchange.header("Content-Type").orElse("").startsWith("application/octet-stream")) {
            throw new ApiError(415, "UnsupportedMediaType", "The content type has to be application/octet-stream.");
        }
        if (image.get("disk_format").isJsonNull() || image.get("container_format").isJsonNull()) {
            throw ApiError.badRequest("Properties disk_format, container_format must be set prior to saving data.");
        }
        boolean[] mine = new boolean[1];
        images.update(id, i -> {
            mine[0] = Json.text(i, "status").equals("queued");
            if (mine[0]) {
                i.addProperty("status", "saving");
            }
        });
        if (!mine[0]) {
            throw ApiError.conflict("Image status transition from " + Json.text(image, "status") + " to saving is not allowed");
        }
        boolean whole = false;
        try {
            take(id, exchange.body(), exchange.header("Content-Length").map(Long::parseLong).orElse(-1L));
            whole = true;
        } finally {
            if (!whole) {
                status(id, "queued");
            }
        }
    }

    private void status(String id, String status) {
        images.update(id, i -> i.addProperty("status", status));
    }

    private void take(String id, InputStream in, long announced) throws IOException {
        MessageDigest md5 = digest("MD5");
        MessageDigest sha512 = digest("SHA-512");
        Kept kept = new Kept();
        OutputStream out = new DigestOutputStream(new DigestOutputStream(kept, sha512), md5);
        in.transferTo(out);
        if (announced >= 0 && kept.size != announced) {
            throw new IOException("the upload of image " + id + " broke off after " + kept.size + " of " + announced + " bytes");
        }
        if (kept.size <= KEPT) {
            keep(id, kept.bytes.toByteArray());
        }
        boolean there = images.update(id, i -> {
            i.addProperty("status", "active");
            i.addProperty("size", kept.size);
            i.addProperty("checksum", HexFormat.of().formatHex(md5.digest()));
            i.addProperty("os_hash_algo", "sha512");
            i.addProperty("os_hash_value", HexFormat.of().formatHex(sha512.digest()));
            i.addProperty("updated_at", Clock.now());
        }).isPresent();
        if (!there) {
            // Deleted while it was uploaded.
            delete(id);
            throw new ApiError(410, "Gone", "Image " + id + " could not be found after upload. The image may have been deleted during the upload.");
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }

    private void keep(String id, byte[] contents) throws IOException {
        if (folder == null) {
            inMemory.put(id, contents);
            return;
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve(id), contents);
    }

    /** Answers the contents; 204 for an image without any, as Glance does, and 404 for contents too large to be kept. */
    Answer download(JsonObject image, Exchange exchange) throws IOException {
        String id = Json.text(image, "id");
        if (!Json.text(image, "status").equals("active")) {
            return Answer.empty(204);
        }
        byte[] contents = folder == null ? inMemory.get(id) : Files.exists(folder.resolve(id)) ? Files.readAllBytes(folder.resolve(id)) : null;
        if (contents == null) {
            throw ApiError.notFound("Image data not found: the demo lab keeps contents up to " + KEPT + " bytes.");
        }
        exchange.raw().getResponseHeaders().set("Content-Md5", Json.text(image, "checksum"));
        return new Answer(200, "application/octet-stream", contents, Map.of());
    }

    /** Forgets the contents. */
    void delete(String id) throws IOException {
        inMemory.remove(id);
        if (folder != null) {
            Files.deleteIfExists(folder.resolve(id));
        }
    }

    /** Counts all and keeps the first {@link #KEPT} bytes. */
    private static final class Kept extends OutputStream {
        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        private long size;

        @Override
        public void write(int b) {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) {
            int room = (int) Math.max(0, Math.min(len, KEPT - size));
            bytes.write(b, off, room);
            size += len;
        }
    }
}
