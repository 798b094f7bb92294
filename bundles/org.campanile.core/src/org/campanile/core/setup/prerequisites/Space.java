package org.campanile.core.setup.prerequisites;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Free space of a host's disk. Blocks. */
final class Space {

    private Space() {
    }

    /** Bytes that can still be written to the disk of a folder, or of the nearest one above it that exists. */
    static long free(Host host, String folder, Task task) throws FailureException {
        String script = "d=" + Command.quote(folder) + "; while [ ! -d \"$d\" ]; do d=$(dirname -- \"$d\"); done; df -Pk -- \"$d\" | awk 'NR == 2 { print $4 }'";
        CommandResult result = host.lookAsRoot(script, task);
        return Long.parseLong(host.succeeded("asking for free space of " + folder, result).out().strip()) << 10;
    }

    /** Bytes that lie in the folder of uploads already and need not be sent again. */
    static long staged(Host host, String root, Task task) throws FailureException {
        CommandResult result = host.lookAsRoot("du -sk -- " + Command.quote(root + "/" + HostTree.STAGING) + " 2>/dev/null | cut -f1", task);
        String kib = result.out().strip();
        return kib.matches("\\d+") ? Long.parseLong(kib) << 10 : 0;
    }
}
