package org.campanile.core.setup.devstack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

/**
 * Runs stack.sh, on the host on its own, and says what it does and how far it is. A run that goes on when this program comes back is followed further;
 * one that failed is cleaned up before the next try, as the recipe says.
 */
final class StackStep extends HostStep {

    private static final String STACK = "OpenStack by stack.sh";
    private static final String MARK = "devstack";
    private static final String JOB = Jobs.FOLDER + "/" + MARK;

    private final DevStackRequest request;

    StackStep(DevStackRequest request, String id, List<String> after) {
        super(request.ground(), request.host(), id, "Run stack.sh", "stack.sh installs OpenStack on the host: packages, databases and services in " + request.home()
                + ". It goes on when the connection is cut; cancelling ends it." + (request.cleanup().equals("none") ? "" : " After a failed run " + request.cleanup()
                        + ".sh cleans up first."), after, List.of("cd " + request.folder() + " && ./stack.sh"), Duration.ofMinutes(40));
        this.request = request;
    }

    @Override
    public Duration limit() {
        return request.limit();
    }

    private Jobs jobs() {
        return new Jobs(task -> HostStep.on(ground(), hostName(), task));
    }

    /** The run for what DevStack and its files are now: with other ones stack.sh has to run again. */
    private Job job(Host host, Task task) throws FailureException {
        CommandResult result = host.lookAsRoot(digest(), task);
        return new Job(MARK, "./stack.sh", request.folder(), request.user(), host.succeeded("looking at " + request.folder(), result).out().strip());
    }

    private String digest() {
        return "cd " + Command.quote(request.folder()) + " 2>/dev/null || exit 0; { cat localrc local.conf local.sh 2>/dev/null; git -c safe.directory='*' rev-parse HEAD 2>/dev/null; } "
                + "| sha256sum | cut -c1-32";
    }

    @Override
    public String doneWhen() {
        return "[ \"$(sudo cat " + JOB + "/input " + JOB + "/exit 2>/dev/null)\" = \"$(sudo sh -c " + Command.quote(digest()) + ")0\" ]";
    }

    /** It leaves the marks of a job, by which a second run of the script and the program know it. */
    @Override
    public List<String> scripted() {
        String as = "sudo -u " + request.user() + " -H bash -c ";
        String in = "cd " + Command.quote(request.folder()) + " && ./";
        List<String> all = new ArrayList<>();
        if (!request.cleanup().equals("none")) {
            all.add("if sudo test -f " + Command.quote(request.folder() + "/.stackenv") + " || sudo test -d " + JOB + "; then " + as + Command.quote(in + request.cleanup() + ".sh") + "; fi");
        }
        all.add("sudo sh -c " + Command.quote("umask 077; rm -rf " + JOB + "; mkdir -p " + JOB + "; (" + digest() + ") | tr -d '\\n' > " + JOB + "/input"));
        all.add("code=0; " + as + Command.quote(in + "stack.sh") + " || code=$?");
        all.add("echo \"$code\" | sudo tee " + JOB + "/exit >/dev/null");
        all.add("[ \"$code\" -eq 0 ]");
        return all;
    }

    private Job cleaner() {
        return new Job(MARK + "-" + request.cleanup(), "./" + request.cleanup() + ".sh", request.folder(), request.user(), request.cleanup());
    }

    /** Whether stack.sh has run here before, by whomever: its marks, or services that it has made. */
    private boolean ran(Host host, Task task) throws FailureException {
        String f = Command.quote(request.folder());
        return host.lookAsRoot("[ -f " + f + "/.stackenv ] || [ -d " + JOB + " ] || ls /etc/systemd/system/devstack@*.service >/dev/null 2>&1", task).ok();
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        if (!host.lookAsRoot("[ -f " + Command.quote(request.folder() + "/stack.sh") + " ]", task).ok()) {
            return Probe.make("DevStack is not there yet.");
        }
        Job.Standing standing = jobs().look(job(host, task), task);
        String clean = request.cleanup().equals("none") ? "" : " " + request.cleanup() + ".sh will be run first.";
        return switch (standing.state()) {
            case RUNNING -> Probe.make("stack.sh runs; it will be followed.");
            case ENDED -> standing.exit() == 0 ? Probe.done("stack.sh has completed with this configuration.")
                    : Probe.make("The last run of stack.sh failed with exit code " + standing.exit() + "." + clean);
            case LOST -> Probe.make("The last run of stack.sh was cut off, as by a reboot." + clean);
            case NONE -> ran(host, task) ? Probe.change("stack.sh has run here with another configuration, or by hand." + clean) : Probe.make("stack.sh has not run here.");
        };
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        Job job = job(host, task);
        Job.Standing standing = jobs().look(job, task);
        log.intend(new Made(STACK, request.folder()));
        if (standing.state() != Job.State.RUNNING) {
            if (ran(host, task)) {
                clean(task);
            }
            jobs().start(job, task);
        }
        StackStages stages = new StackStages();
        long began = System.nanoTime();
        task.progress("Running stack.sh", 0, StackStages.all());
        Job.Standing end = jobs().follow(job, task, line -> {
            task.line(line);
            stages.take(line);
            task.progress(stages.now() + " (" + Pace.duration((System.nanoTime() - began) / 1_000_000_000L) + ")", stages.begun(), StackStages.all());
        });
        if (!end.succeeded()) {
            boolean lost = end.state() == Job.State.LOST;
            throw new FailureException(new Failure(Failure.Kind.REMOTE, "running stack.sh, at \"" + stages.now() + "\"", request.folder() + " at " + host(task).where(),
                    (lost ? "cut off" : "exit code " + end.exit()) + "\n" + stages.why(), lost ? "stack.sh was cut off, as by a reboot of the host." : "stack.sh failed.",
                    "Read what it said, correct the cause and go on with the run" + (request.cleanup().equals("none") ? "." : ": " + request.cleanup()
                            + ".sh cleans up, then stack.sh starts again.")));
        }
        task.line(stages.completed().map(s -> "stack.sh completed in " + Pace.duration(s) + ".").orElse("stack.sh ended well."));
    }

    private void clean(Task task) throws FailureException {
        if (request.cleanup().equals("none")) {
            return;
        }
        Job job = cleaner();
        task.progress("Cleaning up with " + request.cleanup() + ".sh", 0, -1);
        jobs().start(job, task);
        Job.Standing end = jobs().follow(job, task, task::line);
        if (!end.succeeded()) {
            throw new FailureException(new Failure(Failure.Kind.REMOTE, "cleaning up with " + request.cleanup() + ".sh", request.folder() + " at " + host(task).where(),
                    "exit code " + end.exit(), "The remains of the last run could not be cleaned up.", "Run it by hand and read what it says, or set cleanup: none."));
        }
        jobs().forget(job, task);
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        Job job = job(host, task);
        jobs().end(job, task);
        boolean there = host.lookAsRoot("[ -f " + Command.quote(request.folder() + "/stack.sh") + " ]", task).ok();
        if (!made.isEmpty() && there && ran(host, task)) {
            if (request.cleanup().equals("clean") && !ground().session().questions().confirm("Remove OpenStack's databases, servers and images of " + hostName()
                    + "? clean.sh of DevStack does so.", null)) {
                task.line("OpenStack stays; the removal of its data was not agreed to.");
                return;
            }
            clean(task);
        }
        jobs().forget(job, task);
    }
}
