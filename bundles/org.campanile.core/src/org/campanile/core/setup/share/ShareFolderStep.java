package org.campanile.core.setup.share;

import java.time.Duration;
import java.util.List;

import org.campanile.core.recipe.Ground;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.Folders;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Makes the folder that is shared, with its owner and mode. */
final class ShareFolderStep extends HostStep {

    private final ShareRequest request;

    ShareFolderStep(Ground ground, String id, ShareRequest request) {
        super(ground, request.host(), id, "Make folder " + request.folder(), request.folder() + " is made, belongs to " + request.owner() + " and has mode "
                + request.mode() + ". Files that are in it stay as they are; undo leaves it when it holds any.", List.of(), List.of("sudo mkdir -p " + Command.word(request.folder()),
                        "sudo chown " + request.owner() + " " + Command.word(request.folder()), "sudo chmod " + request.mode() + " " + Command.word(request.folder())), Duration.ofSeconds(1));
        this.request = request;
    }

    @Override
    public String doneWhen() {
        return "[ \"$(stat -c '%U:%G %a' " + Command.word(request.folder()) + " 2>/dev/null)\" = " + Command.quote(request.owner() + " " + request.mode().replaceFirst("^0+(?=.)", "")) + " ]";
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        return Folders.probe(host(task), request.folder(), request.owner(), request.mode(), task);
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Folders.make(host(task), request.folder(), request.owner(), request.mode(), task, log);
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Folders.undo(host(task), made, task);
    }
}
