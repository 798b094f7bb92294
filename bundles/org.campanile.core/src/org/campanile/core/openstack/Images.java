package org.campanile.core.openstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Glance v2. */
public interface Images {

    /** All images the project may see, with all their properties, page by page. */
    List<Image> list(Task task) throws FailureException;

    /** The images of that name; names are not unique. */
    List<Image> named(String name, Task task) throws FailureException;

    /** One image, or nothing when it does not exist. */
    Optional<Image> find(String id, Task task) throws FailureException;

    /** Creates an image record without data (status {@code queued}). */
    Image create(ImageDraft draft, Task task) throws FailureException;

    /**
     * Sends a file as the data of a queued image. Progress is in bytes. The checksums are computed while the file is read and compared with
     * what Glance computed. When the file changes meanwhile, the connection is cut, the task is cancelled or the checksums differ, the image
     * is deleted, so that no half image is left.
     */
    Image upload(String id, Path file, Task task) throws FailureException;

    /**
     * {@link #create} and {@link #upload} in one; a missing or unreadable file is found before anything is created. When the connection is cut or the
     * service fails in the middle, the image is deleted and the upload starts over, up to five times with growing waits; each start is a line of the
     * task's output, and progress begins at 0 again.
     */
    Image createFrom(ImageDraft draft, Path file, Task task) throws FailureException;

    /** Sets and removes properties by JSON patch (Image API v2, "Update image"); also {@code name}, {@code min_disk} and the like. */
    Image update(String id, Map<String, String> set, Set<String> remove, Task task) throws FailureException;

    /** Sets {@code public}, {@code private}, {@code shared} or {@code community}. */
    Image setVisibility(String id, String visibility, Task task) throws FailureException;

    /** Deletes an image. */
    void delete(String id, Task task) throws FailureException;
}
