package org.campanile.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.controllers.ActionGuard;
import org.campanile.core.controllers.ActionOutcome;
import org.campanile.core.controllers.ActionRecord;
import org.campanile.core.controllers.ActionRoute;
import org.campanile.core.controllers.ActionVerdict;
import org.campanile.core.controllers.ControllerAction;
import org.campanile.core.controllers.GroupFate;
import org.campanile.core.controllers.InventoryRoute;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.PreCheckFinding;
import org.campanile.core.controllers.PreChecks;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.controllers.WhatIf;
import org.campanile.core.history.History;
import org.campanile.core.inventory.Inventory;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that ask about an action on a controller, or do it. */
final class ControllerActions {

    private ControllerActions() {
    }

    private static String words(CommandResult result) {
        return switch (result) {
            case null -> "It was not asked.";
            case CommandResult.Accepted a -> "Service Manager would allow it.";
            case CommandResult.Refused r -> r.reason();
            case CommandResult.Uncertain u -> u.why();
            case CommandResult.Failed f -> f.failure().headline();
        };
    }

    /** One line a group that does not simply stay. */
    private static List<String> impact(WhatIf impact) {
        return impact.fates().stream().filter(f -> f.kind() != GroupFate.Kind.STAYS).map(f -> f.group() + " " + f.words()
                + (f.services().isEmpty() ? "" : "; without a provider: " + String.join(", ", f.services()))).toList();
    }

    /** A command on one node. */
    abstract static class OnNode extends ControllerCommands.OnSystem {
        @Parameters(paramLabel = "NODE", description = "The controller it is about.")
        String node;

        /** The server's verdict and all findings of our own. */
        int preCheck(NodeAction action) throws FailureException {
            SystemSnapshot now = read();
            known(now);
            ActionVerdict verdict = new PreChecks(manager).verdict(action, node, now, cli.task());
            cli.progress().clear();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("node", node);
            result.put("action", action.word());
            result.put("allowed", verdict.allowed());
            result.put("server", words(verdict.server()));
            result.put("hindrance", verdict.hindrance().orElse(null));
            result.put("findings", verdict.findings().stream().map(PreCheckFinding::text).distinct().toList());
            result.put("causes", verdict.findings().stream().map(PreCheckFinding::cause).distinct().toList());
            result.put("next", verdict.findings().stream().map(PreCheckFinding::next).distinct().toList());
            result.put("impact", impact(verdict.impact()));
            result.put("unknown", verdict.local().unknown());
            result.put("disagreement", verdict.disagreement().orElse(null));
            output().thing(result);
            return verdict.allowed() ? GOOD : BAD;
        }

        void known(SystemSnapshot now) throws FailureException {
            if (now.node(node).isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "choosing the node", node, "", "The system has no such node.",
                        "Choose one of: " + String.join(", ", now.nodes().stream().map(n -> n.name()).toList()) + "."));
            }
        }
    }

    /** {@code controller precheck}. */
    @Command(name = "precheck", description = "Ask whether an action would be allowed, and list every reason against it and what would become of the "
            + "service groups. Exit code 1 when it would not.")
    static final class PreCheckNode extends OnNode {
        @Option(names = "--action", paramLabel = "ACTION", defaultValue = "swact", description = "swact, swact-force, lock or unlock (default: swact).")
        String action;

        @Override
        int run() throws FailureException {
            for (NodeAction a : NodeAction.values()) {
                if (a.word().equals(action)) {
                    open(false);
                    return preCheck(a);
                }
            }
            throw usage("--action takes swact, swact-force, lock or unlock.");
        }
    }

    /** {@code controller whatif}. */
    @Command(name = "what-if", aliases = "whatif", description = "What would become of each service group if the node failed now or, with --link, if the controllers lost sight of "
            + "each other. Asks and changes nothing. Exit code 1 when a group would stop.")
    static final class WhatIfNode extends ControllerCommands.OnSystem {
        @Parameters(paramLabel = "NODE", arity = "0..1", description = "The node that fails.")
        String node;

        @Option(names = "--link", description = "The controllers lose sight of each other.")
        boolean link;

        @Override
        int run() throws FailureException {
            if (link == (node != null)) {
                throw usage("Give a NODE or --link.");
            }
            open(false);
            SystemSnapshot now = read();
            cli.progress().clear();
            if (!link && now.node(node).isEmpty()) {
                throw usage("The system has no node " + node + ".");
            }
            WhatIf what = link ? WhatIf.linkLost(now) : WhatIf.nodeFails(node, now);
            Rows rows = Rows.of("service_group", "fate", "from", "to", "why", "without_provider");
            what.fates().forEach(f -> rows.add(f.group(), f.kind().name().toLowerCase(java.util.Locale.ROOT), f.from(), f.to(), f.why(), f.services()));
            if (format == Format.json || format == Format.yaml) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("what", what.title());
                document.put("summary", what.summary());
                document.put("groups", Output.maps(rows));
                document.put("notes", what.notes());
                output().thing(document);
            } else {
                output().rows(rows);
                output().say(what.summary());
                what.notes().forEach(output()::say);
            }
            return what.of(GroupFate.Kind.STOPS).isEmpty() ? GOOD : BAD;
        }
    }

    /** A command that changes something. */
    abstract static class Acting extends OnNode {
        @Mixin
        ActOptions act;

        @Option(names = "--direct", description = "Straight to Service Manager even where the catalogue lists an inventory API.")
        boolean direct;

        abstract NodeAction action();

        @Override
        int run() throws FailureException {
            if (capture != null && !act.dryRun) {
                throw usage("A captured system can only be looked at; give --dry-run to see what would speak against it.");
            }
            open(act.yes);
            if (act.dryRun) {
                return preCheck(action());
            }
            try (History history = History.open(cli.home().history())) {
                ActionRecord record = new ActionRecord(cli.audit(), history, session.lab(), manager.profile().name());
                Optional<Inventory> inventory = direct || session.lab().systems().size() > 1 ? Optional.empty() : session.inventory(cli.task());
                ActionRoute route = inventory.isPresent() ? new InventoryRoute(inventory.get()) : ActionRoute.direct(manager);
                ActionOutcome outcome = new ControllerAction(manager, poller, route, ActionGuard.of(session.lab()), session.questions(), record)
                        .run(action(), node, cli.task());
                history.flush();
                cli.progress().clear();
                output().thing(told(outcome, route));
                return outcome instanceof ActionOutcome.Done ? GOOD : BAD;
            }
        }

        private Map<String, Object> told(ActionOutcome outcome, ActionRoute route) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("node", node);
            result.put("action", action().word());
            result.put("through", route.name());
            String said = switch (outcome) {
                case ActionOutcome.Done d -> {
                    result.put("active", d.active());
                    result.put("took", d.took());
                    result.put("now", d.text());
                    yield "done";
                }
                case ActionOutcome.Refused r -> {
                    result.put("reason", r.reason());
                    result.put("findings", new ArrayList<>(r.findings().stream().map(PreCheckFinding::text).distinct().toList()));
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
            return result;
        }
    }

    /** {@code controller swact}. */
    @Command(name = "swact", description = "Move the services away from the active controller and follow that to its end.")
    static final class Swact extends Acting {
        @Option(names = "--force", description = "Without Service Manager's own check; the lab's name has to be typed.")
        boolean force;

        @Override
        NodeAction action() {
            return force ? NodeAction.SWACT_FORCE : NodeAction.SWACT;
        }
    }

    /** {@code controller lock}. */
    @Command(name = "lock", description = "Take a controller out of service and follow that to its end.")
    static final class Lock extends Acting {
        @Override
        NodeAction action() {
            return NodeAction.LOCK;
        }
    }

    /** {@code controller unlock}. */
    @Command(name = "unlock", description = "Put a controller into service and follow that to its end.")
    static final class Unlock extends Acting {
        @Override
        NodeAction action() {
            return NodeAction.UNLOCK;
        }
    }
}
