package org.campanile.core.openstack.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.file.Checksums;
import org.campanile.core.openstack.Image;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/** Sends a file once as an image's data, proves that it arrived whole, and takes the image away when it did not. */
final class ImageUpload {

    /** The first, and after the answer about a certificate another; the servers behind one address may have two certificates. */
    private static final int ATTEMPTS = 3;
    private static final int UNAUTHORIZED = 401;

    private final Session session;
    private final GlanceImages images;
    private final List<String> left = new ArrayList<>();

    ImageUpload(Session session, GlanceImages images) {
        this.session = session;
        this.images = images;
    }

    /** Half images that could not be deleted, for who can try again later. */
    List<String> left() {
        return left;
    }

    /** Uploads; the image is deleted when it is not whole at the end. */
    Image run(String id, ImageSource source, Task task) throws FailureException {
        boolean whole = false;
        try {
            Image image = send(id, source, task);
            whole = true;
            return image;
        } finally {
            if (!whole) {
                removeHalf(id, task);
            }
        }
    }

    private Image send(String id, ImageSource source, Task task) throws FailureException {
        String doing = "uploading " + source.file().getFileName();
        task.progress(doing, 0, source.size());
        String known = images.hashing(task);
        // One checksum is enough, but which one Glance computes is known beforehand only where it has told of another image.
        List<String> algorithms = known.isEmpty() || Checksums.find(known).isEmpty() ? List.of("md5", "sha512") : List.of(known);
        Call call = new Call(doing, "PUT", images.data(id, doing), Map.of("Content-Type", "application/octet-stream", "Accept", "application/json"), null);
        Map<String, String> ours = authorized(call, source, algorithms, task);
        Image image = images.get(id, task);
        same(doing, image, "status", "active", image.status());
        same(doing, image, "size", Long.toString(source.size()), Long.toString(image.size()));
        compare(doing, image, source, ours, task);
        return image;
    }

    private void compare(String doing, Image image, ImageSource source, Map<String, String> ours, Task task) throws FailureException {
        boolean modern = !image.hashAlgorithm().isEmpty() && !image.hashValue().isEmpty();
        String algorithm = modern ? image.hashAlgorithm().toLowerCase(Locale.ROOT) : "md5";
        String theirs = modern ? image.hashValue() : image.checksum();
        if (theirs.isEmpty()) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, "image " + image.id(), "an active image without a checksum",
                    "Glance does not tell what it has stored.", "Look at Glance's log."));
        }
        Optional<String> mine = Optional.ofNullable(ours.get(algorithm));
        if (mine.isEmpty() && ours.containsKey("md5") && !image.checksum().isEmpty()) {
            same(doing, image, "MD5", ours.get("md5"), image.checksum());
            return;
        }
        same(doing, image, Checksums.javaName(algorithm), mine.isPresent() ? mine.get() : reread(source, algorithm, task), theirs);
    }

    /** Of a file that was sent already, for a Glance whose algorithm was not known before. */
    private static String reread(ImageSource source, String algorithm, Task task) throws FailureException {
        String sum = Checksums.of(source.file(), algorithm, task);
        source.same(source.size());
        return sum;
    }

    private static void same(String doing, Image image, String what, String ours, String theirs) throws FailureException {
        if (!ours.equalsIgnoreCase(theirs)) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, "image " + image.id(),
                    what + ": the file's " + ours + ", Glance's " + theirs, "What Glance stored is not what was sent.",
                    "Upload again; if it happens each time, look at Glance's store and log."));
        }
    }

    /** Sends with the token; a rejected one is replaced once. Answers the checksums of what was sent. */
    private Map<String, String> authorized(Call call, ImageSource source, List<String> algorithms, Task task) throws FailureException {
        Token with = session.fresh(task);
        for (int attempt = 1;; attempt++) {
            try (Sending sending = new Sending(call.with("X-Auth-Token", with.id()), source, algorithms, task)) {
                Answer answer = sending.run();
                if (answer.status() == UNAUTHORIZED && attempt == 1) {
                    with = session.renew(with, task);
                    continue;
                }
                if (answer.status() >= 300) {
                    throw Failures.refused(answer);
                }
                return sending.checksums();
            } catch (IOException broken) {
                task.checkCancelled(call.doing());
                if (attempt == ATTEMPTS || !CertificateTrust.nowTrusted(broken, call.doing(), task)) {
                    throw Failures.noAnswer(call, broken, session.transport().limits());
                }
            }
        }
    }

    /** Runs also for a cancelled task; a failure of it is told in the task's output, since the first failure is the one to act on. */
    private void removeHalf(String id, Task task) {
        try {
            images.delete(id, Task.unwatched());
            task.line("Image " + id + " was not complete and has been deleted.");
        } catch (FailureException unable) {
            if (unable.failure().kind() != Kind.NOT_FOUND) {
                left.add(id);
                task.line("Image " + id + " is not complete and could not be deleted: " + unable.failure().headline());
            }
        }
    }

    /** One connection on which the file is sent once. */
    private final class Sending implements AutoCloseable {

        private final Call call;
        private final ImageSource source;
        private final Task task;
        private final UploadConnection connection;
        private final UploadHashes hashes;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile long moved = System.nanoTime();
        private volatile boolean stalled;
        private Map<String, String> checksums = Map.of();

        Sending(Call call, ImageSource source, List<String> algorithms, Task task) {
            this.call = call;
            this.source = source;
            this.task = task;
            this.connection = new UploadConnection(call, session.transport().limits());
            this.hashes = new UploadHashes(algorithms);
        }

        Answer run() throws IOException, FailureException {
            task.checkCancelled(call.doing());
            // From the first byte on: a server that trickles its handshake or its refusal keeps each single wait short.
            Thread.ofVirtual().name("upload watch").start(this::watch);
            try (Task.Registration cancel = task.onCancel(connection::close)) {
                session.transport().open(connection);
                return exchange();
            } catch (IOException broken) {
                task.checkCancelled(call.doing());
                if (stalled) {
                    throw late(broken);
                }
                throw broken;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw FailureException.cancelled(call.doing());
            }
        }

        private Answer exchange() throws IOException, FailureException, InterruptedException {
            try {
                Answer refused = connection.head(source.size());
                return refused == null ? body() : refused;
            } catch (SocketTimeoutException silent) {
                task.checkCancelled(call.doing());
                throw late(silent);
            }
        }

        private FailureException late(IOException broken) {
            double seconds = session.transport().limits().stall().toMillis() / 1000.0;
            return new FailureException(new Failure(Kind.TIMED_OUT, call.doing(), call.subject(), "no progress for " + seconds + " s",
                    "The server took too long.", "Look whether the service is overloaded or hung, then try again."), broken);
        }

        private Answer body() throws IOException, FailureException, InterruptedException {
            moved = System.nanoTime();
            long sent = 0;
            try (InputStream in = Files.newInputStream(source.file())) {
                while (sent < source.size()) {
                    byte[] buffer = hashes.buffer();
                    int got = read(in, buffer, source.size() - sent);
                    if (got == 0) {
                        throw source.shorter(sent);
                    }
                    if (sent + got == source.size()) {
                        // Before the last bytes, so that the request cannot succeed with a mixture of old and new.
                        source.same(sent + got);
                    }
                    hashes.take(buffer, got);
                    try {
                        connection.send(buffer, got);
                    } catch (IOException broken) {
                        return connection.refusal(broken);
                    }
                    sent += got;
                    moved = System.nanoTime();
                    task.progress(call.doing(), sent, source.size());
                }
            }
            Answer answer = connection.answer();
            checksums = hashes.finished();
            return answer;
        }

        /** Fills the buffer as far as the file goes, so that its end is noticed with the last part and not after it. */
        private int read(InputStream in, byte[] buffer, long left) throws FailureException {
            try {
                return in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
            } catch (IOException unreadable) {
                throw ImageSource.unreadable(source.file(), unreadable);
            }
        }

        private void watch() {
            long limit = session.transport().limits().stall().toNanos();
            try {
                while (!over.await(connection.beat(), TimeUnit.MILLISECONDS)) {
                    if (System.nanoTime() - moved > limit) {
                        stalled = true;
                        connection.close();
                        return;
                    }
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        Map<String, String> checksums() {
            return checksums;
        }

        @Override
        public void close() {
            over.countDown();
            hashes.close();
            connection.close();
        }
    }
}
