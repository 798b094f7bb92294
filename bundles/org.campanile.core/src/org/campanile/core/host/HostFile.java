package org.campanile.core.host;

import java.util.Objects;

/**
 * A file of a host as it was when it was read; {@link HostFiles#write} compares with it, so that nobody's change is overwritten. A value; the
 * content may hold passwords and is not printed.
 *
 * @param path absolute
 * @param exists whether there was such a file
 * @param content its bytes; empty when there was none; not to be changed
 * @param sha256 of the content, lower case hexadecimal; empty when there was none
 * @param mode permissions, octal, such as {@code 640}; empty when there was none
 * @param owner user and group, such as {@code root:murano}
 */
public record HostFile(String path, boolean exists, byte[] content, String sha256, String mode, String owner) {

    public HostFile {
        Objects.requireNonNull(content);
    }

    /** No file there. */
    public static HostFile absent(String path) {
        return new HostFile(path, false, new byte[0], "", "", "");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostFile f && path.equals(f.path) && exists == f.exists && sha256.equals(f.sha256) && mode.equals(f.mode)
                && owner.equals(f.owner);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, sha256);
    }

    @Override
    public String toString() {
        return "HostFile[" + path + (exists ? ", " + content.length + " bytes, " + mode + " " + owner : ", absent") + "]";
    }
}
