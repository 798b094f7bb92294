package org.campanile.core.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.file.Checksums;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Image;
import org.campanile.core.openstack.ImageDraft;
import org.campanile.core.openstack.Images;
import org.campanile.core.setup.image.DiskImage;
import org.campanile.core.setup.image.DiskImages;
import org.campanile.core.setup.image.ImageMarks;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks for and makes the Windows image in Glance: the file's very bytes, and Murano's mark. */
final class ImageSetup {

    /** Property that marks an image as uploaded by one run of ours. */
    static final String UPLOAD = ImageMarks.UPLOAD;

    private final LabSession session;
    private final ImageFile wanted;
    private final FileDigests digests;

    ImageSetup(LabSession session, ImageFile wanted, FileDigests digests) {
        this.session = session;
        this.wanted = wanted;
        this.digests = digests;
    }

    LabSession session() {
        return session;
    }

    ImageFile request() {
        return wanted;
    }

    private Images images(Task task) throws FailureException {
        return session.cloud(task).images();
    }

    /** Size in bytes; a missing or unreadable file is told with its path. */
    long size() throws FailureException {
        Path file = wanted.file();
        if (!Files.isRegularFile(file)) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "looking at the image file", file.toString(), "",
                    Files.exists(file) ? "This is not a file." : "The file does not exist.", "Choose the image file on this machine."));
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new FailureException(new Failure(Failure.Kind.LOCAL, "looking at the image file", file.toString(), e.getMessage(),
                    "The file cannot be read.", "Check its permissions."), e);
        }
    }

    /** What the file says of itself; one of another format than asked for, or one that needs other files, is refused. */
    DiskImage disk() throws FailureException {
        size();
        return DiskImages.require(wanted.file(), wanted.diskFormat());
    }

    /** The image of that name with the very bytes of the file. Reads the whole file, but only when an image of its size is there. */
    Optional<Image> uploaded(Task task) throws FailureException {
        long size = size();
        List<Image> same = images(task).named(wanted.name(), task).stream().filter(i -> i.status().equals("active") && i.size() == size).toList();
        for (Image image : same) {
            String algorithm = image.hashAlgorithm().isEmpty() ? "MD5" : Checksums.javaName(image.hashAlgorithm());
            String expected = image.hashAlgorithm().isEmpty() ? image.checksum() : image.hashValue();
            if (digests.of(wanted.file(), algorithm, task).equalsIgnoreCase(expected)) {
                return Optional.of(image);
            }
        }
        return Optional.empty();
    }

    /** Uploads the file under a token of ours, by which a half image is found again if the program dies meanwhile. */
    String upload(String token, Task task) throws FailureException {
        ImageDraft draft = ImageDraft.of(wanted.name(), wanted.diskFormat(), Map.of(UPLOAD, token)).withVisibility(wanted.visibility())
                .withMinimums(disk().minDisk(), 0);
        FileDigests.Stamp before = FileDigests.stamp(wanted.file());
        Image image = images(task).createFrom(draft, wanted.file(), task);
        // The upload has compared the checksums while it read the file; reading gigabytes again would prove nothing more.
        if (!image.hashAlgorithm().isEmpty()) {
            digests.know(before, image.hashAlgorithm(), image.hashValue());
        }
        return image.id();
    }

    /** Deletes what uploads with these tokens have left; whole images only when asked for. */
    static void deleteUploads(LabSession session, List<String> tokens, boolean whole, Task task) throws FailureException {
        if (tokens.isEmpty()) {
            return;
        }
        Images images = session.cloud(task).images();
        for (Image image : images.list(task)) {
            if (tokens.contains(image.properties().getOrDefault(UPLOAD, "")) && (whole || !image.status().equals("active"))) {
                images.delete(image.id(), task);
            }
        }
    }

    /** What the uploaded image lacks of its mark. */
    Optional<String> markLacks(Task task) throws FailureException {
        Optional<Image> image = uploaded(task);
        if (image.isEmpty()) {
            return Optional.of("The image is not there yet.");
        }
        String mark = image.get().properties().get(ImageInfo.PROPERTY);
        return wanted.info().saidBy(mark) ? Optional.empty()
                : Optional.of("The image is marked " + (mark == null ? "not at all" : mark) + ", not " + wanted.info().json() + ".");
    }

    /** Told the image's id and former mark right before it is marked. */
    interface BeforeMark {
        void about(String[] idAndMark) throws FailureException;
    }

    /** Marks the image; answers its id and the mark it had before, empty when it had none. */
    String[] mark(Task task, BeforeMark before) throws FailureException {
        Image image = uploaded(task).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.CONFLICT, "marking the image", wanted.name(), "",
                "No image has the bytes of the file any more.", "Look whether somebody else deleted it; then start again.")));
        String[] former = { image.id(), image.properties().getOrDefault(ImageInfo.PROPERTY, "") };
        before.about(former);
        images(task).update(image.id(), Map.of(ImageInfo.PROPERTY, wanted.info().json()), Set.of(), task);
        return former;
    }

    /** Gives the image its former mark; one that is gone stays gone. */
    static void unmark(LabSession session, String id, String before, Task task) throws FailureException {
        Images images = session.cloud(task).images();
        if (images.find(id, task).isEmpty()) {
            return;
        }
        if (before.isEmpty()) {
            images.update(id, Map.of(), Set.of(ImageInfo.PROPERTY), task);
        } else {
            images.update(id, Map.of(ImageInfo.PROPERTY, before), Set.of(), task);
        }
    }
}
