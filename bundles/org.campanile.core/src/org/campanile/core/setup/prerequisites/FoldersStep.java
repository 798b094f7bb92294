package org.campanile.core.setup.prerequisites;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.remote.Pace;
import org.campanile.core.setup.onhost.Folders;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Makes the folders of a catalogue, and says before anything is sent when the disk is too small for what will be. */
final class FoldersStep extends HostStep {

    private final FilesRequest request;

    FoldersStep(FilesRequest request) {
        super(request.ground(), request.host(), request.id() + ".folders", "Make the folders of " + request.root(), request.root()
                + " gets the folders that its files need; the free space of its disk is compared with what will be uploaded.", List.of(), commands(request), Duration.ofSeconds(1));
        this.request = request;
    }

    private static List<String> commands(FilesRequest request) {
        return folders(request).stream().map(f -> "sudo mkdir -p " + Command.quote(f)).toList();
    }

    private static List<String> folders(FilesRequest request) {
        List<String> all = new ArrayList<>(List.of(request.root()));
        request.catalogue().folders().forEach(f -> all.add(request.path(f)));
        for (Wanted wanted : request.catalogue().files()) {
            String path = wanted.tree() ? wanted.path() : wanted.path().contains("/") ? wanted.path().substring(0, wanted.path().lastIndexOf('/')) : "";
            if (!path.isEmpty() && !all.contains(request.path(path))) {
                all.add(request.path(path));
            }
        }
        return all;
    }

    private List<String> missing(Host host, Task task) throws FailureException {
        StringBuilder script = new StringBuilder("cd / || exit 1\n");
        for (String folder : folders(request)) {
            script.append("[ -d ").append(Command.quote(folder)).append(" ] && echo yes || echo no\n");
        }
        CommandResult result = host.lookAsRoot(script.toString(), task);
        List<String> answers = host.succeeded("looking at the folders of " + request.root(), result).out().lines().toList();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).equals("no")) {
                missing.add(folders(request).get(i));
            }
        }
        return missing;
    }

    @Override
    public String doneWhen() {
        return String.join(" && ", folders(request).stream().map(f -> "[ -d " + Command.quote(f) + " ]").toList());
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        long needed = needed(task);
        if (needed > 0) {
            long free = Space.free(host, request.root(), task) + Space.staged(host, request.root(), task);
            if (free < needed + (64L << 20)) {
                return Probe.blocked(new Failure(Failure.Kind.CONFLICT, "looking for space in " + request.root(), host.where(), Pace.bytes(free) + " are free",
                        "The disk of the host is too small: " + Pace.bytes(needed) + " will be uploaded.", "Make room on the host, or choose a folder on a bigger disk."));
            }
        }
        List<String> missing = missing(host, task);
        return missing.isEmpty() ? Probe.done("All folders are there" + (needed > 0 ? ", and there is room for " + Pace.bytes(needed) + "." : "."))
                : Probe.make(missing.size() + (missing.size() == 1 ? " folder is" : " folders are") + " missing.", "+" + String.join("\n+", missing) + "\n");
    }

    /** Bytes that the uploads of this plan will bring. */
    private long needed(Task task) throws FailureException {
        long needed = 0;
        Survey survey = request.survey(task);
        for (Survey.Line line : survey.lines()) {
            boolean wanted = line.state() == Survey.State.MISSING || line.state() == Survey.State.DAMAGED || line.state() == Survey.State.AMBIGUOUS;
            if (wanted) {
                var source = request.source(line.wanted(), task);
                needed += source.isPresent() ? LocalTree.size(source.get()) : 0;
            }
        }
        return needed;
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        for (String folder : missing(host, task)) {
            Folders.make(host, folder, request.owner(), "755", task, log);
        }
        request.forget();
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Folders.undo(host(task), made, task);
        request.forget();
    }
}
