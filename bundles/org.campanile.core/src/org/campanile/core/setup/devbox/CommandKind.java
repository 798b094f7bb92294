package org.campanile.core.setup.devbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.campanile.core.file.Checksums;
import org.campanile.core.host.Host;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.Job;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * {@code host.command}: a command that a guide asks to be typed, for which there is no kind of its own. A condition tells whether it is done; on another
 * system than it is written for it is refused. It outlives a cut connection.
 */
final class CommandKind implements StepKind {

    @Override
    public String id() {
        return "host.command";
    }

    @Override
    public String summary() {
        return "A command on a host, run when a condition says that it is not done yet, on the systems it is written for.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "Host of the lab."),
                KindParameter.required("command", ValueType.TEXT, "Lines for bash."),
                KindParameter.required("done-when", ValueType.TEXT, "Condition for a POSIX shell that is true when it is done; it is looked at as root and changes nothing."),
                KindParameter.optional("undo", ValueType.TEXT, "", "Lines that take it back; none when that is not possible."),
                KindParameter.optional("loses", ValueType.TEXT, "", "Data that goes when it is taken back, a sentence."),
                KindParameter.optional("user", ValueType.TEXT, "", "Who runs it; root when empty."),
                KindParameter.optional("folder", ValueType.TEXT, "/", "Where it runs."),
                KindParameter.optional("systems", ValueType.LIST, "", "Systems it is written for, such as ubuntu 12.04; none means any."),
                KindParameter.optional("minutes", ValueType.NUMBER, "30", "After that it is ended."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        return JobStep.problems(with);
    }

    @Override
    public List<? extends Step> create(StepSpec entry, Ground ground) {
        return AcrossCuts.all(List.of(new Typed(entry, ground)));
    }

    private static final class Typed extends JobStep {

        Typed(StepSpec entry, Ground ground) {
            super(entry, ground, "Run a command on " + entry.with().host("host"),
                    "A command runs on " + entry.with().host("host") + (entry.with().text("user").isEmpty() ? " as root" : " as " + entry.with().text("user")) + ", and its test tells that it is done.",
                    entry.with().text("command").lines().map(l -> typed(entry.with(), l)).toList(), Duration.ofSeconds(30));
        }

        /** As somebody types it who is not the user that the line is for. */
        private static String typed(Values with, String line) {
            return "sudo " + (with.text("user").isEmpty() ? "" : "-u " + Command.quote(with.text("user")) + " ") + "bash -c "
                    + Command.quote((with.text("folder").equals("/") ? "" : "cd " + Command.quote(with.text("folder")) + " && ") + line);
        }

        /** Its lines belong together: a here-document, a loop, a folder that was changed to. Set-up scripts may end well though they failed, so the test is asked. */
        @Override
        public List<String> scripted() {
            return List.of(typed(with, with.text("command").strip()),
                    doneWhen() + " || { echo " + Command.quote("It has run, but its test does not tell that it is done: " + title()) + " >&2; exit 1; }");
        }

        @Override
        public String doneWhen() {
            return "sudo sh -c " + Command.quote(with.text("done-when").strip());
        }

        private Job job() {
            String input = Checksums.sha256((with.text("command") + "\n" + with.text("user")).getBytes(StandardCharsets.UTF_8));
            return new Job(jobName("command"), with.text("command"), with.text("folder"), with.text("user"), input);
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            Host host = host(task);
            Optional<Failure> other = Systems.refusal("The command", with.list("systems"), host);
            if (other.isPresent()) {
                return Probe.blocked(other.get());
            }
            CommandResult result = host.lookAsRoot(with.text("done-when") + "\n", task);
            return result.ok() ? Probe.done(title() + ": done, as its test tells.") : Probe.make("Not done yet, as this tells: " + with.text("done-when"));
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            log.intend(new Made("command", id()));
            run(job(), "the command", "Read what it said, correct the cause, then try this step again.", task, log);
        }

        @Override
        public boolean undoable() {
            return !with.text("undo").isEmpty();
        }

        @Override
        public List<String> undoing(List<Made> made) {
            return made.isEmpty() ? List.of() : List.of("Runs on " + hostName() + ": " + with.text("undo"));
        }

        @Override
        public List<String> losing(List<Made> made) {
            return made.isEmpty() || with.text("loses").isEmpty() ? List.of() : List.of(with.text("loses"));
        }

        @Override
        public void undo(Task task, List<Made> made) throws FailureException {
            if (!made.isEmpty()) {
                host(task).require("taking back: " + title(), Command.of(with.text("undo")).within(limit()), task);
            }
        }
    }
}
