package org.campanile.core.setup.onhost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.host.Host;
import org.campanile.core.recipe.Ground;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Clones a git repository to a folder of a host: beside first, then moved into place, so that a cut clone leaves nothing that looks like one. Work that
 * somebody has done in a clone is never lost: undo leaves a clone that was changed.
 */
public final class GitCloneStep extends HostStep {

    private static final String CLONE = "clone";
    private static final String FOLDER = "folder";

    private final GitRepository repository;

    /** The step of an entry. @param after ids of steps of the same entry */
    public GitCloneStep(Ground ground, String hostName, String id, GitRepository repository, List<String> after) {
        super(ground, hostName, id, "Clone " + repository.name() + " to " + repository.folder(), repository.url() + (repository.branch().isEmpty() ? "" : ", "
                + repository.branch() + ",") + " is cloned to " + repository.folder() + (repository.user().isEmpty() ? "." : " by user " + repository.user()
                + ", to whom it belongs."), after, List.of(repository.sudo() + "git clone " + repository.options() + Command.quote(repository.url()) + " " + Command.word(repository.folder())),
                Duration.ofSeconds(30));
        this.repository = repository;
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(60);
    }

    @Override
    public String doneWhen() {
        return "sudo test -e " + Command.quote(repository.folder() + "/.git");
    }

    @Override
    public List<String> scripted() {
        List<String> all = new ArrayList<>(ScriptText.needs("git", "git", "git"));
        String folder = Command.quote(repository.folder());
        all.add("sudo mkdir -p \"$(dirname " + folder + ")\"");
        if (!repository.user().isEmpty()) {
            all.add("sudo install -d -o " + repository.user() + " " + folder);
        }
        // The user may not be allowed to stay where the script is.
        all.add("(cd / && " + repository.sudo() + "git clone " + repository.options() + Command.quote(repository.url()) + " " + folder + ")");
        return all;
    }

    /** What is there, one word a line: git or nothing; then absent, empty, other, or repository with origin, branch and whether the branch is what was asked. */
    private CommandResult look(Host host, Task task) throws FailureException {
        String f = Command.quote(repository.folder());
        String script = "command -v git >/dev/null && echo git || echo nogit\n[ -e " + f + " ] || { echo absent; exit 0; }\n[ -d " + f + " ] || { echo file; exit 0; }\n"
                + "[ -n \"$(ls -A " + f + ")\" ] || { echo empty; exit 0; }\n[ -e " + f + "/.git ] || { echo other; exit 0; }\necho repository\n"
                + "git -c safe.directory='*' -C " + f + " config --get remote.origin.url || echo\n"
                + "git -c safe.directory='*' -C " + f + " rev-parse --abbrev-ref HEAD\n"
                + "git -c safe.directory='*' -C " + f + " describe --tags --exact-match 2>/dev/null || echo\n"
                + "git -c safe.directory='*' -C " + f + " log -1 --format='%h %s' 2>/dev/null || echo\n";
        return host.lookAsRoot(script, task);
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        List<String> lines = host.succeeded("looking at " + repository.folder(), look(host, task)).out().lines().toList();
        String state = lines.size() > 1 ? lines.get(1) : "";
        return switch (state) {
            case "absent" -> Probe.make(repository.folder() + " does not exist." + (lines.getFirst().equals("git") ? "" : " git is not installed and will be."));
            case "empty" -> Probe.make(repository.folder() + " is empty.");
            case "repository" -> repository(lines, host);
            default -> Probe.blocked(conflict(host, state.equals("file") ? "A file stands there." : "The folder holds something else.",
                    "Move it away, or choose another folder."));
        };
    }

    private Probe repository(List<String> lines, Host host) {
        String origin = lines.size() > 2 ? lines.get(2) : "";
        String branch = lines.size() > 3 ? lines.get(3) : "";
        String tag = lines.size() > 4 ? lines.get(4) : "";
        if (!same(origin, repository.url())) {
            return Probe.blocked(conflict(host, "It is a clone of " + (origin.isEmpty() ? "nothing known" : origin) + ".", "Move it away, or choose another folder."));
        }
        if (!repository.branch().isEmpty() && !repository.branch().equals(branch) && !repository.branch().equals(tag)) {
            return Probe.blocked(conflict(host, "The clone is on " + (tag.isEmpty() ? branch : tag) + " and not on " + repository.branch() + ".",
                    "Switch it by hand (git checkout), since it may hold work of yours, or choose another folder."));
        }
        return Probe.done("It is a clone of " + origin + " on " + branch + (lines.size() > 5 ? ", at " + lines.get(5) : "") + ".");
    }

    private static boolean same(String one, String other) {
        return one.replaceFirst("(\\.git)?/*$", "").equals(other.replaceFirst("(\\.git)?/*$", ""));
    }

    private Failure conflict(Host host, String meaning, String next) {
        return new Failure(Failure.Kind.CONFLICT, "looking at " + repository.folder(), repository.folder() + " at " + host.where(), "", meaning, next);
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        // The second of two finds what the first has made.
        inTurn("clone " + repository.folder(), task, () -> {
            if (!(probe(task) instanceof Probe.Done)) {
                brought(task, log);
            }
        });
    }

    private void brought(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        if (!host.look("command -v git", task).ok()) {
            if (host.packages().candidate("git", task).isEmpty()) {
                host.packages().refresh(task);
            }
            Installation.install(host, List.of("git"), title(), log, task);
        }
        String parent = repository.folder().substring(0, repository.folder().lastIndexOf('/'));
        String above = "p=" + Command.quote(parent) + "; while [ -n \"$p\" ] && [ ! -e \"$p\" ]; do echo \"$p\"; p=${p%/*}; done";
        for (String missing : host.succeeded("looking at " + parent, host.lookAsRoot(above, task)).out().lines().toList().reversed()) {
            log.intend(new Made(FOLDER, missing));
        }
        log.intend(new Made(CLONE, repository.folder(), repository.url()));
        String fresh = repository.folder() + ".campanile-new";
        String f = Command.quote(repository.folder());
        String user = repository.user();
        String prepare = "rm -rf -- " + Command.quote(fresh) + " && mkdir -p -- " + Command.quote(parent.isEmpty() ? "/" : parent) + " && mkdir -- " + Command.quote(fresh)
                + (user.isEmpty() ? "" : " && chown " + Command.quote(user) + ": -- " + Command.quote(fresh));
        host.succeeded("preparing " + repository.folder(), host.lookAsRoot(prepare, task));
        String clone = "cd / && GIT_TERMINAL_PROMPT=0 GIT_ASKPASS=/bin/true git clone --progress " + repository.options() + "-- " + Command.quote(repository.url()) + " " + Command.quote(fresh);
        String line = user.isEmpty() ? clone : "su -s /bin/sh " + Command.quote(user) + " -c " + Command.quote(clone);
        CommandResult cloned = host.sudo(Command.of(line).within(limit()), task);
        if (!cloned.ok()) {
            host.lookAsRoot("rm -rf -- " + Command.quote(fresh), task);
            throw told(host, cloned);
        }
        host.succeeded("putting the clone in place", host.lookAsRoot("{ [ ! -d " + f + " ] || rmdir -- " + f + "; } && mv -- " + Command.quote(fresh) + " " + f, task));
    }

    private FailureException told(Host host, CommandResult result) {
        String said = result.err().lines().filter(l -> l.startsWith("fatal:") || l.startsWith("error:") || l.startsWith("warning: Could not find"))
                .reduce("", (a, b) -> a.isEmpty() ? b : a + "; " + b);
        boolean branch = said.contains("Remote branch") || said.contains("Could not find remote branch");
        boolean missing = said.contains("not found") || said.contains("does not exist") || said.contains("does not appear to be");
        boolean network = said.contains("Could not resolve") || said.contains("unable to connect") || said.contains("Connection");
        return new FailureException(new Failure(branch || missing ? Failure.Kind.NOT_FOUND : network ? Failure.Kind.UNREACHABLE : Failure.Kind.REMOTE,
                "cloning " + repository.url(), repository.folder() + " at " + host.where(), said.isEmpty() ? "exit code " + result.exit() : said,
                branch ? "The repository has no branch or tag " + repository.branch() + "." : missing ? "There is no such repository." : network
                        ? "The host does not reach the repository." : "git could not clone it.",
                branch ? "Look which branches it has (git ls-remote), and give one." : network ? "Check the host's way to it, or give the address of a mirror."
                        : "Check the address of the repository."));
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        for (Made thing : made) {
            if (thing.kind().equals(CLONE)) {
                String f = Command.quote(thing.id());
                String script = "rm -rf -- " + Command.quote(thing.id() + ".campanile-new") + "\n[ -e " + f + "/.git ] || exit 0\n"
                        + "[ -z \"$(git -c safe.directory='*' -C " + f + " -c core.fileMode=false status --porcelain --ignored 2>/dev/null)\" ] && [ -z \"$(git -c safe.directory='*' -C " + f
                        + " log --branches --not --remotes --format=%h 2>/dev/null)\" ] || { echo changed; exit 0; }\nrm -rf -- " + f;
                if (host.succeeded("removing clone " + thing.id(), host.lookAsRoot(script, task)).out().contains("changed")) {
                    task.line(thing.id() + " stays: it holds files that are not in the repository.");
                }
            } else if (thing.kind().equals(FOLDER)) {
                // what others have put into it by now keeps it there
                String folder = Command.quote(thing.id());
                host.succeeded("removing folder " + thing.id(), host.lookAsRoot("[ ! -d " + folder + " ] || rmdir -- " + folder + " 2>/dev/null || true", task));
            }
        }
        Installation.undo(ground(), host, made, Map.of(), task);
    }
}
