package org.campanile.core.controllers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Follows a command that was sent to a clear end, through silence and bad answers (protocol document "Service Manager", section 13). */
final class Following {

    private static final Set<String> IN_SERVICE = Set.of("active", "standby");
    private static final Set<String> RUNNING = Set.of("active", "go-active", "go-standby", "disabling", "standby");

    private final ActionVerdict verdict;
    private final String host;
    private final SystemSnapshot before;
    private final CommandResult result;
    private final SystemPoller poller;
    private final BlockingQueue<SystemSnapshot> seen;
    private final long sent;
    private final String doing;
    private final Optional<Duration> usual;
    private final Task task;
    private SystemSnapshot lastGood;
    private boolean warned;
    private boolean silent;

    Following(ActionVerdict verdict, SystemSnapshot before, CommandResult result, SystemPoller poller, BlockingQueue<SystemSnapshot> seen, long sent,
            String doing, Optional<Duration> usual, Task task) {
        this.verdict = verdict;
        this.host = verdict.host();
        this.before = before;
        this.result = result;
        this.poller = poller;
        this.seen = seen;
        this.sent = sent;
        this.doing = doing;
        this.usual = usual;
        this.task = task;
    }

    /** The next reading. */
    static SystemSnapshot next(BlockingQueue<SystemSnapshot> seen, Duration limit, String doing, Task task) throws FailureException {
        try {
            SystemSnapshot snapshot = take(seen, limit, task);
            task.checkCancelled(doing);
            if (snapshot == null) {
                throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, doing, "", "", "The system's state could not be read in time.",
                        "Check that its controllers answer."));
            }
            return snapshot;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
    }

    private static SystemSnapshot take(BlockingQueue<SystemSnapshot> seen, Duration limit, Task task) throws InterruptedException {
        Thread waiting = Thread.currentThread();
        boolean[] inside = {true};
        try (Task.Registration wake = task.onCancel(() -> {
            synchronized (inside) {
                if (inside[0]) {
                    waiting.interrupt();
                }
            }
        })) {
            return seen.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            synchronized (inside) {
                inside[0] = false;
            }
        }
    }

    ActionOutcome toTheEnd() throws FailureException {
        if (result instanceof CommandResult.Uncertain unsure) {
            task.line(unsure.why() + " Reading the state back.");
        }
        Duration limit = poller.pace().giveUpAfter();
        while (took().compareTo(limit) < 0) {
            SystemSnapshot now;
            try {
                now = take(seen, least(limit.minus(took()), poller.pace().busy()), task);
            } catch (InterruptedException e) {
                throw left();
            }
            if (task.isCancelled()) {
                throw left();
            }
            if (now != null && look(now)) {
                return new ActionOutcome.Done(now.active().orElse(""), took(), switch (verdict.action()) {
                    case SWACT, SWACT_FORCE -> now.active().orElse("") + " is the active controller now.";
                    case LOCK -> host + " is locked; no service group runs on it.";
                    case UNLOCK -> host + " is unlocked and in service.";
                });
            }
            report();
        }
        return late();
    }

    private FailureException left() {
        return new FailureException(new Failure(Failure.Kind.CANCELLED, doing, "", "",
                "The " + verdict.action().word() + " was sent and goes on; it is only no longer followed.", "Look at the system's state."));
    }

    /** Takes a reading in; answers whether it shows the end. */
    private boolean look(SystemSnapshot now) {
        if (now.failure() != null) {
            if (!silent) {
                task.line("No answer (" + now.failure().cameBack() + "), as is usual while the address moves. Still watching.");
            }
            silent = true;
            return false;
        }
        if (silent) {
            task.line("Answers again from " + now.source() + ".");
            silent = false;
        }
        lastGood = now;
        return switch (verdict.action()) {
            case SWACT, SWACT_FORCE -> now.swactable(host).equals("no") && now.active().isPresent() && !now.active().get().equals(host)
                    && now.assignments().stream().allMatch(a -> a.desiredState().equals(a.state()));
            case LOCK -> admin(now).equals("locked") && rows(now).stream().noneMatch(a -> RUNNING.contains(a.state()) || a.inTransition());
            case UNLOCK -> admin(now).equals("unlocked") && now.node(host).filter(n -> n.oper().equals("enabled")).isPresent()
                    && rows(now).stream().allMatch(a -> IN_SERVICE.contains(a.state()) && !a.inTransition());
        };
    }

    private String admin(SystemSnapshot now) {
        return now.node(host).map(n -> n.admin()).orElse("");
    }

    private List<Assignment> rows(SystemSnapshot now) {
        return now.assignments().stream().filter(a -> a.node().equals(host)).toList();
    }

    private void report() {
        Duration took = took();
        task.progress("Following the " + verdict.action().word() + " of " + host, took.toSeconds(), poller.pace().giveUpAfter().toSeconds());
        if (!warned && took.compareTo(poller.pace().warnAfter()) > 0) {
            warned = true;
            task.line("This takes longer than usual; " + usually());
        }
    }

    private String usually() {
        return usual.map(u -> "it usually takes about " + Math.max(1, u.toSeconds()) + " s here.")
                .orElse(verdict.action().swacts() ? "a controlled swact normally takes about 8 s." : "none is on record here to compare with.");
    }

    private ActionOutcome late() {
        if (lastGood == null) {
            return new ActionOutcome.StillGoing("The system has not answered since the command was sent; " + usually(), took());
        }
        boolean untouched = switch (verdict.action()) {
            case SWACT, SWACT_FORCE -> lastGood.swactable(host).equals("yes") && lastGood.active().equals(Optional.of(host));
            case LOCK -> !admin(lastGood).equals("locked");
            case UNLOCK -> !admin(lastGood).equals("unlocked");
        };
        if (untouched) {
            String cameBack = result instanceof CommandResult.Uncertain unsure ? unsure.exchange().cameBack() : "";
            String still = verdict.action().swacts() ? " is still the active controller after " : " is still " + admin(lastGood) + " after ";
            return new ActionOutcome.Failed(new Failure(Failure.Kind.REMOTE, doing, lastGood.source(), cameBack,
                    host + still + took().toSeconds() + " s" + (lastGood.assignments().equals(before.assignments()) ? " and nothing has moved." : "."),
                    "Run the pre-check again and look into Service Manager's log on both controllers."), took());
        }
        List<String> moving = lastGood.assignments().stream().filter(Assignment::inTransition).map(a -> a.group() + " on " + a.node()).toList();
        String seenLast = !moving.isEmpty() ? "Still on their way: " + String.join(", ", moving) + "; "
                : verdict.action().swacts() ? "No controller says it is the active one; " : "Not all groups of " + host + " have arrived; ";
        return new ActionOutcome.StillGoing(seenLast + usually(), took());
    }

    /** Since the command was sent. */
    Duration took() {
        return Duration.ofNanos(System.nanoTime() - sent);
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
