package org.campanile.core.openstack.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.campanile.core.openstack.Image;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Sends a file as an image's data, proves that it arrived whole, and takes the image away when it did not. */
final class ImageUpload {

    private static final long STEP = 256 * 1024;

    private final Session session;
    private final GlanceImages images;

    ImageUpload(Session session, GlanceImages images) {
        this.session = session;
        this.images = images;
    }

    Image run(String id, Path file, Task task) throws FailureException {
        boolean whole = false;
        try {
            Image image = send(id, file, task);
            whole = true;
            return image;
        } finally {
            if (!whole) {
                removeHalf(id, task);
            }
        }
    }

    private Image send(String id, Path file, Task task) throws FailureException {
        String doing = "uploading " + file.getFileName();
        AtomicLong told = new AtomicLong(-STEP);
        AtomicLong total = new AtomicLong();
        FileReader reader = FileReader.of(file, bytes -> {
            if (bytes - told.get() >= STEP || bytes == total.get() || bytes < told.get()) {
                told.set(bytes);
                task.progress(doing, bytes, total.get());
            }
        });
        total.set(reader.size());
        task.progress(doing, 0, reader.size());
        session.send(new Call(doing, "PUT", images.data(id, doing), Map.of("Content-Type", "application/octet-stream"), reader.body()), task,
                stall(reader));
        Image image = images.get(id, task);
        String md5 = reader.md5();
        String sha512 = reader.sha512();
        same(doing, image, "status", "active", image.status());
        same(doing, image, "size", Long.toString(reader.size()), Long.toString(image.size()));
        if (!image.checksum().isEmpty()) {
            same(doing, image, "MD5", md5, image.checksum());
        }
        if (image.hashAlgorithm().equals("sha512")) {
            same(doing, image, "SHA-512", sha512, image.hashValue());
        }
        return image;
    }

    private static void same(String doing, Image image, String what, String ours, String theirs) throws FailureException {
        if (!ours.equalsIgnoreCase(theirs)) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, "image " + image.id(),
                    what + ": the file's " + ours + ", Glance's " + theirs, "What Glance stored is not what was sent.",
                    "Upload again; if it happens each time, look at Glance's store and log."));
        }
    }

    /** No limit for the whole, since images are large, but one for standing still. */
    private Transport.Waiting stall(FileReader reader) {
        Duration limit = session.transport().limits().stall();
        return new Transport.Waiting() {
            @Override
            public Duration slice() {
                return limit.dividedBy(10).compareTo(Duration.ofSeconds(1)) < 0 ? limit.dividedBy(10) : Duration.ofSeconds(1);
            }

            @Override
            public void check() throws TimeoutException {
                if (System.nanoTime() - reader.moved() > limit.toNanos()) {
                    throw new TimeoutException("no progress for " + limit.toMillis() / 1000.0 + " s");
                }
            }
        };
    }

    /** Runs also for a cancelled task; a failure of it is told in the task's output, since the first failure is the one to act on. */
    private void removeHalf(String id, Task task) {
        try {
            images.delete(id, Task.unwatched());
            task.line("Image " + id + " was not complete and has been deleted.");
        } catch (FailureException left) {
            if (left.failure().kind() != Kind.NOT_FOUND) {
                task.line("Image " + id + " is not complete and could not be deleted: " + left.failure().headline());
            }
        }
    }
}
