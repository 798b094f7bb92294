package org.campanile.core.openstack.internal;

import java.time.Duration;
import java.util.List;

import org.campanile.core.openstack.CloudLimits;
import org.campanile.core.openstack.Image;
import org.campanile.core.openstack.ImageDraft;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Uploads again by itself when the connection was cut or the service failed in the middle. Glance can append to no image (Image API v2, "Upload
 * binary image data"), so each try makes an image of its own, after the one before was deleted.
 */
final class UploadRestarts {

    private static final int TRIES = 6;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final GlanceImages images;
    private final ImageUpload upload;
    private final CloudLimits limits;

    UploadRestarts(GlanceImages images, ImageUpload upload, CloudLimits limits) {
        this.images = images;
        this.upload = upload;
        this.limits = limits;
    }

    Image run(ImageDraft draft, ImageSource source, Task task) throws FailureException {
        String doing = "uploading " + source.file().getFileName();
        for (int attempt = 1;; attempt++) {
            try {
                clean(task);
                source.same(0);
                return upload.run(images.create(draft, task).id(), source, task);
            } catch (FailureException failed) {
                if (attempt == TRIES || !passing(failed.failure())) {
                    throw failed;
                }
                Duration wait = wait(attempt);
                task.line("Try " + attempt + " of " + TRIES + " ended: " + failed.failure().meaning() + " The upload starts over in "
                        + Math.max(1, wait.toSeconds()) + " s.");
                task.progress("The upload starts over in " + Math.max(1, wait.toSeconds()) + " s", 0, -1);
                task.pause(wait, doing);
            }
        }
    }

    /** Whether trying again may help: the way or the service broke, and nobody said no. */
    private static boolean passing(Failure failure) {
        return failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.TIMED_OUT
                || failure.kind() == Kind.REMOTE && failure.cameBack().matches("(?s)50[234]\\b.*")
                || failure.kind() == Kind.BAD_ANSWER && failure.subject().startsWith("image ");
    }

    /** Twice as long each time, but never long against what the caller thinks is long. */
    private Duration wait(int attempt) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << (attempt - 1));
        Duration most = limits.stall().dividedBy(10).compareTo(LONGEST_WAIT) < 0 ? limits.stall().dividedBy(10) : LONGEST_WAIT;
        return wait.compareTo(most) < 0 ? wait : most;
    }

    /** An image that could not be deleted while the service was away is deleted now. */
    private void clean(Task task) throws FailureException {
        for (String id : List.copyOf(upload.left())) {
            if (images.find(id, task).isPresent()) {
                images.delete(id, task);
            }
            upload.left().remove(id);
        }
    }
}
