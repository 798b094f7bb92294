package org.campanile.core.setup.prerequisites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.file.Checksums;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.host.Host;
import org.campanile.core.recipe.Ground;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.remote.Pace;
import org.campanile.core.remote.RemoteFiles;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Brings a file of any size to a place on a host where only root may write: it grows in a folder of the user on the same disk, goes on after a cut
 * connection, also one of an earlier run, is compared by checksum and then moved into place in one go. Several at once use a channel each. Blocks.
 */
public final class Uploads {

    private static final int RECONNECTS = 6;
    /** A connection that held for so long has brought some of the file over: it is not given up as long as the host lets in again. */
    private static final long HELD_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration DIGEST = Duration.ofMinutes(30);

    private final Ground ground;
    private final String hostName;
    private final String root;

    /** Uploads to below a folder of a host of the lab. */
    public Uploads(Ground ground, String hostName, String root) {
        this.ground = ground;
        this.hostName = hostName;
        this.root = root;
    }

    /**
     * Uploads a file.
     *
     * @param path absolute, below the root; what stands there is replaced
     * @param owner {@code user:group}; empty for that of the folder
     */
    public void put(Path local, String path, String owner, Task task) throws FailureException {
        String sha256 = sha(local, task);
        String name = path.substring(path.lastIndexOf('/') + 1) + "." + sha256.substring(0, 12);
        String staged = root + "/" + HostTree.STAGING + "/" + name;
        staged(task, () -> bring(local, path, owner, sha256, staged, task));
    }

    private void bring(Path local, String path, String owner, String sha256, String staged, Task task) throws FailureException {
        send(local, staged, task);
        task.progress("Comparing " + local.getFileName() + " on " + hostName, 0, -1);
        Host host = HostStep.on(ground, hostName, task);
        String there = digest(host, staged, task);
        if (!there.equals(sha256)) {
            host.lookAsRoot("rm -f -- " + Command.quote(staged), task);
            throw new FailureException(new Failure(Kind.BAD_ANSWER, "uploading " + local.getFileName(), path + " at " + host.where(), "SHA-256 " + there + " instead of "
                    + sha256, "What arrived is not what was sent; it was thrown away.", "Look whether the file changes or the host's disk is damaged, then upload again."));
        }
        String p = Command.quote(path);
        String script = "d=$(dirname -- " + p + "); o=" + Command.quote(owner) + "; [ -n \"$o\" ] || o=$(stat -c %u:%g -- \"$d\")\n"
                + "[ ! -L " + Command.quote(staged) + " ] && chown -h \"$o\" -- " + Command.quote(staged) + " && chmod 644 -- " + Command.quote(staged) + " && mv -f -- " + Command.quote(staged) + " " + p
                + " || exit 1\nsync -- \"$d\" 2>/dev/null; true";
        host.succeeded("putting " + path + " in place", host.lookAsRoot(script, task));
    }

    /** Uploads all files of a folder; the folder appears when the last one is there and all are compared. An empty folder that stands there gives way. */
    void putFolder(Path local, String path, String owner, Task task) throws FailureException {
        String staged = root + "/" + HostTree.STAGING + "/" + path.substring(path.lastIndexOf('/') + 1) + ".folder";
        staged(task, () -> bringFolder(local, path, owner, staged, task));
    }

    private void bringFolder(Path local, String path, String owner, String staged, Task task) throws FailureException {
        List<Path> files = LocalTree.files(local);
        StringBuilder expected = new StringBuilder();
        for (Path file : files) {
            String relative = local.relativize(file).toString().replace('\\', '/');
            expected.append(sha(file, task)).append("  ").append(relative).append('\n');
            String to = staged + "/" + relative;
            try (RemoteFiles remote = HostStep.on(ground, hostName, task).remote().files()) {
                remote.makeFolders(to.substring(0, to.lastIndexOf('/')), task);
            }
            send(file, to, task);
        }
        task.progress("Comparing " + files.size() + " files on " + hostName, 0, -1);
        Host host = HostStep.on(ground, hostName, task);
        String s = Command.quote(staged);
        Command check = Command.of("cd " + s + " && sha256sum -c --quiet -").withStdin(expected.toString()).within(DIGEST);
        CommandResult compared = host.runQuietly(check, task);
        if (!compared.ok()) {
            host.lookAsRoot("rm -rf -- " + s, task);
            host.succeeded("comparing the files of " + path, compared);
        }
        String p = Command.quote(path);
        String script = "d=$(dirname -- " + p + "); o=" + Command.quote(owner) + "; [ -n \"$o\" ] || o=$(stat -c %u:%g -- \"$d\")\n"
                + "chown -hR \"$o\" -- " + s + " && chmod -R u=rwX,go=rX -- " + s + " && { [ ! -d " + p + " ] || rmdir -- " + p + "; } && mv -n -- " + s + " " + p;
        host.succeeded("putting " + path + " in place", host.lookAsRoot(script, task));
    }

    /** The checksum of a file of this machine, computed once in a run. */
    private String sha(Path local, Task task) throws FailureException {
        try {
            String fact = "sha256/" + local + "/" + Files.size(local) + "/" + Files.getLastModifiedTime(local).toMillis();
            return ground.facts().get(fact, String.class, task, t -> Checksums.of(local, "SHA-256", t));
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("looking at " + local.getFileName(), local, e), e);
        }
    }

    private static String digest(Host host, String path, Task task) throws FailureException {
        CommandResult result = host.runQuietly(Command.of("sha256sum < " + Command.quote(path) + " | cut -d' ' -f1").within(DIGEST), task);
        return host.succeeded("comparing " + path, result).out().strip();
    }

    private interface Work {
        void go() throws FailureException;
    }

    /** Who uploads to one folder of a host just now: the last one out removes the place of uploads, and none before. */
    private static final class Place {
        private final ReentrantLock lock = new ReentrantLock();
        private int inside;
    }

    private void staged(Task task, Work work) throws FailureException {
        Place place = ground.facts().get("uploads/" + hostName + root, Place.class, task, t -> new Place());
        place.lock.lock();
        try {
            stage(task);
            place.inside++;
        } finally {
            place.lock.unlock();
        }
        boolean good = false;
        try {
            work.go();
            good = true;
        } finally {
            place.lock.lock();
            try {
                if (--place.inside == 0 && good) {
                    String folder = Command.quote(root + "/" + HostTree.STAGING);
                    try {
                        HostStep.on(ground, hostName, task).lookAsRoot("rmdir -- " + folder + " 2>/dev/null; true", task);
                    } catch (FailureException e) {
                        // The file is in place; an empty folder more is no reason to call that failed.
                        task.line("The place of uploads in " + root + " stays: " + e.failure().headline());
                    }
                }
            } finally {
                place.lock.unlock();
            }
        }
    }

    /** The folder in which uploads grow belongs to the user who logs in, since SFTP has no sudo. */
    private void stage(Task task) throws FailureException {
        Host host = HostStep.on(ground, hostName, task);
        String user = Command.quote(host.facts().user());
        // Made by root in a folder that others may write to: nothing that stands there is taken over, and no link is followed.
        String script = "cd -P -- " + Command.quote(root) + " || exit 1\nif mkdir -m 700 -- " + HostTree.STAGING + " 2>/dev/null; then chown -h " + user + " -- " + HostTree.STAGING
                + "; fi\n[ \"$(stat -c '%F %U %a' -- " + HostTree.STAGING + ")\" = \"directory $(id -un -- " + user + ") 700\" ] || { echo " + HostTree.STAGING
                + " in it is not the folder of uploads that only " + user + " may write to >&2; exit 1; }";
        host.succeeded("making a place for uploads in " + root, host.lookAsRoot(script, task));
    }

    private void send(Path local, String staged, Task task) throws FailureException {
        for (int cuts = 0;; cuts++) {
            long began = System.nanoTime();
            try (RemoteFiles files = HostStep.on(ground, hostName, task).remote().files()) {
                if (files.stat(staged, task).isPresent()) {
                    return;
                }
                files.upload(local, staged, Pace.told(task));
                return;
            } catch (FailureException e) {
                if (e.failure().away() && System.nanoTime() - began > HELD_NANOS) {
                    cuts = 0;
                }
                if (!e.failure().away() && e.failure().kind() != Kind.TIMED_OUT || cuts >= RECONNECTS || task.isCancelled()) {
                    throw full(e, local, task);
                }
                task.line("The connection was cut (" + e.failure().cameBack() + "); connecting again to go on with " + local.getFileName() + ".");
                task.pause(Duration.ofSeconds(1L << Math.min(cuts, 4)), "uploading " + local.getFileName());
            }
        }
    }

    /** SFTP tells a full disk as a mere failure; the host is asked. */
    private FailureException full(FailureException e, Path local, Task task) throws FailureException {
        if (e.failure().kind() != Kind.REMOTE || task.isCancelled()) {
            return e;
        }
        Host host = HostStep.on(ground, hostName, task);
        long free = Space.free(host, root, task);
        return free > 1 << 20 ? e : new FailureException(new Failure(Kind.REMOTE, "uploading " + local.getFileName(), root + " at " + host.where(), e.failure().cameBack(),
                "The disk of the host is full: " + Pace.bytes(free) + " are left.", "Make room on the host and go on with the run; what has arrived is kept."), e);
    }
}
