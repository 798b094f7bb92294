package org.campanile.ui.controllers.swact;

import java.time.Duration;
import java.time.Instant;

import org.campanile.core.ask.Questions;
import org.campanile.core.controllers.ActionGuard;
import org.campanile.core.controllers.ActionOutcome;
import org.campanile.core.controllers.ActionRecord;
import org.campanile.core.controllers.ControllerAction;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.history.History;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SwactStatus;
import org.eclipse.core.runtime.ILog;
import org.eclipse.osgi.util.NLS;

/**
 * An action the user has agreed to: sent once, followed to its end with each step told to the system's card, and put on record. Blocks; worker
 * threads only.
 */
final class SwactRun {

    private final Services services;
    private final Asked asked;
    private final String typed;
    private final ControllerSystem system;
    private volatile long sent;

    /** @param typed what the user typed where a name is asked for, otherwise {@code null} */
    SwactRun(Services services, Asked asked, String typed) {
        this.services = services;
        this.asked = asked;
        this.typed = typed;
        this.system = asked.system();
    }

    ActionOutcome run(Task task) throws FailureException {
        String doing = SwactWords.named(asked.action(), asked.host());
        if (!system.begin(SwactStatus.checking(asked.action(), asked.host(), Instant.now()))) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, doing, system.name(), "", Messages.anotherActionUnderWay, Messages.waitUntilEnded));
        }
        Task inner = new Task(new Told(task));
        try (Task.Registration cancel = task.onCancel(inner::cancel);
                SystemPoller.Subscription readings = system.poller().subscribe(s -> system.step(st -> st.seen(s)))) {
            ActionRecord record = new ActionRecord(services.audit(), history(), system.lab(), system.name());
            ActionOutcome outcome = new ControllerAction(system.manager(), system.poller(), asked.route(), ActionGuard.of(system.lab()), new Consent(), record)
                    .run(asked.verdict(), inner);
            system.step(st -> st.ended(outcome, Instant.now()));
            return outcome;
        } catch (FailureException e) {
            Duration took = sent > 0 ? Duration.ofNanos(System.nanoTime() - sent) : Duration.ZERO;
            if (system.swact().map(SwactStatus::going).orElse(false)) {
                system.step(st -> st.failed(e.failure(), took, Instant.now()));
            }
            throw e;
        } catch (RuntimeException defect) {
            system.step(st -> st.failed(new Failure(Failure.Kind.INTERNAL, doing, system.name(), defect.toString(),
                    Messages.programFailed, Messages.lookAndReport), Duration.ZERO, Instant.now()));
            throw defect;
        }
    }

    /** A history that does not open must not keep controllers from being switched; what is done is in the audit log all the same. */
    private History history() {
        try {
            return services.history();
        } catch (FailureException e) {
            ILog.of(SwactRun.class).warn("The history does not open; how long the action takes is not kept", e);
            return null;
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
            sent = System.nanoTime();
            system.step(st -> st.sent(asked.moving(), Instant.now()));
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
            system.swact().filter(s -> s.phase() == SwactStatus.Phase.MOVING).ifPresentOrElse(s -> {
                int all = s.groups().size();
                outer.progress(NLS.bind(Messages.groupsMoved, new Object[] {s.moved(), all, done}), s.moved(), all);
            }, () -> outer.progress(doing, done, total));
        }

        @Override
        public void line(String text) {
            outer.line(text);
            system.step(st -> st.saying(text));
        }
    }
}
