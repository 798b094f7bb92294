package org.campanile.core.setup.imagebuilder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.Installation;
import org.campanile.core.setup.onhost.ScriptText;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Makes image-builder's root folder from its clone with {@code make build-root}. */
final class BuildRootStep extends HostStep {

    private static final String ROOT = "root folder of image-builder";

    private final BuildRequest request;

    BuildRootStep(BuildRequest request, String id, List<String> after) {
        super(request.ground(), request.host(), id, "Make image-builder's root " + request.folder(), "make build-root makes " + request.folder()
                + " with its folders and copies the scripts there.", after, List.of("sudo make -C " + Command.word(request.makefiles()) + " build-root"), Duration.ofSeconds(10));
        this.request = request;
    }

    @Override
    public String doneWhen() {
        return "cmp -s " + Command.quote(request.makefiles() + "/Makefile") + " " + Command.quote(request.folder() + "/Makefile");
    }

    @Override
    public List<String> scripted() {
        List<String> all = new ArrayList<>(ScriptText.needs("make", "make", "make"));
        all.addAll(commands());
        return all;
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        String f = Command.quote(request.folder());
        String script = "[ -e " + f + " ] || { echo absent; exit 0; }\nfor d in libvirt/images share/files share/scripts; do [ -d " + f + "/$d ] || echo \"no $d\"; done\n"
                + "[ -f " + f + "/Makefile ] || echo 'no Makefile'\n[ ! -f " + Command.quote(request.makefiles()) + "/Makefile ] || cmp -s " + Command.quote(request.makefiles())
                + "/Makefile " + f + "/Makefile || echo 'another Makefile'; true";
        String said = host.succeeded("looking at " + request.folder(), host.lookAsRoot(script, task)).out().strip();
        return said.isEmpty() ? Probe.done(request.folder() + " has image-builder's folders and scripts.") : said.equals("absent")
                ? Probe.make(request.folder() + " does not exist.") : Probe.change(request.folder() + " is not complete: " + said.replace("\n", ", ") + ".");
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        if (!host.look("command -v make", task).ok()) {
            Installation.install(host, List.of("make"), title(), log, task);
        }
        if (!host.lookAsRoot("[ -e " + Command.quote(request.folder()) + " ]", task).ok()) {
            log.intend(new Made(ROOT, request.folder()));
        }
        CommandResult result = host.sudo(Command.of("make -C " + Command.quote(request.makefiles()) + " build-root").within(Duration.ofMinutes(20)), task);
        if (!result.ok() && (result.err() + result.out()).contains("No rule to make target")) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "making image-builder's root", request.makefiles() + " at " + host.where(), result.err().strip(),
                    "The Makefile there is not image-builder's.", "Check the repository and subfolder in the recipe."));
        }
        host.succeeded("making image-builder's root", result);
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        for (Made thing : made) {
            if (thing.kind().equals(ROOT) && host.lookAsRoot("[ -e " + Command.quote(thing.id()) + " ]", task).ok()) {
                if (ground().session().questions().confirm("Remove " + thing.id() + " from " + hostName() + " with all files in it, disks and images too?", null)) {
                    host.succeeded("removing " + thing.id(), host.lookAsRoot("rm -rf --one-file-system -- " + Command.quote(thing.id()), task));
                } else {
                    task.line(thing.id() + " stays; its removal was not agreed to.");
                }
            }
        }
        Installation.undo(ground(), host, made, Map.of(), task);
    }
}
