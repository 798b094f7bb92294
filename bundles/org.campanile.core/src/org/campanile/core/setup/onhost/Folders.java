package org.campanile.core.setup.onhost;

import java.util.List;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Folders of a host with their owner and mode, for steps: made with what is missing above them, noted so that undo takes back what was made, and only
 * when it is empty. Stateless; blocks.
 */
public final class Folders {

    private static final String MADE = "folder";
    private static final String CHANGED = "owner and mode";

    private Folders() {
    }

    /** Whether a folder is there as wanted. @param owner {@code user:group}; empty for any @param mode octal; empty for any */
    public static Probe probe(Host host, String path, String owner, String mode, Task task) throws FailureException {
        String found = stat(host, path, task);
        if (found.isEmpty()) {
            return Probe.make(path + " does not exist.");
        }
        if (!found.startsWith("directory ")) {
            return Probe.blocked(noFolder(host, path, found));
        }
        // Names of groups may have blanks where a directory server gives them.
        String[] words = found.split(" ", 3);
        boolean as = (owner.isEmpty() || owner.equals(words[2])) && (mode.isEmpty() || same(mode, words[1]));
        return as ? Probe.done(path + " exists" + (owner.isEmpty() ? "." : " and belongs to " + words[2] + ", mode " + words[1] + "."))
                : Probe.change(path + " belongs to " + words[2] + ", mode " + words[1] + ".", "-" + words[2] + " " + words[1] + "\n+" + (owner.isEmpty() ? words[2]
                        : owner) + " " + (mode.isEmpty() ? words[1] : mode) + "\n");
    }

    private static Failure noFolder(Host host, String path, String found) {
        return new Failure(Failure.Kind.CONFLICT, "looking at folder " + path, host.where(), found, "Something that is no folder stands there.",
                "Move it away, or choose another folder.");
    }

    private static boolean same(String one, String other) {
        return one.replaceFirst("^0+", "").equals(other.replaceFirst("^0+", ""));
    }

    private static String stat(Host host, String path, Task task) throws FailureException {
        String p = Command.quote(path);
        CommandResult result = host.lookAsRoot("[ -e " + p + " ] || { [ -L " + p + " ] && echo 'broken link'; exit 0; }\nLC_ALL=C stat -L -c '%F %a %U:%G' -- " + p, task);
        return host.succeeded("looking at folder " + path, result).out().strip();
    }

    /** Makes it so. */
    public static void make(Host host, String path, String owner, String mode, Task task, StepLog log) throws FailureException {
        String found = stat(host, path, task);
        if (found.isEmpty()) {
            for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
                one(host, path.substring(0, slash), log, task);
            }
            one(host, path, log, task);
        } else if (!found.startsWith("directory ")) {
            throw new FailureException(noFolder(host, path, found));
        } else if (log.earlier().stream().noneMatch(m -> m.id().equals(path))) {
            String[] words = found.split(" ", 3);
            log.intend(new Made(CHANGED, path, words[2] + " " + words[1]));
        }
        String p = Command.quote(path);
        String script = (owner.isEmpty() ? "" : "chown " + Command.quote(owner) + " -- " + p + " && ") + (mode.isEmpty() ? "true" : "chmod " + mode + " -- " + p);
        host.succeeded("giving " + path + " its owner and mode", host.lookAsRoot(script, task));
    }

    private static void one(Host host, String path, StepLog log, Task task) throws FailureException {
        if (stat(host, path, task).isEmpty()) {
            log.intend(new Made(MADE, path));
            host.succeeded("making folder " + path, host.lookAsRoot("umask 022; mkdir -p -- " + Command.quote(path), task));
        }
    }

    /** Takes it back: folders that are not empty stay, and the task's output says so. */
    public static void undo(Host host, List<Made> made, Task task) throws FailureException {
        for (Made thing : made) {
            String p = Command.quote(thing.id());
            if (thing.kind().equals(MADE)) {
                String script = "[ -d " + p + " ] || exit 0; rmdir -- " + p + " 2>/dev/null && exit 0; find " + p + " -mindepth 1 | wc -l";
                String left = host.succeeded("removing folder " + thing.id(), host.lookAsRoot(script, task)).out().strip();
                if (!left.isEmpty()) {
                    task.line(thing.id() + " stays: it holds " + left + (left.equals("1") ? " file or folder." : " files and folders."));
                }
            } else if (thing.kind().equals(CHANGED)) {
                int blank = thing.detail().lastIndexOf(' ');
                String script = "[ -d " + p + " ] || exit 0; chown " + Command.quote(thing.detail().substring(0, blank)) + " -- " + p + " && chmod " + thing.detail().substring(blank + 1) + " -- " + p;
                host.succeeded("giving " + thing.id() + " its former owner and mode", host.lookAsRoot(script, task));
            }
        }
    }
}
