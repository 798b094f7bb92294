package org.campanile.core.setup.prerequisites;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.recipe.Ground;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What a folder of a host shall hold, and what is looked up once for all steps of it. Thread-safe through the ground's facts.
 *
 * @param id of the entry in the recipe
 * @param host name of the host in the lab
 * @param root the folder there
 * @param owner of new files, {@code user:group}; empty for the owner of the root
 * @param local folder of this machine with the files, if any
 * @param rename whether misnamed files are moved to where they belong
 */
record FilesRequest(String id, Ground ground, String host, String root, String owner, Optional<Path> local, Catalogue catalogue, boolean rename) {

    Host reach(Task task) throws FailureException {
        return HostStep.on(ground, host, task);
    }

    private record Seen(List<FoundFile> files) {
    }

    /** What the host's folder holds, looked at once until something is changed in it. */
    List<FoundFile> there(Task task) throws FailureException {
        return ground.facts().get("files/" + host + root, Seen.class, task, t -> new Seen(HostTree.read(reach(t), root, catalogue, t))).files();
    }

    Survey survey(Task task) throws FailureException {
        return Survey.of(catalogue, there(task));
    }

    /** Whether the user agrees that what was uploaded is removed again; asked once for all files of the folder. */
    boolean mayRemove(Task task) throws FailureException {
        return ground.facts().get("removal of uploads/" + host + root, Boolean.class, task,
                t -> ground.session().questions().confirm("Remove the files from " + host + " that this set-up has uploaded to " + root + "?", null));
    }

    /** What was seen on the host is no longer so. */
    void forget() {
        ground.facts().forget("files/" + host + root);
    }

    /** The file of this machine that is the wanted one; empty when there is none, or no folder was given. */
    Optional<Path> source(Wanted wanted, Task task) throws FailureException {
        if (local.isEmpty()) {
            return Optional.empty();
        }
        List<FoundFile> files = ground.facts().get("local/" + catalogue.id() + "/" + local.get(), Seen.class, task,
                t -> new Seen(LocalTree.read(local.get(), catalogue, t))).files();
        Survey.Line line = Survey.of(catalogue, files).line(wanted);
        return switch (line.state()) {
            case PRESENT, MISNAMED -> line.best().map(f -> local.get().resolve(f.path()));
            case DAMAGED, AMBIGUOUS, MISSING -> Optional.empty();
        };
    }

    /** Why this machine's folder does not give a file, for people. */
    String whyNotHere(Wanted wanted, Task task) throws FailureException {
        if (local.isEmpty()) {
            return "No folder of this machine was given to take it from.";
        }
        List<FoundFile> files = ground.facts().get("local/" + catalogue.id() + "/" + local.get(), Seen.class, task,
                t -> new Seen(LocalTree.read(local.get(), catalogue, t))).files();
        Survey.Line line = Survey.of(catalogue, files).line(wanted);
        return switch (line.state()) {
            case AMBIGUOUS -> local.get() + " has several files that could be it: " + String.join(", ", line.found().stream().map(FoundFile::path).toList()) + ".";
            case DAMAGED -> line.best().orElseThrow().path() + " in " + local.get() + " is not usable: " + line.why() + ".";
            case PRESENT, MISNAMED, MISSING -> "It is not in " + local.get() + " either.";
        };
    }

    /** Where it lies on the host. */
    String path(String relative) {
        return (root.equals("/") ? "" : root) + "/" + relative;
    }
}
