package org.campanile.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.controllers.ActionGuard;
import org.campanile.core.controllers.ActionOutcome;
import org.campanile.core.controllers.PreCheckFinding;
import org.campanile.core.controllers.PreCheckRules;
import org.campanile.core.controllers.SwactAction;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.LabSession;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile controller}: nodes, service groups and swact of StarlingX systems. */
@Command(name = "controller", description = "Controllers of StarlingX systems: state, pre-check, swact.", subcommands = {
        ControllerCommands.ListNodes.class, ControllerCommands.PreCheckNode.class, ControllerCommands.Swact.class, ControllerCases.PredictFile.class, ControllerCases.ReplayFile.class })
final class ControllerCommands extends GroupCommand {

    /** Longest wait for the first reading of a system. */
    private static final long FIRST_READING_SECONDS = 30;

    /** What the three commands on a live system share. */
    abstract static class OnSystem extends CliCommand {
        @Mixin
        LabOptions lab;

        @Option(names = "--system", paramLabel = "NAME", description = "Which system of the lab, when it has several.")
        String system;

        LabSession session;
        SystemPoller poller;
        ServiceManager manager;

        void open(boolean yes) throws FailureException {
            session = lab.open(this, yes);
            manager = session.serviceManager(profile());
            poller = cli.own(new SystemPoller(manager));
        }

        private SystemProfile profile() throws FailureException {
            List<SystemProfile> all = session.lab().systems();
            Optional<SystemProfile> chosen = all.stream().filter(s -> system == null || s.name().equals(system)).findFirst();
            if (chosen.isPresent() && (system != null || all.size() == 1)) {
                return chosen.get();
            }
            if (!all.isEmpty()) {
                throw bad(system == null ? "The lab has several systems." : "The lab has no such system.", "Give --system: "
                        + String.join(", ", all.stream().map(SystemProfile::name).toList()) + ".");
            }
            return session.cloud(cli.task()).endpoint("smapi").map(url -> new SystemProfile(session.lab().name(), List.of(url.toString()), "", false))
                    .orElseThrow(() -> bad("The lab names no system and its catalogue has no service smapi.", "Add the system to the lab, or give --controller URL."));
        }

        private FailureException bad(String meaning, String next) {
            return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "choosing the system", session.lab().name(), "", meaning, next));
        }

        /** The first complete reading. */
        SystemSnapshot read() throws FailureException {
            CountDownLatch first = new CountDownLatch(1);
            try (Task.Registration cancel = cli.task().onCancel(first::countDown); SystemPoller.Subscription following = poller.subscribe(s -> {
                if (s.isKnown() || s.failure() != null) {
                    first.countDown();
                }
            })) {
                if (!first.await(FIRST_READING_SECONDS, TimeUnit.SECONDS)) {
                    throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, "reading the controllers", profile().name(), "",
                            "No complete answer within " + FIRST_READING_SECONDS + " s.", "Look whether the address answers."));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FailureException.cancelled("reading the controllers");
            }
            cli.task().checkCancelled("reading the controllers");
            SystemSnapshot now = poller.current();
            if (!now.isKnown()) {
                throw new FailureException(now.failure());
            }
            return now;
        }

        /** The server's verdict and all findings of our own. */
        int preCheck(String node) throws FailureException {
            SystemSnapshot now = read();
            SwactAction action = new SwactAction(manager, poller, new PreCheckRules(), ActionGuard.open(), session.questions());
            SwactAction.Verdict verdict = action.preCheck(node, now, cli.task());
            cli.progress().clear();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("node", node);
            result.put("allowed", verdict.allowed());
            result.put("server", words(verdict.server()));
            result.put("findings", verdict.local().findings().stream().map(PreCheckFinding::text).toList());
            result.put("next", verdict.local().findings().stream().map(PreCheckFinding::next).distinct().toList());
            result.put("unknown", verdict.local().unknown());
            result.put("disagreement", verdict.disagreement().orElse(null));
            output().thing(result);
            return verdict.allowed() ? GOOD : BAD;
        }

        private static String words(CommandResult result) {
            return switch (result) {
                case CommandResult.Accepted a -> "Service Manager would allow it.";
                case CommandResult.Refused r -> r.reason();
                case CommandResult.Uncertain u -> u.why();
                case CommandResult.Failed f -> f.failure().headline();
            };
        }
    }

    /** {@code controller list}. */
    @Command(name = "list", description = "Nodes with their states, and service groups by node.")
    static final class ListNodes extends OnSystem {
        @Option(names = "--groups", description = "Only the service groups, one line a group and node; for csv, which has room for one table.")
        boolean groups;

        @Override
        int run() throws FailureException {
            open(false);
            SystemSnapshot now = read();
            cli.progress().clear();
            Rows nodes = nodes(now);
            Rows assignments = assignments(now);
            switch (format) {
                case table -> {
                    if (!groups) {
                        output().rows(nodes);
                        output().say("");
                    }
                    output().rows(assignments);
                    now.age(Instant.now()).ifPresent(age -> output().say("Read " + age.toMillis() + " ms ago from " + now.source() + "."));
                }
                case csv -> output().rows(groups ? assignments : nodes);
                case json, yaml -> {
                    Map<String, Object> document = new LinkedHashMap<>();
                    document.put("system", now.system());
                    document.put("source", now.source());
                    document.put("readAt", now.takenAt());
                    document.put("active", now.active().orElse(null));
                    document.put("nodes", Output.maps(nodes));
                    document.put("groups", Output.maps(assignments));
                    document.put("problems", now.problems());
                    output().thing(document);
                }
            }
            now.problems().forEach(cli::tell);
            return now.problems().isEmpty() ? GOOD : BAD;
        }

        private static Rows nodes(SystemSnapshot now) {
            Rows nodes = Rows.of("node", "administrative", "operational", "availability", "ready", "role");
            for (Node node : now.nodes()) {
                nodes.add(node.name(), node.admin(), node.oper(), node.avail(), node.ready(), role(now, node));
            }
            return nodes;
        }

        /** During a swact neither says that it is active, and then nobody knows. */
        private static String role(SystemSnapshot now, Node node) {
            return now.active().map(a -> a.equals(node.name()) ? "active" : "standby").orElse("unknown");
        }

        private static Rows assignments(SystemSnapshot now) {
            Rows rows = Rows.of("service_group", "node", "desired_state", "state", "status", "condition");
            for (Assignment a : now.assignments()) {
                rows.add(a.group(), a.node(), a.desiredState(), a.state(), a.status(), a.condition());
            }
            return rows;
        }
    }

    /** {@code controller precheck}. */
    @Command(name = "precheck", description = "Ask whether a swact would be allowed, and list every reason against it. Exit code 1 when it would not.")
    static final class PreCheckNode extends OnSystem {
        @Parameters(paramLabel = "NODE", description = "The controller to swact away from.")
        String node;

        @Override
        int run() throws FailureException {
            open(false);
            return preCheck(node);
        }
    }

    /** {@code controller swact}. */
    @Command(name = "swact", description = "Move the services away from the active controller and follow that to its end.")
    static final class Swact extends OnSystem {
        @Mixin
        ActOptions act;

        @Parameters(paramLabel = "NODE", description = "The controller to swact away from.")
        String node;

        @Override
        int run() throws FailureException {
            open(act.yes);
            if (act.dryRun) {
                return preCheck(node);
            }
            AuditLog audit = cli.audit();
            SwactAction action = new SwactAction(manager, poller, new PreCheckRules(), this::guard, session.questions());
            ActionOutcome outcome = action.run(node, cli.task());
            cli.progress().clear();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("node", node);
            String said = switch (outcome) {
                case ActionOutcome.Done d -> {
                    result.put("active", d.active());
                    result.put("took", d.took());
                    yield "done";
                }
                case ActionOutcome.Refused r -> {
                    result.put("reason", r.reason());
                    result.put("findings", r.findings().stream().map(PreCheckFinding::text).toList());
                    yield "refused";
                }
                case ActionOutcome.Declined d -> "declined";
                case ActionOutcome.Failed f -> {
                    result.put("reason", f.failure().headline());
                    result.put("next", f.failure().next());
                    yield "failed";
                }
                case ActionOutcome.StillGoing s -> {
                    result.put("seen", s.seen());
                    yield "still going";
                }
            };
            result.put("outcome", said);
            if (!(outcome instanceof ActionOutcome.Declined) && !(outcome instanceof ActionOutcome.Refused)) {
                audit.append(session.lab().name(), "Swact away from " + node + ".", List.of("system host-swact " + node), said);
            }
            output().thing(result);
            return outcome instanceof ActionOutcome.Done ? GOOD : BAD;
        }

        private Optional<String> guard(String doing) throws FailureException {
            if (session.lab().guard() == Guard.READ_ONLY) {
                throw new FailureException(new Failure(Failure.Kind.GUARDED, doing, session.lab().name(), "", "The lab is read-only.",
                        "Change the lab's guard if you mean it."));
            }
            return session.lab().guard() == Guard.CRITICAL ? Optional.of(session.lab().name()) : Optional.empty();
        }
    }
}
