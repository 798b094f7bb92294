package org.campanile.core.remote;

import java.time.Instant;

/** A file or folder on a host; {@code size} in bytes, {@code permissions} the lower 12 bits of the mode. */
public record RemoteFile(String path, Type type, long size, Instant modified, int permissions) {

    /** Sorts of files. */
    public enum Type {
        /** An ordinary file. */ FILE,
        /** A folder. */ FOLDER,
        /** A symbolic link. */ LINK,
        /** A device, pipe or socket. */ OTHER
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
