package org.campanile.core.setup.onhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;

/** A step over a connection that is cut: what was begun is looked at and done again, other failures are told at once. */
class AcrossCutsTest {

    private static final Failure CUT = new Failure(Kind.CUT, "running sh", "box", "", "The line is gone.", "Connect again.");
    private static final Failure DROPPED = new Failure(Kind.TIMED_OUT, "connecting as admin", "box", "", "The host did not answer in time.", "Check it.");
    private static final Failure SLOW = new Failure(Kind.TIMED_OUT, "running sh", "box", "", "The command did not end within 30 s.", "Look at it.");

    private final List<String> done = new ArrayList<>();
    private final Deque<Failure> applications = new ArrayDeque<>();
    private final Deque<Failure> looks = new ArrayDeque<>();

    private void fail(Deque<Failure> from) throws FailureException {
        Failure next = from.poll();
        if (next != null) {
            throw new FailureException(next);
        }
    }

    private final Step plain = new Step() {
        @Override
        public String id() {
            return "s";
        }

        @Override
        public String title() {
            return "Step";
        }

        @Override
        public String change() {
            return "";
        }

        @Override
        public List<String> commands() {
            return List.of();
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            done.add("look");
            fail(looks);
            return Probe.make("It is not there.");
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            done.add("apply after " + log.earlier().size());
            log.intend(new Made("thing", "t"));
            fail(applications);
        }
    };

    private final StepLog log = new StepLog() {
        @Override
        public void intend(Made thing) {
            done.add("intended");
        }

        @Override
        public void made(Made thing) {
            done.add("made");
        }

        @Override
        public List<Made> earlier() {
            return List.of();
        }

        @Override
        public void line(String text) {
            done.add(text);
        }
    };

    private final Step step = AcrossCuts.all(List.of(plain)).getFirst();

    @Test
    void afterACutItIsLookedAtAndDoneAgainAlsoWhenTheHostDoesNotAnswerForAWhile() throws FailureException {
        applications.add(CUT);
        looks.add(DROPPED);
        step.apply(Task.unwatched(), log);
        assertEquals(List.of("apply after 0", "intended", "look", "look", "apply after 1", "intended"), done);
    }

    @Test
    void aSentenceThatSpeaksOfACutIsNone() {
        Failure shorn = new Failure(Kind.UNREACHABLE, "asking the broker", "box", "", "The log was cut.", "Look at it.");
        applications.add(shorn);
        assertEquals(shorn, assertThrows(FailureException.class, () -> step.apply(Task.unwatched(), log)).failure());
    }

    @Test
    void aCommandThatTakesTooLongAndAHostThatNeverAnsweredAreToldAtOnce() {
        applications.add(SLOW);
        assertEquals(SLOW, assertThrows(FailureException.class, () -> step.apply(Task.unwatched(), log)).failure());
        looks.add(DROPPED);
        assertEquals(DROPPED, assertThrows(FailureException.class, () -> step.probe(Task.unwatched())).failure());
        assertEquals(List.of("apply after 0", "intended", "look"), done);
    }
}
