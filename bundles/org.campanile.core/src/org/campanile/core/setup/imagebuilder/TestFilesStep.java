package org.campanile.core.setup.imagebuilder;

import java.time.Duration;
import java.util.List;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Lets the Makefile itself say whether all files are there: it builds nothing when one is missing. */
final class TestFilesStep extends HostStep {

    private final BuildRequest request;

    TestFilesStep(BuildRequest request, String id, List<String> after) {
        super(request.ground(), request.host(), id, "Test image-builder's files", "make test-build-files says whether each file is there; nothing is changed.", after,
                List.of("sudo make -C " + request.folder() + " test-build-files"), Duration.ofSeconds(2));
        this.request = request;
    }

    @Override
    public boolean undoable() {
        return false;
    }

    @Override
    public String doneWhen() {
        return commands().getFirst() + " >/dev/null 2>&1";
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        if (!host.lookAsRoot("[ -f " + Command.quote(request.folder() + "/Makefile") + " ] && command -v make >/dev/null", task).ok()) {
            return Probe.make("image-builder's root is not there yet.");
        }
        return switch (test(host, task)) {
            case Makefiles.Tested.Complete complete -> Probe.done("make test-build-files finds all files.");
            case Makefiles.Tested.Stopped stopped -> Probe.make("make test-build-files stops at " + stopped.path() + ".");
            case Makefiles.Tested.Broken broken -> Probe.make("make test-build-files does not run: " + broken.said());
        };
    }

    private Makefiles.Tested test(Host host, Task task) throws FailureException {
        CommandResult result = host.sudo(Command.of("LC_ALL=C make -C " + Command.quote(request.folder()) + " test-build-files").within(Duration.ofMinutes(5)), task);
        return Makefiles.tested(result);
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        String doing = "testing image-builder's files";
        switch (test(host, task)) {
            case Makefiles.Tested.Complete complete -> log.line("All files are there.");
            case Makefiles.Tested.Stopped stopped -> throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, doing, stopped.path() + " at " + host.where(),
                    "STOP: File not found '" + stopped.path() + "'", "The Makefile stops at the first missing file; there may be more.",
                    "Look at the step of that file: it says where the file comes from and under which names it is found."));
            case Makefiles.Tested.Broken broken -> throw new FailureException(new Failure(Failure.Kind.REMOTE, doing, request.folder() + " at " + host.where(), broken.said(),
                    "make could not test the files.", "Check that " + request.folder() + " is image-builder's root."));
        }
    }

    @Override
    public void undo(Task task, List<Made> made) {
        task.line("Nothing was made here.");
    }
}
