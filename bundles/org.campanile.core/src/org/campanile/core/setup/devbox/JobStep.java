package org.campanile.core.setup.devbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.Values;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.Job;
import org.campanile.core.setup.onhost.Jobs;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A step that is one long command on a host: what several kinds take ({@code folder}, {@code user}, {@code minutes}) and how the command is followed. */
abstract class JobStep extends HostStep {

    /** Lines of output that stand in a failure. */
    private static final int TAIL = 5;

    final Values with;

    JobStep(StepSpec entry, Ground ground, String title, String change, List<String> commands, Duration expected) {
        super(ground, entry.with().host("host"), entry.id(), entry.titleOr(title), change, List.of(), commands, expected);
        this.with = entry.with();
    }

    /** What is not acceptable in {@code folder} and {@code user}. */
    static List<ValueProblem> problems(Values with) {
        List<ValueProblem> found = new ArrayList<>();
        if (!with.text("folder").startsWith("/")) {
            found.add(new ValueProblem("folder", "A path on a host begins with a slash."));
        }
        if (!with.text("user").matches("[a-z_][a-z0-9_-]*|")) {
            found.add(new ValueProblem("user", "This is no name of a user."));
        }
        return found;
    }

    @Override
    public final Duration limit() {
        return Duration.ofMinutes(Math.max(1, with.number("minutes")));
    }

    /** What is under way, as a failure says it: titles of steps begin like sentences. */
    final String doing() {
        return "running \"" + title() + "\"";
    }

    /** A job's name that is this step's own on the host. */
    final String jobName(String kind) {
        return kind + "-" + id().replaceAll("[^A-Za-z0-9.-]", "-");
    }

    /**
     * Runs a job to its end, or goes on following one that runs already, as after a cut.
     *
     * @param who did it, in a sentence: {@code "the command"}
     * @param next what to do when it fails
     * @throws FailureException REMOTE with its last lines when it fails or is cut off by a restart of the host
     */
    final void run(Job job, String who, String next, Task task, StepLog log) throws FailureException {
        Jobs jobs = new Jobs(this::host);
        if (jobs.look(job, task).state() != Job.State.RUNNING) {
            jobs.start(job, task);
        }
        Deque<String> last = new ArrayDeque<>();
        Job.Standing end = jobs.follow(job, task, line -> {
            log.line(line);
            last.add(line);
            if (last.size() > TAIL) {
                last.removeFirst();
            }
        });
        if (!end.succeeded()) {
            boolean lost = end.state() == Job.State.LOST;
            throw new FailureException(new Failure(Failure.Kind.REMOTE, doing(), host(task).where(),
                    (lost ? "cut off" : "exit code " + end.exit()) + (last.isEmpty() ? ", without a word" : ": " + String.join("\n", last)),
                    lost ? "The host was restarted while " + who + " ran." : Character.toUpperCase(who.charAt(0)) + who.substring(1) + " failed on the host.", next));
        }
    }
}
