package org.campanile.core.setup.imagebuilder;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.remote.Pace;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.Job;
import org.campanile.core.setup.onhost.Jobs;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Builds an image: make runs on the host on its own, so a cut connection or a killed program loses nothing; its output is followed live. */
final class BuildStep extends HostStep {

    private static final String IMAGE = "image file";
    private static final int TAIL = 12;

    private final BuildRequest request;

    BuildStep(BuildRequest request, String id, List<String> after) {
        super(request.ground(), request.host(), id, "Build image " + request.image(), "make " + request.image() + " installs Windows in a virtual machine of the host and leaves "
                + request.result() + ". It goes on when the connection is cut; cancelling ends it.", after, List.of("sudo make -C " + request.folder() + " " + request.image(),
                        "qemu-img info " + request.result()), Duration.ofMinutes(75));
        this.request = request;
    }

    @Override
    public Duration limit() {
        return request.limit();
    }

    @Override
    public String doneWhen() {
        return "sudo test -s " + Command.quote(request.result());
    }

    @Override
    public List<String> scripted() {
        return List.of(commands().getFirst());
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        String f = Command.quote(request.folder());
        String makefile = host.succeeded("reading the Makefile", host.lookAsRoot("cat " + f + "/Makefile 2>/dev/null || cat " + Command.quote(request.makefiles())
                + "/Makefile 2>/dev/null; true", task)).out();
        if (!makefile.isBlank()) {
            Optional<String> unknown = Makefiles.unknown(request.image(), Makefiles.images(makefile));
            if (unknown.isPresent()) {
                return Probe.blocked(new Failure(Failure.Kind.NOT_FOUND, "looking for image " + request.image(), request.folder() + " at " + host.where(), "", unknown.get(),
                        "Choose one of these images."));
            }
        }
        Job.Standing standing = request.jobs().look(request.job(), task);
        if (standing.state() == Job.State.RUNNING) {
            return Probe.make("It is being built; the build will be followed.");
        }
        Optional<HostImage> there = HostImage.read(host, request.result(), task);
        if (there.isPresent() && there.get().problem().isEmpty() && (standing.succeeded() || standing.state() == Job.State.NONE)) {
            return Probe.done(request.result() + ": " + there.get().told() + ".");
        }
        return switch (standing.state()) {
            case ENDED -> Probe.make(standing.exit() == 0 ? "The build ended, but left no usable image: " + there.flatMap(HostImage::problem).orElse("there is no file") + "."
                    : "The last build ended with exit code " + standing.exit() + ".");
            case LOST -> Probe.make("The last build was cut off, as by a reboot of the host.");
            case NONE, RUNNING -> Probe.make(there.isPresent() ? request.result() + " is not usable: " + there.get().problem().orElse("") + "." : request.result() + " does not exist.");
        };
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        log.intend(new Made(IMAGE, request.result()));
        Jobs jobs = request.jobs();
        jobs.start(request.job(), task);
        Deque<String> last = new ArrayDeque<>();
        long began = System.nanoTime();
        Job.Standing end = jobs.follow(request.job(), task, line -> {
            task.line(line);
            if (!line.isBlank()) {
                last.add(line);
                if (last.size() > TAIL) {
                    last.removeFirst();
                }
                task.progress("Building " + request.image() + " for " + Pace.duration((System.nanoTime() - began) / 1_000_000_000L) + ": " + line.strip(), 0, -1);
            }
        });
        if (!end.succeeded()) {
            throw new FailureException(new Failure(Failure.Kind.REMOTE, "building image " + request.image(), request.folder() + " at " + host(task).where(),
                    (end.state() == Job.State.LOST ? "cut off" : "exit code " + end.exit()) + "\n" + String.join("\n", last),
                    end.state() == Job.State.LOST ? "The build was cut off, as by a reboot of the host." : "make could not build the image.",
                    "Read its last lines; correct the cause and go on with the run, which starts the build again."));
        }
    }

    @Override
    public void verify(Task task) throws FailureException {
        Host host = host(task);
        HostImage image = HostImage.read(host, request.result(), task).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.NOT_FOUND,
                "looking for the built image", request.result() + " at " + host.where(), "", "make ended well and left no image.", "Look into its output for where it put it.")));
        if (image.problem().isPresent()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_ANSWER, "looking at the built image", request.result() + " at " + host.where(), image.problem().get(),
                    "The file is no usable image.", "Look into the output of the build."));
        }
        CommandResult check = host.lookAsRoot("command -v qemu-img >/dev/null || exit 0; LC_ALL=C qemu-img check -q -- " + Command.quote(request.result())
                + " 2>&1 || [ $? = 63 ]", task);
        if (!check.ok()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_ANSWER, "checking the built image", request.result() + " at " + host.where(), check.out().strip(),
                    "qemu-img finds errors in it.", "Build it again; look at the host's disk."));
        }
        task.line(request.result() + ": " + image.told() + ".");
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        request.jobs().end(request.job(), task);
        for (Made thing : made) {
            if (thing.kind().equals(IMAGE) && host.lookAsRoot("[ -e " + Command.quote(thing.id()) + " ]", task).ok()) {
                if (!ground().session().questions().confirm("Remove the built image " + thing.id() + " from " + hostName() + "?", null)) {
                    task.line(thing.id() + " stays; its removal was not agreed to.");
                    return;
                }
                host.succeeded("removing " + thing.id(), host.lookAsRoot("rm -f -- " + Command.quote(thing.id()), task));
            }
        }
        request.jobs().forget(request.job(), task);
    }
}
