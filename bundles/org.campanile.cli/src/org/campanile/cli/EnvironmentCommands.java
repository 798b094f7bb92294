package org.campanile.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.CloudFactsReader;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.LabDeployments;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.Planner;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile environment}: documents, their rules and plans, and what is deployed of them. */
@Command(name = "environment", description = "Windows environments: make, validate, plan, deploy, look at, delete.", subcommands = {
        EnvironmentCommands.New.class, EnvironmentCommands.Validate.class, EnvironmentCommands.Plan.class, EnvironmentCommands.Deploy.class,
        EnvironmentCommands.Status.class, EnvironmentCommands.Delete.class })
final class EnvironmentCommands extends GroupCommand {

    /** What commands on a file share. */
    abstract static class OnFile extends CliCommand {
        @Parameters(paramLabel = "FILE", description = "The environment's YAML file.")
        Path file;

        final ServiceTypes types = ServiceTypes.shipped();

        Environment environment() throws FailureException {
            return new EnvironmentFile(types).read(file);
        }

        void printUnits(DeploymentSnapshot now) {
            Rows rows = Rows.of("unit", "server", "server_id", "address", "heat", "agent", "detail");
            for (UnitStatus u : now.units()) {
                rows.add(u.hostName(), u.serverStatus(), u.serverId(), u.address(), u.resourceStatus(), u.agent().label(),
                        u.resourceReason().isEmpty() || u.resourceReason().equals("state changed") ? u.agentDetail() : u.resourceReason());
            }
            output().rows(rows);
            output().say("");
            output().say("Stack " + now.stackName() + ": " + (now.stackStatus().isEmpty() ? "none" : now.stackStatus())
                    + (now.stackReason().isEmpty() ? "" : " (" + now.stackReason() + ")") + ".");
            now.findings().forEach(f -> cli.err().println("campanile: " + f.evidence() + (f.fix().isEmpty() ? "" : " -> " + f.fix())));
        }
    }

    /** {@code environment new}. */
    @Command(name = "new", description = "Write a new environment file.")
    static final class New extends OnFile {
        @Option(names = "--template", defaultValue = "domain-and-web", description = "What to begin with: empty or domain-and-web (default: ${DEFAULT-VALUE}).")
        String template;

        @Option(names = "--name", description = "Name of the environment (default: the file's name).")
        String name;

        @Option(names = "--image", defaultValue = "demo-windows", description = "Image of all units (default: ${DEFAULT-VALUE}).")
        String image;

        @Option(names = "--flavor", defaultValue = "m1.medium", description = "Flavor of all units (default: ${DEFAULT-VALUE}).")
        String flavor;

        @Option(names = "--network", description = "Network of all units; the project's only one when not given.")
        String network;

        @Override
        int run() throws FailureException {
            if (Files.exists(file)) {
                throw new FailureException(new Failure(Failure.Kind.CONFLICT, "writing a new environment", file.toString(), "",
                        "The file exists already.", "Choose another name, or delete it."));
            }
            EnvironmentTemplates.Template chosen = new EnvironmentTemplates(types).find(template).orElseThrow(() -> new FailureException(
                    new Failure(Failure.Kind.BAD_INPUT, "choosing a template", template, "", "There is no such template.", "Take empty or domain-and-web.")));
            String called = name != null ? name : file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            Environment made = chosen.fill().apply(Environment.create(called));
            for (Service service : made.services()) {
                made = made.setField(service.id(), Service.IMAGE, image).setField(service.id(), Service.FLAVOR, flavor);
            }
            new EnvironmentFile(types).save(file, network == null ? made : made.with(Environment.NETWORK, network));
            output().say("Wrote " + file + ".");
            return GOOD;
        }
    }

    /** {@code environment validate}. */
    @Command(name = "validate", description = "Check a file by every rule; with a lab also against its images, flavors, zones and quotas.")
    static final class Validate extends OnFile {
        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            Environment environment = environment();
            Optional<CloudFacts> facts = Optional.empty();
            if (lab.lab != null || lab.cloud != null) {
                LabSession session = lab.open(cli, false);
                facts = Optional.of(CloudFactsReader.read(session.cloud(cli.task()), cli.task()));
            }
            List<Problem> problems = new EnvironmentRules(types).validate(environment, facts);
            cli.progress().clear();
            Rows rows = Rows.of("severity", "service", "unit", "field", "rule", "message", "fix");
            for (Problem p : problems) {
                rows.add(p.severity().name().toLowerCase(java.util.Locale.ROOT), environment.service(p.serviceId()).map(Service::name).orElse(""),
                        p.unitId(), p.field(), p.rule(), p.message(), p.fix());
            }
            if (!problems.isEmpty() || format != Format.table) {
                output().rows(rows);
            } else {
                output().say(environment.name() + ": " + environment.services().size() + " services, " + environment.unitCount()
                        + " units, no problem found.");
            }
            return problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR) ? BAD : GOOD;
        }
    }

    /** {@code environment plan}. */
    @Command(name = "plan", description = "Show the steps of a deployment and what each waits for.")
    static final class Plan extends OnFile {
        @Override
        int run() throws FailureException {
            DeploymentPlan plan = new Planner(types).plan(environment(), Planner.Extent.FULL);
            if (format == Format.json || format == Format.yaml) {
                output().thing(plan.toValues());
                return GOOD;
            }
            Rows rows = Rows.of("step", "kind", "template", "functions", "after", "expected_s");
            for (PlannedStep s : plan.steps()) {
                rows.add(s.id(), s.kind().name().toLowerCase(java.util.Locale.ROOT), s.template(), s.functions(), s.after(), s.expectedSeconds());
            }
            output().rows(rows);
            output().say("");
            output().say(plan.steps().size() + " steps; the longest chain takes about " + plan.criticalPathSeconds() / 60 + " minutes.");
            return GOOD;
        }
    }

    /** What commands on a deployment share. */
    abstract static class OnLab extends OnFile {
        @Mixin
        LabOptions lab;

        LabDeployments open(boolean yes) throws FailureException {
            return cli.own(LabDeployments.open(lab.open(cli, yes), types, AuditLog.of(cli.home().audit()), cli.task()));
        }

        int end(DeploymentResult result) {
            cli.progress().clear();
            return switch (result) {
                case DeploymentResult.Succeeded s -> {
                    printUnits(s.snapshot());
                    yield GOOD;
                }
                case DeploymentResult.Failed f -> {
                    printUnits(f.snapshot());
                    cli.err().println("campanile: " + f.failure().details());
                    yield BAD;
                }
                case DeploymentResult.Cancelled c -> {
                    printUnits(c.snapshot());
                    cli.err().println("campanile: Cancelled; what was begun goes on in the lab. The same command takes it up again.");
                    yield BAD;
                }
            };
        }

        void follow(DeploymentSnapshot now) {
            long up = now.units().stream().filter(UnitStatus::serverUp).count();
            cli.progress().progress(now.phase().label() + " " + now.stackStatus(), up, now.units().size());
        }

        void agree(LabDeployments opened, LabSession session, String question) throws FailureException {
            if (!session.questions().confirm(question, null)) {
                opened.close();
                throw new FailureException(new Failure(Failure.Kind.CANCELLED, "changing an environment", file.toString(), "",
                        "You did not agree; nothing was changed.", ""));
            }
        }
    }

    /** {@code environment deploy}. */
    @Command(name = "deploy", description = "Create or update the environment's stack, follow it, and ask the agents of its units.")
    static final class Deploy extends OnLab {
        @Mixin
        ActOptions act;

        @Option(names = "--network", defaultValue = "", description = "Network of the units, when the file names none.")
        String network;

        @Option(names = "--agents", defaultValue = "IF_PRESENT", description = "none, if_present or required (default: if_present).")
        AgentExpectation agents;

        @Option(names = "--agent-limit", defaultValue = "1200", paramLabel = "SECONDS", description = "How long an agent may take to answer (default: ${DEFAULT-VALUE}).")
        int agentLimit;

        @Override
        int run() throws FailureException {
            Environment environment = environment();
            LabSession session = lab.open(cli, act.yes);
            LabDeployments opened = cli.own(LabDeployments.open(session, types, AuditLog.of(cli.home().audit()), cli.task()));
            DeploymentSettings usual = opened.settings(environment, network, agents, cli.task());
            DeploymentSettings settings = usual.withTimes(Duration.ofSeconds(1), usual.stackLimit(), Duration.ofSeconds(agentLimit));
            if (act.dryRun) {
                cli.progress().clear();
                output().text(opened.deployments().template(environment, settings).text());
                return GOOD;
            }
            agree(opened, session, "Deploy " + environment.name() + " with " + environment.unitCount() + " servers on " + session.lab().name() + "?");
            return end(opened.deployments().deploy(environment, settings, this::follow, cli.task()));
        }
    }

    /** {@code environment status}. */
    @Command(name = "status", description = "Look at what is deployed. Exit code 1 when the stack has failed or is not there.")
    static final class Status extends OnLab {
        @Override
        int run() throws FailureException {
            DeploymentSnapshot now = open(false).deployments().status(environment(), cli.task());
            cli.progress().clear();
            if (format == Format.table) {
                printUnits(now);
            } else {
                Map<String, Object> thing = new LinkedHashMap<>();
                thing.put("environment", now.environmentName());
                thing.put("stack", now.stackName());
                thing.put("status", now.stackStatus());
                thing.put("units", now.units().stream().map(u -> Map.of("unit", u.hostName(), "server", u.serverStatus(), "address", u.address(),
                        "agent", u.agent().label())).toList());
                output().thing(thing);
            }
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
            LabSession session = lab.open(cli, act.yes);
            LabDeployments opened = cli.own(LabDeployments.open(session, types, AuditLog.of(cli.home().audit()), cli.task()));
            String what = "Delete the stack of " + environment.name() + " with all its servers on " + session.lab().name() + "? This cannot be undone.";
            if (act.dryRun) {
                printUnits(opened.deployments().status(environment, cli.task()));
                return GOOD;
            }
            agree(opened, session, what);
            DeploymentSettings settings = DeploymentSettings.usual("", AgentExpectation.NONE, Optional.empty());
            return end(opened.deployments().delete(environment, settings.withTimes(Duration.ofSeconds(1), settings.stackLimit(), settings.agentLimit()),
                    this::follow, cli.task()));
        }
    }
}
