package org.campanile.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.check.Finding;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.StackTemplate;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.deploy.conductor.LabDeployments;
import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentDiff;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code campanile environment deploy}, {@code status} and {@code delete}: what is deployed of a document. */
final class DeploymentCommands {

    /** What others are told who want to change the same deployment meanwhile. */
    static final String PROGRAM = "command line";

    private static final Duration POLL = Duration.ofSeconds(1);

    private DeploymentCommands() {
    }

    /** The exit code of a deployment, and on stderr why it is not good. */
    static int ended(CliContext cli, DeploymentResult result, String cancelled) {
        return switch (result) {
            case DeploymentResult.Succeeded s -> CliCommand.GOOD;
            case DeploymentResult.Failed f -> {
                cli.tell(f.failure());
                yield CliCommand.BAD;
            }
            case DeploymentResult.Cancelled c -> {
                cli.tell(cancelled);
                yield CliCommand.BAD;
            }
        };
    }

    /** The word of {@code --agents}. */
    static AgentExpectation expectation(CliCommand command, String word) {
        return switch (word.replace('_', '-')) {
            case "none" -> AgentExpectation.NONE;
            case "if-present" -> AgentExpectation.IF_PRESENT;
            case "required" -> AgentExpectation.REQUIRED;
            default -> throw command.usage("--agents takes none, if-present or required, not " + word + ".");
        };
    }

    /** What commands on a deployment share. */
    abstract static class OnLab extends EnvironmentCommands.OnFile {
        @Mixin
        LabOptions lab;

        private final Map<String, String> told = new HashMap<>();
        private String waiting = "";

        LabSession session;

        LabDeployments open(boolean yes) throws FailureException {
            session = lab.open(this, yes);
            return cli.own(LabDeployments.open(session, types(), cli.audit(), cli.home(), PROGRAM, cli.task()));
        }

        void print(DeploymentSnapshot now) {
            cli.progress().clear();
            switch (format) {
                case table -> {
                    output().rows(units(now));
                    output().say("");
                    output().say("Stack " + now.stackName() + ": " + (now.stackStatus().isEmpty() ? "none" : now.stackStatus())
                            + (now.stackReason().isEmpty() ? "" : " (" + now.stackReason() + ")") + ". " + now.phase().label() + ".");
                }
                case csv -> output().rows(units(now));
                case json, yaml -> output().thing(document(now));
            }
            now.findings().forEach(f -> cli.tell(f.evidence() + (f.fix().isEmpty() ? "" : " -> " + f.fix())));
        }

        private static Rows units(DeploymentSnapshot now) {
            Rows rows = Rows.of("unit", "server", "server_id", "address", "heat", "agent", "detail");
            for (UnitStatus u : now.units()) {
                if (now.phase() == DeploymentSnapshot.Phase.ABSENT) {
                    // The last that was seen of a server before it was deleted would read as if it were still there.
                    rows.add(u.hostName(), "", "", "", "", "", "");
                    continue;
                }
                rows.add(u.hostName(), u.serverStatus(), u.serverId(), u.address(), u.resourceStatus(), u.agent().label(), detail(u));
            }
            return rows;
        }

        /** Heat says "state changed" when there is nothing to say. */
        private static String detail(UnitStatus u) {
            return u.resourceReason().isEmpty() || u.resourceReason().equals("state changed") ? u.agentDetail() : u.resourceReason();
        }

        private static Map<String, Object> document(DeploymentSnapshot now) {
            Rows units = units(now);
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("environment", now.environmentName());
            document.put("phase", now.phase().name().toLowerCase(Locale.ROOT));
            document.put("stack", now.stackName());
            document.put("stackId", now.stackId());
            document.put("status", now.stackStatus());
            document.put("reason", now.stackReason());
            document.put("units", Output.maps(units));
            document.put("steps", now.steps().stream().map(OnLab::step).toList());
            document.put("findings", now.findings().stream().map(Finding::evidence).toList());
            return document;
        }

        private static Map<String, Object> step(StepProgress step) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", step.step().id());
            one.put("unit", step.step().hostName());
            one.put("template", step.step().template());
            one.put("state", step.state().name().toLowerCase(Locale.ROOT));
            one.put("attempts", step.attempts());
            one.put("seconds", step.elapsed(Instant.now()).toMillis() / 1000.0);
            one.put("expectedSeconds", step.step().expectedSeconds());
            one.put("message", step.message());
            return one;
        }

        int end(DeploymentResult result) {
            if (!DeploymentLock.refused(result)) {
                print(result.snapshot());
            }
            return ended(cli, result, "Cancelled; what was begun goes on in the lab. The same command takes it up again.");
        }

        /** A line on stderr when the whole has to wait for others, and when it goes on. */
        void tellWaiting(DeploymentSnapshot now) {
            if (!now.waiting().equals(waiting)) {
                waiting = now.waiting();
                if (!waiting.isEmpty() || !now.phase().isEnd()) {
                    cli.progress().line(waiting.isEmpty() ? DeploymentSnapshot.GOES_ON : waiting);
                }
            }
        }

        /** A line on stderr for each unit whose state has changed; what the whole is doing, the task tells. */
        void follow(DeploymentSnapshot now) {
            tellWaiting(now);
            for (UnitStatus u : now.units()) {
                String state = Stream.of(u.serverStatus(), u.address(), u.agent() == AgentState.NOT_EXPECTED ? "" : u.agent().label(), detail(u))
                        .filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
                if (!u.serverStatus().isEmpty() && !state.equals(told.put(u.hostName(), state))) {
                    cli.progress().line(u.hostName() + ": " + state);
                }
            }
            for (StepProgress step : now.steps()) {
                String state = step.state().name().toLowerCase(Locale.ROOT) + (step.message().isEmpty() ? "" : ", " + step.message());
                boolean worth = step.step().kind() == PlannedStep.Kind.AGENT && step.state() != StepProgress.State.WAITING;
                if (worth && !state.equals(told.put(step.step().id(), state))) {
                    cli.progress().line(step.step().hostName() + ": " + step.step().template() + " " + state);
                }
            }
        }
    }

    /** {@code environment deploy}. */
    @Command(name = "deploy", description = "Create or update the environment's stack, follow it, and ask the agents of its units.")
    static final class Deploy extends OnLab {
        @Mixin
        ActOptions act;

        @Option(names = "--network", paramLabel = "NETWORK", defaultValue = "", description = "Network of the units, when the file names none.")
        String network;

        @Option(names = "--agents", defaultValue = "if-present", paramLabel = "WHETHER",
                description = "none (not asked), if-present (a silent one is a finding) or required (a silent one is a failure).")
        String agents;

        @Option(names = "--agent-limit", defaultValue = "1200", paramLabel = "SECONDS", description = "How long an agent may take to answer (default: ${DEFAULT-VALUE}).")
        int agentLimit;

        @Option(names = "--stack-limit", defaultValue = "3600", paramLabel = "SECONDS", description = "How long the stack may take (default: ${DEFAULT-VALUE}).")
        int stackLimit;

        @Override
        int run() throws FailureException {
            AgentExpectation expected = expectation(this, agents);
            if (agentLimit < 1 || stackLimit < 1) {
                throw usage("A limit is at least one second.");
            }
            Environment environment = environment();
            LabDeployments opened = open(act.yes);
            if (expected == AgentExpectation.REQUIRED && session.lab().broker().isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "deploying an environment", environment.name(), "",
                        "Agents are required, but the lab has no broker.", "Add a broker to the lab, or give --broker."));
            }
            DeploymentSettings settings = opened.settings(environment, network, expected, cli.task()).withTimes(POLL, Duration.ofSeconds(stackLimit),
                    Duration.ofSeconds(agentLimit));
            if (act.dryRun) {
                StackTemplate template = opened.deployments().template(environment, settings, cli.task());
                cli.progress().clear();
                printTemplate(environment, template);
                return GOOD;
            }
            List<EnvironmentDiff.Change> lost = lost(environment);
            lost.forEach(change -> cli.progress().line(change.text()));
            agree(session.questions(), "deploying an environment", "Deploy " + environment.name() + " with " + environment.unitCount() + " servers on "
                    + session.lab().name() + "?" + (lost.isEmpty() ? "" : " What is said above to be replaced or removed is lost. This cannot be undone."));
            Instant began = Instant.now();
            DeploymentResult result = opened.deployments().deploy(environment, settings, this::follow, cli.task());
            RunCommands.keep(this, session, environment, RunHistory.CONDUCTOR, began, result);
            return end(result);
        }

        private List<EnvironmentDiff.Change> lost(Environment environment) throws FailureException {
            return new EnvironmentDiff(types()).between(DeployedOptions.onLab(this, session, environment, types()), environment).stream()
                    .filter(EnvironmentDiff.Change::loses).toList();
        }

        /** Values that Heat hides are not shown here either, only their names. */
        private void printTemplate(Environment environment, StackTemplate template) {
            if (format == Format.table) {
                output().text(template.text());
                return;
            }
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("environment", environment.name());
            document.put("template", template.text());
            document.put("parameters", template.parameters());
            document.put("hidden", List.copyOf(template.hidden().keySet()));
            output().thing(document);
        }
    }

    /** {@code environment status}. */
    @Command(name = "status", description = "Look at what is deployed. Exit code 1 when the stack has failed or is not there.")
    static final class Status extends OnLab {
        @Override
        int run() throws FailureException {
            Environment environment = environment();
            DeploymentSnapshot now = open(false).deployments().status(environment, cli.task());
            print(now);
            return now.phase() == DeploymentSnapshot.Phase.FAILED || now.phase() == DeploymentSnapshot.Phase.ABSENT ? BAD : GOOD;
        }
    }

    /** {@code environment delete}. */
    @Command(name = "delete", description = "Delete the environment's stack and its agents' queues. This cannot be undone; the file stays.")
    static final class Delete extends OnLab {
        @Mixin
        ActOptions act;

        @Override
        int run() throws FailureException {
            Environment environment = environment();
            LabDeployments opened = open(act.yes);
            if (act.dryRun) {
                print(opened.deployments().status(environment, cli.task()));
                return GOOD;
            }
            agree(session.questions(), "deleting a deployment", "Delete the stack of " + environment.name() + " with all its servers on "
                    + session.lab().name() + "? This cannot be undone.");
            DeploymentSettings usual = DeploymentSettings.usual("", AgentExpectation.NONE, Optional.empty());
            return end(opened.deployments().delete(environment, usual.withTimes(POLL, usual.stackLimit(), usual.agentLimit()),
                    this::tellDeletion, cli.task()));
        }

        private void tellDeletion(DeploymentSnapshot now) {
            tellWaiting(now);
            cli.progress().progress(now.phase().label() + (now.stackStatus().isEmpty() ? "" : " (" + now.stackStatus() + ")"), 0, -1);
        }
    }
}
