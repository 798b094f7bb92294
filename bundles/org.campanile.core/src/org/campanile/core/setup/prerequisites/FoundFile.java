package org.campanile.core.setup.prerequisites;

import java.util.Objects;

/**
 * A file or folder that was found below a root. A value.
 *
 * @param path relative to the root, with slashes
 * @param folder whether it is a folder
 * @param size bytes
 * @param head its first bytes, lower case hexadecimal; empty when they were not read
 * @param volume five bytes from 32769 on, where disks of ISO 9660 and UDF have their mark, hexadecimal; empty when not read
 */
public record FoundFile(String path, boolean folder, long size, String head, String volume) {

    /** First bytes that are read. */
    static final int HEAD = 16;
    /** Where the mark of an optical disk is: sector 16, after one byte (ECMA-119, 8.1). */
    static final int VOLUME_AT = 32769;

    public FoundFile {
        Objects.requireNonNull(path);
        head = head == null ? "" : head;
        volume = volume == null ? "" : volume;
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
