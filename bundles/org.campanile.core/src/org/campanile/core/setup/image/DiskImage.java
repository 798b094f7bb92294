package org.campanile.core.setup.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a file of a disk says of itself, read from its headers alone. A value.
 *
 * @param file where it is
 * @param format in Glance's words: {@code qcow2}, {@code raw}, {@code vmdk}, {@code vhd}, {@code vhdx}, {@code vdi}, {@code iso}
 * @param fileBytes size of the file
 * @param virtualBytes size of the disk that a server sees
 * @param notes what is worth knowing before the upload, sentences
 */
public record DiskImage(Path file, String format, long fileBytes, long virtualBytes, List<String> notes) {

    private static final long GIB = 1L << 30;

    public DiskImage {
        Objects.requireNonNull(file);
        Objects.requireNonNull(format);
        notes = List.copyOf(notes);
    }

    /** The smallest disk a flavor needs for it, GiB rounded up: the image's {@code min_disk}. */
    public int minDisk() {
        return (int) Math.min(Integer.MAX_VALUE, virtualBytes / GIB + (virtualBytes % GIB == 0 ? 0 : 1));
    }
}
