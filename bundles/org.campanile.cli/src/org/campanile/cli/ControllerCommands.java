package org.campanile.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.controllers.Onlooker;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.lab.LabSession;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code campanile controller}: nodes and service groups of StarlingX systems. */
@Command(name = "controller", description = "Controllers of StarlingX systems: state, alarms, pre-check, what-if, swact, lock, unlock.", subcommands = {
        ControllerCommands.ListNodes.class, ControllerActions.PreCheckNode.class, ControllerActions.WhatIfNode.class, ControllerActions.Swact.class,
        ControllerActions.Lock.class, ControllerActions.Unlock.class, ControllerOthers.class, ControllerAlarms.class, ControllerCases.PredictFile.class, ControllerCases.ReplayFile.class })
final class ControllerCommands extends GroupCommand {

    /** Longest wait for the first reading of a system. */
    private static final long FIRST_READING_SECONDS = 30;

    /** What the commands on a system share. */
    abstract static class OnSystem extends CliCommand {
        @Mixin
        LabOptions lab;

        @Option(names = "--system", paramLabel = "NAME", description = "Which system of the lab, when it has several.")
        String system;

        @Option(names = "--capture", paramLabel = "PATH", description = "A captured system instead of a lab's: a saved sm.db, or a folder with saved answers.")
        Path capture;

        LabSession session;
        SystemPoller poller;
        ServiceManager manager;

        void open(boolean yes) throws FailureException {
            if (capture != null) {
                SystemProfile profile = SystemProfile.captured(String.valueOf(capture.getFileName()), capture);
                manager = new ServiceManager(profile, (rejected, task) -> {
                    throw new IllegalStateException("a captured system wants no token");
                }, null);
            } else {
                session = lab.open(this, yes);
                manager = session.serviceManager(profile());
            }
            poller = cli.own(new SystemPoller(manager, capture == null ? onlooker() : Onlooker.none()));
        }

        /** The catalogue lists one inventory, which is another system's where the lab has several. */
        private Onlooker onlooker() {
            return new Onlooker(task -> Optional.of(session.cloud(task).login()), task -> session.lab().systems().size() > 1 ? Optional.empty()
                    : session.inventory(task));
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
                    throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, "reading the controllers", manager.profile().name(), "",
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
                    document.put("lookOnly", now.lookOnly());
                    output().thing(document);
                }
            }
            now.problems().forEach(cli::tell);
            if (!now.lookOnly().isEmpty() && capture == null) {
                cli.tell(now.lookOnly());
            }
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
}
