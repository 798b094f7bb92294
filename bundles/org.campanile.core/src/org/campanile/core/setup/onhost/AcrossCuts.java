package org.campanile.core.setup.onhost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A step that goes on over a new connection when one is cut, as by a host that reboots in the middle. What had begun is probed first and applied again only
 * when that asks for it, as after a restart of the program. A host that stays away still fails, after some two minutes.
 */
public final class AcrossCuts implements Step {

    private static final int TRIES = 11;
    private static final long LONGEST_PAUSE = 15;
    /** A connection that held for so long was one: a host that closes each after a while is not given up as long as it lets in again. */
    private static final long HELD_NANOS = Duration.ofSeconds(10).toNanos();

    private interface Work<T> {
        T go(boolean again) throws FailureException;
    }

    private final Step step;

    private AcrossCuts(Step step) {
        this.step = step;
    }

    /** These steps, each across cuts. */
    public static List<Step> all(List<? extends Step> steps) {
        return steps.stream().map(s -> (Step) new AcrossCuts(s)).toList();
    }

    private <T> T across(Task task, Work<T> work) throws FailureException {
        boolean again = false;
        for (int cuts = 0;; cuts++) {
            long began = System.nanoTime();
            try {
                return work.go(again);
            } catch (FailureException e) {
                boolean cut = e.failure().kind() == Kind.CUT;
                if (cut && !isConnecting(e.failure()) && System.nanoTime() - began > HELD_NANOS) {
                    cuts = 0;
                }
                if (!cut && !(again && isAway(e.failure())) || cuts >= TRIES || task.isCancelled()) {
                    throw e;
                }
                again = true;
                task.line("The connection was cut; connecting again.");
                task.progress("The connection was cut; connecting again", 0, -1);
                task.pause(Duration.ofSeconds(Math.min(1L << cuts, LONGEST_PAUSE)), title());
            }
        }
    }

    /** A host that starts refuses connections, or does not answer at all, until it is up. */
    private static boolean isAway(Failure failure) {
        return failure.away() || failure.kind() == Kind.TIMED_OUT && isConnecting(failure);
    }

    private static boolean isConnecting(Failure failure) {
        return failure.doing().startsWith("connecting");
    }

    @Override
    public String id() {
        return step.id();
    }

    @Override
    public String title() {
        return step.title();
    }

    @Override
    public List<String> after() {
        return step.after();
    }

    @Override
    public String change() {
        return step.change();
    }

    @Override
    public List<String> commands() {
        return step.commands();
    }

    @Override
    public String where() {
        return step.where();
    }

    @Override
    public String doneWhen() {
        return step.doneWhen();
    }

    @Override
    public boolean provesOthers() {
        return step.provesOthers();
    }

    @Override
    public List<String> undoing(List<Made> made) {
        return step.undoing(made);
    }

    @Override
    public List<String> losing(List<Made> made) {
        return step.losing(made);
    }

    @Override
    public List<String> writes() {
        return step.writes();
    }

    @Override
    public Map<String, String> rereads() {
        return step.rereads();
    }

    @Override
    public List<String> scripted() {
        return step.scripted();
    }

    @Override
    public Duration expected() {
        return step.expected();
    }

    @Override
    public Duration limit() {
        return step.limit();
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        return across(task, again -> step.probe(task));
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Log whole = new Log(log);
        across(task, again -> {
            if (again) {
                Probe probe = step.probe(task);
                task.progress("", 0, -1);
                switch (probe) {
                    case Probe.Done done -> {
                        return null;
                    }
                    case Probe.Blocked blocked -> throw new FailureException(blocked.why());
                    case Probe.Waits waits -> throw new FailureException(new Failure(Kind.CONFLICT, title(), where(), waits.what(), "What it needs is gone.", "Try again."));
                    case Probe.Needed needed -> task.line(needed.detail());
                }
            }
            step.apply(task, whole);
            return null;
        });
    }

    @Override
    public void verify(Task task) throws FailureException {
        across(task, again -> {
            step.verify(task);
            return null;
        });
    }

    @Override
    public boolean undoable() {
        return step.undoable();
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        across(task, again -> {
            step.undo(task, made);
            return null;
        });
    }

    /** The log with what this application has noted so far, which its next try has to know as earlier. */
    private static final class Log implements StepLog {

        private final StepLog log;
        private final List<Made> noted = Collections.synchronizedList(new ArrayList<>());

        Log(StepLog log) {
            this.log = log;
        }

        @Override
        public void intend(Made thing) throws FailureException {
            log.intend(thing);
            noted.add(thing);
        }

        @Override
        public void made(Made thing) throws FailureException {
            log.made(thing);
            noted.add(thing);
        }

        @Override
        public List<Made> earlier() {
            List<Made> all = new ArrayList<>(log.earlier());
            synchronized (noted) {
                all.addAll(noted);
            }
            return List.copyOf(all);
        }

        @Override
        public void line(String text) {
            log.line(text);
        }
    }
}
