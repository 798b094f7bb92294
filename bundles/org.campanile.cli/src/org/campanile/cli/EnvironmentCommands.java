package org.campanile.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.deploy.CloudFactsReader;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.PlanSchedule;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.Planner;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.ProblemLines;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile environment}: documents, their rules and plans; what is deployed of them is in {@link DeploymentCommands}. */
@Command(name = "environment", description = "Windows environments: make, validate, plan, deploy, look at, delete.", subcommands = {
        EnvironmentCommands.New.class, EnvironmentCommands.Validate.class, EnvironmentCommands.Plan.class, PlanCommands.Compare.class, DescriptorCommands.Import.class,
        DescriptorCommands.Export.class, StudyCommands.Diff.class, StudyCommands.What.class, StudyCommands.MapTo.class, DeploymentCommands.Deploy.class, ConductorCommands.Submit.class,
        DeploymentCommands.Status.class, RunCommands.Runs.class, RunCommands.Compare.class, RunCommands.Back.class, DiagnosisCommands.OfEnvironment.class, DeploymentCommands.Delete.class })
final class EnvironmentCommands extends GroupCommand {

    /** What commands share that know service types: the shipped ones and those in the user's folder. */
    abstract static class OnTypes extends CliCommand {
        private ServiceTypes known;

        /** Read when they are needed, not for the help. */
        ServiceTypes types() throws FailureException {
            if (known == null) {
                known = ServiceTypes.shipped().withFolder(cli.home().labs().resolve(ServiceTypes.FOLDER));
            }
            return known;
        }
    }

    /** What commands on a file share. */
    abstract static class OnFile extends OnTypes {
        @Parameters(paramLabel = "FILE", description = "The environment's YAML file.")
        Path file;

        Environment environment() throws FailureException {
            return new EnvironmentFile(types()).read(file);
        }
    }

    /** {@code environment new}. */
    @Command(name = "new", description = "Write a new environment file.")
    static final class New extends OnFile {
        @Option(names = "--template", paramLabel = "TEMPLATE", defaultValue = "domain-and-web", description = "What to begin with: empty, domain, domain-and-web, farm, always-on or data-center (default: ${DEFAULT-VALUE}).")
        String template;

        @Option(names = "--name", paramLabel = "NAME", description = "Name of the environment (default: the file's name).")
        String name;

        @Option(names = "--image", paramLabel = "IMAGE", defaultValue = "demo-windows", description = "Image of all units (default: ${DEFAULT-VALUE}).")
        String image;

        @Option(names = "--flavor", paramLabel = "FLAVOR", defaultValue = "m1.medium", description = "Flavor of all units (default: ${DEFAULT-VALUE}).")
        String flavor;

        @Option(names = "--network", paramLabel = "NETWORK", description = "Network of all units; the project's only one when not given.")
        String network;

        @Mixin
        NewFile replacing;

        @Override
        int run() throws FailureException {
            replacing.check("writing a new environment", file);
            EnvironmentTemplates templates = new EnvironmentTemplates(types());
            EnvironmentTemplates.Template chosen = templates.find(template).orElseThrow(() -> usage("There is no template " + template + "; take "
                    + String.join(" or ", templates.all().stream().map(EnvironmentTemplates.Template::id).toList()) + "."));
            String called = name != null ? name : file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            Environment made = chosen.fill().apply(Environment.create(called));
            for (Service service : made.services()) {
                made = made.setField(service.id(), Service.IMAGE, image).setField(service.id(), Service.FLAVOR, flavor);
            }
            replacing.write("writing a new environment", file, new EnvironmentFile(types()).write(network == null ? made : made.with(Environment.NETWORK, network)));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("environment", called);
            result.put("file", file.toString());
            result.put("services", made.services().size());
            result.put("units", made.unitCount());
            output().thing(result);
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
            String text = EnvironmentFile.text(file);
            Environment environment = new EnvironmentFile(types()).parse(file.toString(), text);
            ProblemLines lines = ProblemLines.of(file.toString(), text, environment);
            Map<String, String> hosts = HostNames.of(environment);
            Optional<CloudFacts> facts = Optional.empty();
            if (lab.given()) {
                LabSession session = lab.open(this, false);
                facts = Optional.of(CloudFactsReader.read(session.cloud(cli.task()), cli.task()));
            }
            List<Problem> problems = new EnvironmentRules(types()).validate(environment, facts);
            cli.progress().clear();
            Rows rows = Rows.of("severity", "line", "service", "unit", "field", "rule", "message", "fix");
            Map<String, String> names = new HashMap<>();
            environment.services().forEach(service -> names.put(service.id(), service.name()));
            for (Problem p : problems) {
                rows.add(p.severity().name().toLowerCase(Locale.ROOT), lines.line(p), names.getOrDefault(p.serviceId(), ""),
                        hosts.getOrDefault(p.unitId(), p.unitId()), p.field(), p.rule(), p.message(), p.fix());
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
    @Command(name = "plan", description = { "Show the steps of a deployment and what each waits for.",
            "Of a first deployment; with a lab or a state file only what is left to do." })
    static final class Plan extends OnFile {
        @Mixin
        DeployedOptions deployed = new DeployedOptions();

        @Option(names = "--schedule", description = "Show when each step is done, beside the round in which the original conductor would do it.")
        boolean schedule;

        @Override
        int run() throws FailureException {
            Environment environment = environment();
            DeployedState before = deployed.read(this, environment, types());
            DeploymentPlan plan = new Planner(types()).plan(environment, before, Planner.Extent.FULL);
            plan.findings().forEach(f -> cli.tell(environment.service(f.serviceId()).map(s -> s.name() + ": ").orElse("") + f.message() + " -> " + f.fix()));
            int code = plan.runnable() ? GOOD : BAD;
            if (schedule) {
                PlanCommands.schedule(PlanSchedule.of(plan), output(), format);
                return code;
            }
            if (format == Format.json || format == Format.yaml) {
                output().thing(plan.toValues());
                return code;
            }
            Rows rows = Rows.of("step", "kind", "template", "functions", "after", "expected_s");
            for (PlannedStep s : plan.steps()) {
                rows.add(s.id(), s.kind().name().toLowerCase(Locale.ROOT), s.template(), s.functions(), s.after(), s.expectedSeconds());
            }
            output().rows(rows);
            output().say("");
            output().say(plan.steps().size() + " steps; the longest chain takes about " + plan.criticalPathSeconds() / 60 + " minutes.");
            return code;
        }
    }
}
