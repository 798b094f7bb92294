package org.campanile.core.controllers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.campanile.core.ask.Questions;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Command;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A swact from the question whether it may be done to its end (protocol document "Service Manager", sections 6, 8 and 13). Sent once and
 * never again; followed through the loss of the controller that answered; a 500 to it is settled by reading the state back. Blocks; worker
 * threads only.
 */
public final class SwactAction {

    private final ServiceManager manager;
    private final SystemPoller poller;
    private final PreChecks preChecks;
    private final ActionGuard guard;
    private final Questions questions;

    /** An action on the system that {@code manager} and {@code poller} are for. */
    public SwactAction(ServiceManager manager, SystemPoller poller, PreCheckRules rules, ActionGuard guard, Questions questions) {
        this.manager = manager;
        this.poller = poller;
        this.preChecks = new PreChecks(manager, rules);
        this.guard = guard;
        this.questions = questions;
    }

    /**
     * The server's own verdict, which names one reason, beside all that the rules find here.
     *
     * @param server what the server answered
     * @param local what the rules found in the snapshot
     */
    public record Verdict(CommandResult server, PreCheck local) {

        /** Whether the server allows it. */
        public boolean allowed() {
            return server instanceof CommandResult.Accepted;
        }

        /** Why server and rules disagree, one sentence; empty when they agree or the server gave no verdict. */
        public Optional<String> disagreement() {
            if (server instanceof CommandResult.Accepted && !local.allowed()) {
                return Optional.of("The server allows it although a finding speaks against it: its state has changed since it was read, or "
                        + "the finding rests on data the API does not give.");
            }
            if (server instanceof CommandResult.Refused no && local.findings().stream().noneMatch(f -> f.text().equals(no.reason()))) {
                return Optional.of("The server gives a reason that is not found here: its state has changed since it was read, or the reason "
                        + "rests on data the API does not give.");
            }
            return Optional.empty();
        }
    }

    /** Asks the server and the rules whether a swact away from {@code host} would be allowed, and changes nothing. */
    public Verdict preCheck(String host, SystemSnapshot snapshot, Task task) throws FailureException {
        return preChecks.swact(host, snapshot, task);
    }

    /**
     * Swacts away from {@code host}: pre-check, consent, command, and follows it. Progress is told in seconds.
     *
     * @throws FailureException when the guard forbids it, or when cancelled; a swact under way goes on then
     */
    public ActionOutcome run(String host, Task task) throws FailureException {
        String doing = "swacting away from " + host + " of system " + manager.profile().name();
        Optional<String> typed = guard.pass(doing);
        BlockingQueue<SystemSnapshot> seen = new LinkedBlockingQueue<>();
        try (SystemPoller.Subscription subscription = poller.subscribe(seen::add); SystemPoller.Subscription haste = poller.hurry()) {
            SystemSnapshot before = next(seen, poller.pace().warnAfter(), doing, task);
            ActionOutcome hindered = hindered(host, before, doing);
            if (hindered != null) {
                return hindered;
            }
            Verdict verdict = preChecks.swact(host, before, task);
            ActionOutcome stopped = stopped(verdict.server(), verdict.local().findings(), doing);
            if (stopped != null) {
                return stopped;
            }
            if (!questions.confirm(question(host, before, verdict.local()), typed.orElse(null))) {
                return new ActionOutcome.Declined();
            }
            task.checkCancelled(doing);
            task.progress("Sending swact for " + host, 0, poller.pace().giveUpAfter().toSeconds());
            long sent = System.nanoTime();
            CommandResult result = manager.command(host, Command.swact(before.node(host).map(Node::avail).orElse("")), task);
            ActionOutcome refused = result instanceof CommandResult.Uncertain ? null : stopped(result, verdict.local().findings(), doing);
            if (refused != null) {
                return refused;
            }
            seen.clear();
            poller.refresh();
            return new Following(host, before, result, seen, sent, doing, task).toTheEnd();
        }
    }

    private static SystemSnapshot next(BlockingQueue<SystemSnapshot> seen, Duration limit, String doing, Task task) throws FailureException {
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

    /** Why it need not even be asked. */
    private static ActionOutcome hindered(String host, SystemSnapshot now, String doing) {
        if (now.failure() != null) {
            return new ActionOutcome.Failed(now.failure(), Duration.ZERO);
        }
        if (now.node(host).isEmpty()) {
            return new ActionOutcome.Failed(new Failure(Failure.Kind.NOT_FOUND, doing, now.source(), "", "The system has no node " + host + ".",
                    "Choose one of: " + String.join(", ", now.nodes().stream().map(Node::name).toList()) + "."), Duration.ZERO);
        }
        if (now.active().isPresent() && !now.active().get().equals(host)) {
            return new ActionOutcome.Failed(new Failure(Failure.Kind.CONFLICT, doing, now.source(), "", host
                    + " is not the active controller, so it has nothing to hand over.", "Swact " + now.active().get() + " instead."),
                    Duration.ZERO);
        }
        return null;
    }

    /** The outcome if the command was not taken, otherwise {@code null}. */
    private static ActionOutcome stopped(CommandResult result, List<PreCheckFinding> findings, String doing) {
        return switch (result) {
            case CommandResult.Accepted taken -> null;
            case CommandResult.Refused no -> new ActionOutcome.Refused(no.reason(), findings);
            case CommandResult.Failed failed -> new ActionOutcome.Failed(failed.failure(), Duration.ZERO);
            case CommandResult.Uncertain unsure -> new ActionOutcome.Failed(new Failure(Failure.Kind.REMOTE, doing, unsure.exchange().url(),
                    unsure.exchange().cameBack(), unsure.why(), "Read the state again before anything else."), Duration.ZERO);
        };
    }

    private String question(String host, SystemSnapshot now, PreCheck local) {
        List<String> moving = now.assignments().stream().filter(a -> a.node().equals(host) && a.state().equals("active"))
                .map(Assignment::group).filter(g -> now.assignments().stream()
                        .anyMatch(a -> a.group().equals(g) && !a.node().equals(host) && a.state().equals("standby"))).toList();
        StringBuilder text = new StringBuilder("Swact ").append(host).append(" of system ").append(manager.profile().name()).append("? ")
                .append(moving.isEmpty() ? "No service group is seen to move." : "These service groups move: " + String.join(", ", moving)
                        + ".")
                .append(" The addresses of the system are away for some seconds.");
        for (PreCheckFinding finding : local.findings()) {
            text.append("\nThe server allows it, but: ").append(finding.text()).append('.');
        }
        return text.toString();
    }

    /** Follows a swact that was sent. */
    private final class Following {
        private final String host;
        private final SystemSnapshot before;
        private final CommandResult result;
        private final BlockingQueue<SystemSnapshot> seen;
        private final long sent;
        private final String doing;
        private final Task task;
        private SystemSnapshot lastGood;
        private boolean warned;
        private boolean silent;

        Following(String host, SystemSnapshot before, CommandResult result, BlockingQueue<SystemSnapshot> seen, long sent, String doing,
                Task task) {
            this.host = host;
            this.before = before;
            this.result = result;
            this.seen = seen;
            this.sent = sent;
            this.doing = doing;
            this.task = task;
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
                    return new ActionOutcome.Done(now.active().orElse(""), took());
                }
                report();
            }
            return late();
        }

        private FailureException left() {
            return new FailureException(new Failure(Failure.Kind.CANCELLED, doing, "", "",
                    "The swact was sent and goes on; it is only no longer followed.", "Look at the system's state."));
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
            boolean settled = now.assignments().stream().allMatch(a -> a.desiredState().equals(a.state()));
            return now.swactable(host).equals("no") && now.active().isPresent() && !now.active().get().equals(host) && settled;
        }

        private void report() {
            Duration took = took();
            task.progress("Following the swact of " + host, took.toSeconds(), poller.pace().giveUpAfter().toSeconds());
            if (!warned && took.compareTo(poller.pace().warnAfter()) > 0) {
                warned = true;
                task.line("This takes longer than usual; a controlled swact normally takes about 8 s.");
            }
        }

        private ActionOutcome late() {
            if (lastGood == null) {
                return new ActionOutcome.StillGoing("The system has not answered since the command was sent.", took());
            }
            if (lastGood.swactable(host).equals("yes") && lastGood.active().equals(Optional.of(host))) {
                String cameBack = result instanceof CommandResult.Uncertain unsure ? unsure.exchange().cameBack() : "";
                return new ActionOutcome.Failed(new Failure(Failure.Kind.REMOTE, doing, lastGood.source(), cameBack,
                        host + " is still the active controller after " + took().toSeconds() + " s"
                                + (lastGood.assignments().equals(before.assignments()) ? " and nothing has moved." : "."),
                        "Run the pre-check again and look into Service Manager's log on both controllers."), took());
            }
            List<String> moving = lastGood.assignments().stream().filter(Assignment::inTransition).map(a -> a.group() + " on " + a.node())
                    .toList();
            return new ActionOutcome.StillGoing(moving.isEmpty() ? "No controller says it is the active one."
                    : "Still on their way: " + String.join(", ", moving) + ".", took());
        }

        private Duration took() {
            return Duration.ofNanos(System.nanoTime() - sent);
        }

        private static Duration least(Duration a, Duration b) {
            return a.compareTo(b) < 0 ? a : b;
        }
    }
}
