package org.campanile.core.setup.prerequisites;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.Pace;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.SetupScripts;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Brings one wanted file to its place: moved there when it lies elsewhere on the host, uploaded when this machine has it. */
final class FileStep extends HostStep {

    private static final String MOVED = "moved file";
    private static final String UPLOADED = "uploaded file";
    private static final String ASIDE = "file put aside";

    private final FilesRequest request;
    private final Wanted wanted;
    private final boolean compare;
    /** Where it lies under another name, as it was seen last. */
    private volatile String misnamed = "";

    FileStep(FilesRequest request, Wanted wanted, boolean compare) {
        super(request.ground(), request.host(), request.id() + "." + wanted.id(), "Provide " + shown(wanted), wanted.title() + " is brought to " + request.path(wanted.path())
                + ", by renaming where it lies under another name, else by upload.", List.of(request.id() + ".folders"), List.of(), Duration.ofSeconds(30));
        this.request = request;
        this.wanted = wanted;
        this.compare = compare;
    }

    /** A folder called 2012 tells nothing without the one it lies in. */
    private static String shown(Wanted wanted) {
        String above = wanted.path().substring(0, wanted.path().length() - wanted.name().length());
        return wanted.tree() && !above.isEmpty() ? Path.of(above).getFileName() + "/" + wanted.name() : wanted.name();
    }

    /** The file of this machine, which as a rule has another name, goes to the own folder first: the share belongs to root. */
    @Override
    public List<String> commands() {
        try {
            HostProfile host = ground().profile(hostName());
            String ssh = "ssh -t -p " + host.port() + " " + Command.word(host.user() + "@" + host.address()) + " ";
            String to = Command.word(request.path(wanted.path()));
            if (!misnamed.isEmpty()) {
                return List.of(ssh + Command.quote("sudo mv -n " + Command.word(misnamed) + " " + to));
            }
            Optional<Path> source = request.source(wanted, Task.unwatched());
            if (source.isEmpty()) {
                return List.of();
            }
            String address = host.address().indexOf(':') >= 0 ? "[" + host.address() + "]" : host.address();
            return List.of("scp -P " + host.port() + (wanted.tree() ? " -r " : " ") + Command.word(source.get().toString()) + " " + Command.word(host.user() + "@" + address + ":" + wanted.name()),
                    ssh + Command.quote("sudo mv -nT " + Command.word(wanted.name()) + " " + to));
        } catch (FailureException e) {
            return List.of("# " + e.failure().headline());
        }
    }

    /** The file is sent from this machine. */
    @Override
    public String where() {
        return "";
    }

    @Override
    public Duration limit() {
        return Duration.ofHours(24);
    }

    @Override
    public String doneWhen() {
        String path = Command.quote(request.path(wanted.path()));
        return "echo " + Command.quote(wanted.tree() ? "[ -n \"$(ls -A " + path + " 2>/dev/null)\" ]" : "[ -s " + path + " ]") + " | " + SetupScripts.on(request.host());
    }

    @Override
    public List<String> scripted() {
        String path = request.path(wanted.path());
        try {
            Optional<Path> source = request.source(wanted, Task.unwatched());
            if (!misnamed.isEmpty()) {
                return List.of("echo " + Command.quote("sudo mv -n " + Command.quote(misnamed) + " " + Command.quote(path)) + " | " + SetupScripts.on(request.host()));
            }
            return source.isEmpty() ? List.of() : List.of(SetupScripts.put(request.host()) + " " + Command.quote(source.get().toString()) + " " + Command.quote(Command.word(path)));
        } catch (FailureException e) {
            return List.of("# " + e.failure().headline());
        }
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Survey.Line line = request.survey(task).line(wanted);
        misnamed = line.state() == Survey.State.MISNAMED && request.rename() ? request.path(line.best().orElseThrow().path()) : "";
        Optional<Path> source = switch (line.state()) {
            case PRESENT -> Optional.empty();
            case MISNAMED -> request.rename() ? Optional.empty() : request.source(wanted, task);
            case DAMAGED, AMBIGUOUS, MISSING -> request.source(wanted, task);
        };
        if (source.isPresent()) {
            String what = source.get().getFileName() + " (" + Pace.bytes(LocalTree.size(source.get())) + ") of this machine will be uploaded"
                    + (source.get().getFileName().toString().equals(wanted.name()) ? "." : " as " + wanted.name() + ".");
            return line.state() == Survey.State.DAMAGED ? Probe.change("What lies there is not usable: " + line.why() + ". " + what) : Probe.make(what);
        }
        return switch (line.state()) {
            case PRESENT -> present(line, task);
            case MISNAMED -> request.rename() ? Probe.change(line.best().orElseThrow().path() + " will be renamed."
                    + (wanted.hint().isEmpty() ? "" : " " + wanted.hint()), "-" + line.best().orElseThrow().path() + "\n+" + wanted.path() + "\n")
                    : blocked(Failure.Kind.CONFLICT, line.best().orElseThrow().path(), "It seems to lie under another name. " + wanted.hint(),
                            "Rename it to " + wanted.path() + ", or let the set-up rename.", task);
            case AMBIGUOUS -> blocked(Failure.Kind.CONFLICT, String.join(", ", line.found().stream().map(FoundFile::path).toList()), "Several files could be it.",
                    "Rename the right one to " + wanted.path() + ".", task);
            case DAMAGED -> blocked(Failure.Kind.CONFLICT, line.best().orElseThrow().path(), "What lies there is not usable: " + line.why() + ".", "Replace it.", task);
            case MISSING -> wanted.optional() ? Probe.done("It is not there and not needed for everything: " + wanted.neededFor() + ".")
                    : blocked(Failure.Kind.NOT_FOUND, "", "It is not there." + (line.why().isEmpty() ? "" : " " + line.why()), "Get it"
                            + (wanted.source().isEmpty() ? "" : " from " + wanted.source()) + " and give the folder it lies in.", task);
        };
    }

    private Probe present(Survey.Line line, Task task) throws FailureException {
        FoundFile file = line.best().orElseThrow();
        if (compare && !wanted.tree() && !wanted.digests().isEmpty()) {
            Optional<String> other = otherDigest(file, task);
            if (other.isPresent()) {
                return blocked(Failure.Kind.CONFLICT, other.get(), "It is another version, or damaged: its checksum is not the known one.", "Replace it.", task);
            }
            return Probe.done(file.path() + ", " + Pace.bytes(file.size()) + ", has the known checksum.");
        }
        return Probe.done(file.path() + (file.folder() ? "" : ", " + Pace.bytes(file.size())) + (file.path().equals(wanted.path()) ? "."
                : ", is there; Windows does not mind the other case."));
    }

    private Probe blocked(Failure.Kind kind, String cameBack, String meaning, String next, Task task) throws FailureException {
        return Probe.blocked(new Failure(kind, "looking for " + wanted.title() + ", needed for " + wanted.neededFor(), request.path(wanted.path()) + " at " + hostName(),
                cameBack, meaning.strip() + " " + request.whyNotHere(wanted, task), next));
    }

    /** The checksum that was found instead of a known one, if so. */
    private Optional<String> otherDigest(FoundFile file, Task task) throws FailureException {
        for (Map.Entry<String, String> known : wanted.digests().entrySet()) {
            String tool = known.getKey() + "sum";
            Host host = host(task);
            CommandResult result = host.sudo(Command.of(tool + " < " + Command.quote(request.path(file.path()))).within(Duration.ofMinutes(20)), task);
            String found = host.succeeded("comparing " + file.path(), result).out().strip().split("\\s+")[0];
            if (!found.equalsIgnoreCase(known.getValue())) {
                return Optional.of(known.getKey() + " " + found + " instead of " + known.getValue());
            }
        }
        return Optional.empty();
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        request.forget();
        Survey.Line line = request.survey(task).line(wanted);
        String to = request.path(wanted.path());
        try {
            if (line.state() == Survey.State.MISNAMED && request.rename()) {
                String from = request.path(line.best().orElseThrow().path());
                log.intend(new Made(MOVED, to, from));
                move(host, from, to, task);
                return;
            }
            Path source = request.source(wanted, task).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.NOT_FOUND, "looking for " + wanted.title(),
                    String.valueOf(request.local().orElse(null)), "", "The file is not in the folder of this machine any more.", "Choose the folder that holds it.")));
            if (line.state() == Survey.State.DAMAGED) {
                String aside = to + ".before-" + Long.toHexString(line.best().orElseThrow().size()) + "-" + log.earlier().size();
                log.intend(new Made(ASIDE, to, aside));
                move(host, request.path(line.best().orElseThrow().path()), aside, task);
            }
            log.intend(new Made(UPLOADED, to, wanted.tree() ? "folder" : "file"));
            Uploads uploads = new Uploads(ground(), hostName(), request.root());
            if (wanted.tree()) {
                uploads.putFolder(source, to, request.owner(), task);
            } else {
                uploads.put(source, to, request.owner(), task);
            }
        } finally {
            request.forget();
        }
    }

    /** Moves within a disk; an empty folder that stands there already gives way, anything else does not. */
    private static void move(Host host, String from, String to, Task task) throws FailureException {
        String t = Command.quote(to);
        String script = "mkdir -p -- \"$(dirname -- " + t + ")\" && { [ ! -d " + t + " ] || rmdir -- " + t + "; } && [ ! -e " + t + " ] && mv -n -- " + Command.quote(from) + " " + t;
        host.succeeded("renaming " + from + " to " + to, host.lookAsRoot(script, task));
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        for (Made thing : made) {
            String p = Command.quote(thing.id());
            switch (thing.kind()) {
                case MOVED, ASIDE -> {
                    boolean moved = thing.kind().equals(MOVED);
                    String from = moved ? thing.id() : thing.detail();
                    String to = moved ? thing.detail() : thing.id();
                    if (host.lookAsRoot("[ -e " + Command.quote(from) + " ] && [ ! -e " + Command.quote(to) + " ]", task).ok()) {
                        move(host, from, to, task);
                    }
                }
                case UPLOADED -> {
                    if (!host.lookAsRoot("[ -e " + p + " ]", task).ok()) {
                        continue;
                    }
                    if (!request.mayRemove(task)) {
                        task.line(thing.id() + " stays; its removal was not agreed to.");
                        request.forget();
                        return;
                    }
                    host.succeeded("removing " + thing.id(), host.lookAsRoot("rm -rf -- " + p, task));
                }
                default -> {
                }
            }
        }
        request.forget();
    }
}
