package org.campanile.core.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.campanile.core.ask.Questions;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A swact, lock or unlock from the question whether it may be done to its end (protocol document "Service Manager", sections 6, 8, 9 and 13). Sent
 * once and never again; followed through the loss of the controller that answered; a 500 to it is settled by reading the state back. Blocks;
 * worker threads only.
 */
public final class ControllerAction {

    /** Older verdicts are asked for again before anything is sent. */
    static final Duration YOUNG = Duration.ofSeconds(30);

    private final ServiceManager manager;
    private final SystemPoller poller;
    private final PreChecks preChecks;
    private final ActionRoute route;
    private final ActionGuard guard;
    private final Questions questions;
    private final ActionRecord record;

    /** An action straight to Service Manager that leaves no record. */
    public ControllerAction(ServiceManager manager, SystemPoller poller, ActionGuard guard, Questions questions) {
        this(manager, poller, ActionRoute.direct(manager), guard, questions, null);
    }

    /**
     * An action on the system that {@code manager} and {@code poller} are for.
     *
     * @param record keeps what was sent and how it ended, or {@code null}
     */
    public ControllerAction(ServiceManager manager, SystemPoller poller, ActionRoute route, ActionGuard guard, Questions questions,
            ActionRecord record) {
        this.manager = manager;
        this.poller = poller;
        this.preChecks = new PreChecks(manager);
        this.route = route;
        this.guard = guard;
        this.questions = questions;
        this.record = record;
    }

    /**
     * Pre-check, consent, command, and follows it. Progress is told in seconds.
     *
     * @throws FailureException when the guard forbids it, or when cancelled; an action under way goes on then
     */
    public ActionOutcome run(NodeAction action, String host, Task task) throws FailureException {
        return run(action, host, null, task);
    }

    /** The same with a verdict that the user has seen; an old one is asked for again. */
    public ActionOutcome run(ActionVerdict seen, Task task) throws FailureException {
        return run(seen.action(), seen.host(), seen, task);
    }

    private ActionOutcome run(NodeAction action, String host, ActionVerdict known, Task task) throws FailureException {
        String doing = action.word() + " of " + host + " of system " + manager.profile().name();
        Optional<String> typed = guard.pass(doing, action);
        BlockingQueue<SystemSnapshot> seen = new LinkedBlockingQueue<>();
        try (SystemPoller.Subscription subscription = poller.subscribe(seen::add); SystemPoller.Subscription haste = poller.hurry()) {
            SystemSnapshot before = Following.next(seen, poller.pace().warnAfter(), doing, task);
            ActionOutcome hindered = hindered(host, before, doing);
            if (hindered != null) {
                return hindered;
            }
            ActionVerdict verdict = known != null && known.age(Instant.now()).compareTo(YOUNG) < 0 && known.allowed() ? known
                    : preChecks.verdict(action, host, before, task);
            ActionOutcome stopped = stopped(verdict, doing);
            if (stopped != null) {
                return stopped;
            }
            if (!questions.confirm(question(verdict), typed.orElse(null))) {
                return new ActionOutcome.Declined();
            }
            task.checkCancelled(doing);
            task.progress("Sending " + action.word() + " for " + host, 0, poller.pace().giveUpAfter().toSeconds());
            long sent = System.nanoTime();
            CommandResult result = route.send(action, host, before.node(host).map(Node::avail).orElse(""), task);
            if (record != null) {
                record.sent(action, host, route, result);
            }
            ActionOutcome refused = result instanceof CommandResult.Uncertain ? null : stopped(result, verdict.findings(), doing);
            if (refused != null) {
                return refused;
            }
            seen.clear();
            poller.refresh();
            return followed(verdict, new Following(verdict, before, result, poller, seen, sent, doing, usual(action), task));
        }
    }

    private Optional<Duration> usual(NodeAction action) throws FailureException {
        return record == null ? Optional.empty() : record.usual(action);
    }

    private ActionOutcome followed(ActionVerdict verdict, Following following) throws FailureException {
        try {
            ActionOutcome outcome = following.toTheEnd();
            switch (outcome) {
                case ActionOutcome.Done done -> ended(verdict, "done", done.text(), done.took());
                case ActionOutcome.Failed failed -> ended(verdict, "failed", failed.failure().headline(), failed.took());
                case ActionOutcome.StillGoing going -> ended(verdict, "still going", going.seen(), going.took());
                case ActionOutcome.Refused no -> ended(verdict, "refused", no.reason(), Duration.ZERO);
                case ActionOutcome.Declined no -> ended(verdict, "declined", "", Duration.ZERO);
            }
            return outcome;
        } catch (FailureException e) {
            ended(verdict, "no longer followed", e.failure().headline(), following.took());
            throw e;
        }
    }

    private void ended(ActionVerdict verdict, String state, String text, Duration took) throws FailureException {
        if (record != null) {
            record.ended(verdict.action(), verdict.host(), verdict.impact().moves().stream().map(GroupFate::group).toList(), state, text, took);
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
        return null;
    }

    private static ActionOutcome stopped(ActionVerdict verdict, String doing) {
        if (verdict.hindrance().isPresent()) {
            return new ActionOutcome.Failed(new Failure(Failure.Kind.CONFLICT, doing, verdict.snapshot().source(), "", verdict.hindrance().get(),
                    "Look at the state of the nodes."), Duration.ZERO);
        }
        return verdict.server() == null ? null : stopped(verdict.server(), verdict.findings(), doing);
    }

    /** The outcome if the command was not taken, otherwise {@code null}. */
    private static ActionOutcome stopped(CommandResult result, List<PreCheckFinding> findings, String doing) {
        return switch (result) {
            case CommandResult.Accepted taken -> null;
            case CommandResult.Refused refused -> new ActionOutcome.Refused(refused.reason()
                    + (refused.impact().isEmpty() ? "" : " These are: " + String.join(", ", refused.impact()) + "."), findings);
            case CommandResult.Failed failed -> new ActionOutcome.Failed(failed.failure(), Duration.ZERO);
            case CommandResult.Uncertain unsure -> new ActionOutcome.Failed(new Failure(Failure.Kind.REMOTE, doing, "", "", unsure.why(),
                    "Look at the state of the nodes."), Duration.ZERO);
        };
    }

    private String question(ActionVerdict verdict) {
        List<GroupFate> moves = verdict.impact().moves();
        List<GroupFate> stops = verdict.impact().of(GroupFate.Kind.STOPS);
        StringBuilder text = new StringBuilder(verdict.action().on(verdict.host())).append(" of system ").append(manager.profile().name()).append("? ");
        if (!moves.isEmpty()) {
            text.append("These service groups move: ").append(String.join(", ", moves.stream().map(GroupFate::group).toList())).append(". ");
        }
        if (!stops.isEmpty()) {
            text.append("These stop: ").append(String.join(", ", stops.stream().map(GroupFate::group).toList())).append(". ");
        }
        if (moves.isEmpty() && stops.isEmpty()) {
            text.append("No service group is seen to move. ");
        }
        if (verdict.action().swacts()) {
            text.append("The addresses of the system are away for some seconds. ");
        }
        text.append(route.means(verdict.action()));
        for (PreCheckFinding finding : verdict.findings()) {
            text.append(verdict.action().checked() ? "\nThe server allows it, but: " : "\nIt goes on although: ").append(finding.text()).append('.');
        }
        return text.toString();
    }
}
