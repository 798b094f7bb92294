package org.campanile.ui.controllers.swact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.campanile.core.ask.Questions;
import org.campanile.core.controllers.ActionGuard;
import org.campanile.core.controllers.ActionOutcome;
import org.campanile.core.controllers.PreCheckRules;
import org.campanile.core.controllers.SwactAction;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.history.AuditLog;
import org.campanile.core.history.Event;
import org.campanile.core.history.History;
import org.campanile.core.lab.Home;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SwactStatus;

/**
 * A swact the user has agreed to: sent once, followed to its end with each step told to the system's card, then written to the audit log and the
 * history. Blocks; worker threads only.
 */
final class SwactRun {

    private final Home home;
    private final Asked asked;
    private final String typed;
    private final ControllerSystem system;
    private boolean sent;

    /** @param typed what the user typed where the lab's guard asks for its name, otherwise {@code null} */
    SwactRun(Home home, Asked asked, String typed) {
        this.home = home;
        this.asked = asked;
        this.typed = typed;
        this.system = asked.system();
    }

    ActionOutcome run(Task task) throws FailureException {
        String host = asked.host();
        if (!system.begin(SwactStatus.checking(host, Instant.now()))) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, "swacting away from " + host, system.name(), "",
                    "A swact of this system is under way.", "Wait until it has ended."));
        }
        SwactAction action = new SwactAction(system.manager(), system.poller(), new PreCheckRules(), ActionGuard.of(system.lab()), new Consent());
        Task inner = new Task(new Told(task));
        long begin = System.nanoTime();
        try (Task.Registration cancel = task.onCancel(inner::cancel);
                SystemPoller.Subscription readings = system.poller().subscribe(s -> system.step(st -> st.seen(s)))) {
            ActionOutcome outcome = action.run(host, inner);
            system.step(st -> st.ended(outcome, Instant.now()));
            record(outcome);
            return outcome;
        } catch (FailureException e) {
            Duration took = sent ? Duration.ofNanos(System.nanoTime() - begin) : Duration.ZERO;
            if (system.swact().map(SwactStatus::going).orElse(false)) {
                system.step(st -> st.failed(e.failure(), took, Instant.now()));
                if (sent) {
                    write("no longer followed", e.failure().headline(), Map.of());
                }
            }
            throw e;
        } catch (RuntimeException defect) {
            system.step(st -> st.failed(new Failure(Failure.Kind.INTERNAL, "swacting away from " + host, system.name(), defect.toString(),
                    "The program itself failed.", "Look at the state of the system and report this."), Duration.ZERO, Instant.now()));
            throw defect;
        }
    }

    private void record(ActionOutcome outcome) throws FailureException {
        switch (outcome) {
            case ActionOutcome.Done done -> write("done", done.active() + " is the active controller after " + done.took().toSeconds() + " s.",
                    Map.of("active", done.active(), "tookMillis", String.valueOf(done.took().toMillis())));
            case ActionOutcome.Failed failed when sent -> write("failed", failed.failure().headline(), Map.of());
            case ActionOutcome.Failed failed -> {
                // nothing was sent, so there is nothing to put on record
            }
            case ActionOutcome.StillGoing going -> write("still going", going.seen(), Map.of());
            case ActionOutcome.Refused no -> {
                // nothing was changed
            }
            case ActionOutcome.Declined no -> {
                // nothing was sent
            }
        }
    }

    private void write(String state, String text, Map<String, String> more) throws FailureException {
        String lab = system.lab().name();
        String host = asked.host();
        String what = "Swact of " + host + " of system " + system.name() + ".";
        AuditLog.of(home.audit()).append(lab, what, List.of("system host-swact " + host), state.equals("done") ? state : state + ": " + text);
        Map<String, String> data = new TreeMap<>(more);
        data.put("action", "swact");
        data.put("groups", String.join(",", asked.moves().stream().map(Asked.Move::group).toList()));
        try (History history = History.open(home.history())) {
            history.add(new Event(Instant.now(), lab, Event.Kind.ACTION, system.name() + "/" + host, state, what + " " + text, data));
            history.flush();
        }
    }

    /** The dialog has asked already, so this only says yes, and notes that from here on the command is on its way. */
    private final class Consent implements Questions {
        @Override
        public Trust trust(String what, String where, String fingerprint, String why) {
            return Trust.NO;
        }

        @Override
        public boolean confirm(String question, String typedName) {
            if (typedName != null && !typedName.equals(typed)) {
                return false;
            }
            sent = true;
            system.step(st -> st.sent(asked.moves().stream().map(Asked.Move::group).toList(), Instant.now()));
            return true;
        }
    }

    /** Progress in groups moved, which says more than seconds; the action's own lines go to the card too. */
    private final class Told implements Task.Listener {
        private final Task outer;

        Told(Task outer) {
            this.outer = outer;
        }

        @Override
        public void progress(String doing, long done, long total) {
            system.swact().filter(s -> s.phase() == SwactStatus.Phase.MOVING).ifPresentOrElse(s -> outer.progress(s.moved() + " of "
                    + s.groups().size() + " groups moved, " + done + " s", s.moved(), s.groups().size()), () -> outer.progress(doing, done, total));
        }

        @Override
        public void line(String text) {
            outer.line(text);
            system.step(st -> st.saying(text));
        }
    }
}
