package org.campanile.core.setup.imagebuilder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.Pace;
import org.campanile.core.remote.RemoteFile;
import org.campanile.core.remote.RemoteFiles;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Brings the built image to this machine, from where it is uploaded to Glance. */
final class DownloadStep extends HostStep {

    private static final String FILE = "downloaded file";
    private static final int RECONNECTS = 6;

    private final BuildRequest request;
    private final Path local;

    DownloadStep(BuildRequest request, Path local, String id, List<String> after) {
        super(request.ground(), request.host(), id, "Download " + request.image() + ".qcow2", request.result() + " is downloaded to " + local + ".", after,
                List.of("scp HOST:" + request.result() + " " + Command.word(local.toString())), Duration.ofMinutes(3));
        this.request = request;
        this.local = local;
    }

    /** The file is fetched by this machine. */
    @Override
    public String where() {
        return "";
    }

    @Override
    public Duration limit() {
        return Duration.ofHours(24);
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        Optional<HostImage> there = HostImage.read(host, request.result(), task);
        try {
            if (!Files.exists(local)) {
                return Probe.make(local + " does not exist.");
            }
            long size = Files.size(local);
            if (there.isEmpty()) {
                return Probe.done(local + " exists; the image is not on the host any more.");
            }
            if (size == there.get().size() && HostImage.of(size, head()).equals(there.get())) {
                return Probe.done(local + " has the image's size and header.");
            }
            return Probe.blocked(new Failure(Kind.CONFLICT, "looking at " + local.getFileName(), local.toString(), Pace.bytes(size), "Another file stands there.",
                    "Move it away, or choose another place for the download."));
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("looking at " + local.getFileName(), local, e), e);
        }
    }

    private byte[] head() throws IOException {
        try (var in = Files.newInputStream(local)) {
            return in.readNBytes(512);
        }
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        log.intend(new Made(FILE, local.toString()));
        room(task);
        for (int cuts = 0;; cuts++) {
            try (RemoteFiles files = host(task).remote().files()) {
                files.download(request.result(), local, Pace.told(task));
                return;
            } catch (FailureException e) {
                if (!e.failure().away() && e.failure().kind() != Kind.TIMED_OUT || cuts >= RECONNECTS || task.isCancelled()) {
                    throw e;
                }
                task.line("The connection was cut; connecting again to go on.");
            }
        }
    }

    private void room(Task task) throws FailureException {
        try (RemoteFiles files = host(task).remote().files()) {
            long size = files.stat(request.result(), task).map(RemoteFile::size).orElse(0L);
            Path folder = local.toAbsolutePath().getParent();
            SafeFiles.createFolder(folder);
            // Not by its FileStore: that wants the mount point to be listed, which it is not inside a chroot.
            long free = folder.toFile().getUsableSpace();
            if (free < size) {
                throw new FailureException(new Failure(Kind.LOCAL, "downloading " + local.getFileName(), local.toString(), Pace.bytes(free) + " are free",
                        "The disk of this machine is too small: the image has " + Pace.bytes(size) + ".", "Make room, or choose another folder."));
            }
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("looking for space", local, e), e);
        }
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        for (Made thing : made) {
            Path file = Path.of(thing.id());
            if (!Files.exists(file)) {
                continue;
            }
            if (!ground().session().questions().confirm("Remove " + file + " from this machine? It was downloaded by this set-up.", null)) {
                task.line(file + " stays; its removal was not agreed to.");
                continue;
            }
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new FailureException(SafeFiles.local("removing " + file.getFileName(), file, e), e);
            }
        }
    }
}
