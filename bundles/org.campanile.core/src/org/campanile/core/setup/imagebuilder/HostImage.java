package org.campanile.core.setup.imagebuilder;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.remote.Pace;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A qcow2 file on a host as its header tells it (QEMU, docs/interop/qcow2.txt): without any tool there, and without reading more than 512 bytes.
 *
 * @param size bytes of the file
 * @param format {@code qcow2}, or {@code unknown} when it does not begin like one
 * @param virtual bytes of the disk in it
 * @param backing whether it needs another file to be read
 */
record HostImage(long size, String format, long virtual, boolean backing) {

    private static final int MAGIC = 0x514649fb;
    private static final int HEADER = 72;

    /** Reads the header of a file of a host; empty when there is no file. */
    static Optional<HostImage> read(Host host, String path, Task task) throws FailureException {
        String p = Command.quote(path);
        CommandResult result = host.lookAsRoot("[ -f " + p + " ] || exit 0; stat -L -c %s -- " + p + " && head -c 512 -- " + p + " | base64 -w 0", task);
        String[] lines = host.succeeded("looking at " + path, result).out().strip().split("\n");
        return lines[0].isEmpty() ? Optional.empty() : Optional.of(of(Long.parseLong(lines[0].strip()), lines.length > 1 ? Base64.getMimeDecoder().decode(lines[1])
                : new byte[0]));
    }

    static HostImage of(long size, byte[] head) {
        if (head.length < HEADER || ByteBuffer.wrap(head).getInt() != MAGIC) {
            return new HostImage(size, "unknown", 0, false);
        }
        ByteBuffer header = ByteBuffer.wrap(head);
        return new HostImage(size, "qcow2", header.getLong(24), header.getLong(8) != 0);
    }

    /** Why it cannot be used as an image, if so. */
    Optional<String> problem() {
        if (!format.equals("qcow2")) {
            return Optional.of(size == 0 ? "it is empty" : "it does not begin like a qcow2 disk");
        }
        if (virtual <= 0 || virtual > 1L << 46) {
            return Optional.of("its header claims a disk of " + virtual + " bytes");
        }
        return backing ? Optional.of("it needs another file as its backing file, which Glance would not have") : Optional.empty();
    }

    /** In words. */
    String told() {
        return format + ", " + Pace.bytes(size) + ", disk of " + Pace.bytes(virtual);
    }
}
