package org.campanile.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.deploy.murano.MuranoDeployments;
import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.MuranoForm;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoComponent;
import org.campanile.core.murano.MuranoDeployment;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.murano.MuranoPackage;
import org.campanile.core.murano.MuranoReport;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile murano}: environments and packages of a Murano service of the lab, of either generation. */
@Command(name = "murano", description = "The lab's Murano service (0.2 or v1): environments, their deployments and reports, packages.", subcommands = {
        MuranoCommands.Environments.class, MuranoCommands.Packages.class })
final class MuranoCommands extends GroupCommand {

    /** {@code murano environment}. */
    @Command(name = "environment", description = "Environments that Murano has, and documents deployed by it.", subcommands = { ListAll.class, Show.class, Deploy.class,
            Status.class, Reports.class, Abandon.class, Delete.class })
    static final class Environments extends GroupCommand {
    }

    /** {@code murano package}. */
    @Command(name = "package", description = "Packages of a later Murano's catalogue.", subcommands = { ListPackages.class, ShowPackage.class })
    static final class Packages extends GroupCommand {
    }

    /** What commands on one of Murano's environments share. */
    abstract static class OnOne extends CliCommand {
        @Parameters(paramLabel = "NAME", description = "An environment of Murano, by name or id.")
        String name;

        @Mixin
        LabOptions lab;

        LabSession session;
        MuranoApi api;

        MuranoEnvironment open(boolean yes) throws FailureException {
            session = cli.own(lab.open(this, yes));
            api = session.murano(cli.task());
            MuranoEnvironment found = api.find(name, cli.task());
            cli.progress().clear();
            return api.environment(found.id(), cli.task());
        }
    }

    /** {@code murano environment list}. */
    @Command(name = "list", description = "List the project's environments.")
    static final class ListAll extends CliCommand {
        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            MuranoApi api = cli.own(lab.open(this, false)).murano(cli.task());
            Rows rows = Rows.of("name", "id", "status", "version", "updated");
            for (MuranoEnvironment e : api.environments(cli.task())) {
                rows.add(e.name(), e.id(), e.status(), e.version(), e.updated());
            }
            cli.progress().clear();
            output().rows(rows);
            return GOOD;
        }
    }

    /** {@code murano environment show}. */
    @Command(name = "show", description = "Show an environment with the services that are deployed in it; passwords are left out.")
    static final class Show extends OnOne {
        @Override
        int run() throws FailureException {
            MuranoEnvironment seen = open(false);
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("name", seen.name());
            all.put("id", seen.id());
            all.put("murano", api.generation().label());
            all.put("status", seen.status());
            all.put("version", seen.version());
            all.put("created", seen.created());
            all.put("updated", seen.updated());
            Rows services = Rows.of("service", "type", "id", "status");
            seen.components().forEach(c -> services.add(c.name(), c.type(), c.id(), c.status()));
            if (format == Format.table) {
                output().thing(all);
                output().say("");
                output().rows(services);
            } else if (format == Format.csv) {
                output().rows(services);
            } else {
                all.put("services", Output.maps(services));
                output().thing(all);
            }
            return GOOD;
        }
    }

    /** {@code murano environment status}. */
    @Command(name = "status", description = "What Murano tells of an environment and last told of each service. Exit code 1 when it failed.")
    static final class Status extends OnOne {
        @Override
        int run() throws FailureException {
            MuranoEnvironment seen = open(false);
            Map<String, MuranoReport> last = api.lastStatus(seen.id(), cli.task());
            Optional<MuranoDeployment> newest = api.deployments(seen.id(), cli.task()).stream().findFirst();
            cli.progress().clear();
            Rows rows = Rows.of("service", "status", "last_report", "level", "at");
            for (MuranoComponent c : seen.components()) {
                MuranoReport told = last.get(c.id());
                rows.add(c.name().isEmpty() ? c.id() : c.name(), c.status(), told == null ? null : told.text(), told == null ? null : told.level(),
                        told == null ? null : told.at().toString());
            }
            boolean failed = seen.failed() || newest.filter(MuranoDeployment::failed).isPresent();
            if (format == Format.json || format == Format.yaml) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("environment", seen.name());
                all.put("status", seen.status());
                all.put("deployment", newest.map(MuranoDeployment::state).orElse(null));
                all.put("error", newest.map(MuranoDeployment::error).filter(e -> !e.isEmpty()).orElse(null));
                all.put("services", Output.maps(rows));
                output().thing(all);
            } else {
                output().rows(rows);
                output().say("");
                output().say(seen.name() + ": " + seen.status() + newest.map(d -> "; last deployment: " + (d.failed() ? "failed" : d.state())).orElse("; never deployed") + ".");
            }
            newest.filter(d -> !d.error().isEmpty()).ifPresent(d -> cli.tell("The engine said: " + d.error()));
            return failed ? BAD : GOOD;
        }
    }

    /** {@code murano environment reports}. */
    @Command(name = "reports", description = "List the deployments of an environment, or the reports of one.")
    static final class Reports extends OnOne {
        @Option(names = "--deployment", paramLabel = "ID", description = "The reports of this deployment; \"last\" for the newest.")
        String deployment;

        @Override
        int run() throws FailureException {
            MuranoEnvironment seen = open(false);
            List<MuranoDeployment> all = api.deployments(seen.id(), cli.task());
            if (deployment == null) {
                Rows rows = Rows.of("id", "state", "started", "finished", "error");
                all.forEach(d -> rows.add(d.id(), d.failed() && d.state().equals("success") ? "failed" : d.state(), d.started().toString(),
                        d.finished().map(Object::toString).orElse(null), d.error().isEmpty() ? null : d.error()));
                cli.progress().clear();
                output().rows(rows);
                return GOOD;
            }
            Rows rows = Rows.of("at", "level", "about", "text", "details");
            for (MuranoReport r : api.reports(seen.id(), deployment.equals("last") && !all.isEmpty() ? all.getFirst().id() : deployment, cli.task())) {
                String about = seen.components().stream().filter(c -> c.id().equals(r.entityId())).map(MuranoComponent::name).findFirst().orElse(r.entityId());
                rows.add(r.at().toString(), r.level(), about, r.text(), r.details().isEmpty() ? null : r.details());
            }
            cli.progress().clear();
            output().rows(rows);
            return GOOD;
        }
    }

    /** {@code murano environment deploy}. */
    @Command(name = "deploy", description = "Deploy a document by Murano: 0.2 takes its services as descriptors, v1 as objects of packages.")
    static final class Deploy extends EnvironmentCommands.OnFile {
        @Mixin
        LabOptions lab;

        @Mixin
        ActOptions act;

        private final Set<DeploymentSnapshot.Event> told = new HashSet<>();

        @Override
        int run() throws FailureException {
            Environment document = environment();
            List<Problem> errors = new EnvironmentRules(types()).validate(document, Optional.empty()).stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
            if (!errors.isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "deploying by Murano", file.toString(), "", errors.getFirst().message(),
                        "campanile environment validate " + file + " shows all that is wrong."));
            }
            LabSession session = cli.own(lab.open(this, act.yes));
            MuranoDeployments murano = MuranoDeployments.open(session, types(), cli.audit(), cli.home(), cli.task());
            Optional<String> unfit = MuranoDeployments.unfit(document, murano.api().generation());
            if (unfit.isPresent()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "deploying by Murano", document.name(), "", unfit.get(),
                        "campanile murano package list shows what it has; campanile environment deploy uses the conductor."));
            }
            String words = murano.preview(document, cli.task()).words();
            if (act.dryRun) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("environment", document.name());
                all.put("murano", murano.api().generation().label());
                all.put("would", words);
                output().thing(all);
                return GOOD;
            }
            agree(session.questions(), "deploying by Murano", "Deploy " + document.name() + " by Murano on " + session.lab().name() + " (" + words + ")?");
            Instant began = Instant.now();
            DeploymentResult result = murano.deploy(document, now -> now.events().stream().filter(told::add).forEach(e -> cli.progress().line(e.text())), cli.task());
            RunCommands.keep(this, session, document, RunHistory.MURANO, began, result);
            cli.progress().clear();
            print(result.snapshot());
            return DeploymentCommands.ended(cli, result, "Cancelled; what was begun goes on in Murano.");
        }

        private void print(DeploymentSnapshot now) {
            Rows rows = Rows.of("unit", "state", "last_report");
            for (UnitStatus u : now.units()) {
                rows.add(u.hostName(), u.resourceStatus(), u.agentDetail());
            }
            if (format == Format.json || format == Format.yaml) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("environment", now.environmentName());
                all.put("phase", now.phase().name().toLowerCase(Locale.ROOT));
                all.put("muranoId", now.stackId());
                all.put("status", now.stackStatus());
                all.put("error", now.stackReason());
                all.put("units", Output.maps(rows));
                output().thing(all);
            } else {
                output().rows(rows);
                output().say("");
                output().say("Murano environment " + now.stackId() + ": " + now.stackStatus() + ". " + now.phase().label() + ".");
            }
        }
    }

    /** What taking an environment away has in common. */
    abstract static class Removal extends OnOne {
        @Mixin
        ActOptions act;

        int remove(String will, boolean abandon) throws FailureException {
            MuranoEnvironment seen = open(act.yes);
            if (act.dryRun) {
                output().say("Would have Murano " + will + " environment " + seen.name() + " (" + seen.id() + ", " + seen.status() + ").");
                return GOOD;
            }
            String question = "Have Murano " + will + " environment " + seen.name() + " (" + seen.components().size() + " services) on " + session.lab().name() + "?";
            new GuardCheck(session.questions()).allow(session.lab(), question);
            agree(session.questions(), "changing Murano's environments", question);
            if (abandon) {
                api.abandon(seen.id(), cli.task());
            } else {
                api.delete(seen.id(), cli.task());
            }
            cli.audit().append(session.lab().name(), (abandon ? "abandon" : "delete") + " Murano environment " + seen.name(),
                    List.of("DELETE " + api.url() + "/environments/" + seen.id() + (abandon ? "?abandon=true" : "")), "done");
            cli.progress().clear();
            output().say(abandon ? "Murano has forgotten it; its stack stays." : api.generation() == Generation.LATER ? "Murano deletes it; it is listed as deleting until that has ended."
                    : "Murano has deleted it; its conductor tears the stack down.");
            return GOOD;
        }
    }

    /** {@code murano environment abandon}. */
    @Command(name = "abandon", description = "Have Murano forget an environment and leave its stack (v1 only). This cannot be undone.")
    static final class Abandon extends Removal {
        @Override
        int run() throws FailureException {
            return remove("forget", true);
        }
    }

    /** {@code murano environment delete}. */
    @Command(name = "delete", description = "Have Murano delete an environment with its stack. This cannot be undone.")
    static final class Delete extends Removal {
        @Override
        int run() throws FailureException {
            return remove("delete", false);
        }
    }

    /** {@code murano package list}. */
    @Command(name = "list", description = "List the packages.")
    static final class ListPackages extends CliCommand {
        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            MuranoApi api = cli.own(lab.open(this, false)).murano(cli.task());
            Rows rows = Rows.of("name", "title", "type", "classes", "enabled", "public", "id");
            for (MuranoPackage p : api.packages(cli.task())) {
                rows.add(p.name(), p.title(), p.type(), p.classes().size(), p.enabled(), p.isPublic(), p.id());
            }
            cli.progress().clear();
            output().rows(rows);
            return GOOD;
        }
    }

    /** {@code murano package show}. */
    @Command(name = "show", description = { "Show a package with its classes and the fields of its form, as far as they can be shown without the dashboard.",
            "With --as-type the form becomes a type of services for the editor." })
    static final class ShowPackage extends CliCommand {
        @Parameters(paramLabel = "NAME", description = "A package, by fully qualified name or id.")
        String name;

        @Option(names = "--as-type", description = "Write the form as a service type into your folder of service types.")
        boolean asType;

        @Mixin
        NewFile replacing;

        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            MuranoApi api = cli.own(lab.open(this, false)).murano(cli.task());
            MuranoPackage found = api.findPackage(name, cli.task());
            Optional<String> text = api.form(found, cli.task());
            cli.progress().clear();
            Optional<MuranoForm> form = text.isPresent() ? Optional.of(MuranoForm.read("the form of " + found.name(), text.get())) : Optional.empty();
            if (asType) {
                return write(found, form);
            }
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("name", found.name());
            all.put("title", found.title());
            all.put("id", found.id());
            all.put("type", found.type());
            all.put("author", found.author());
            all.put("description", found.description());
            all.put("enabled", found.enabled());
            all.put("public", found.isPublic());
            all.put("tags", found.tags());
            all.put("categories", found.categories());
            all.put("classes", found.classes());
            all.put("notes", form.map(MuranoForm::notes).orElse(List.of("The package has no form.")));
            Rows fields = Rows.of("form", "field", "kind", "label", "required", "initial");
            form.ifPresent(f -> f.items().forEach(i -> fields.add(i.form(), i.name(), i.original(), i.field().label(), i.field().required(), i.field().initial())));
            if (format == Format.table) {
                output().thing(all);
                output().say("");
                output().rows(fields);
            } else if (format == Format.csv) {
                output().rows(fields);
            } else {
                all.put("fields", Output.maps(fields));
                output().thing(all);
            }
            return GOOD;
        }

        private int write(MuranoPackage found, Optional<MuranoForm> form) throws FailureException {
            if (form.filter(f -> !f.className().isEmpty()).isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "making a service type of a package", found.name(), "",
                        "The package has no form that says which class it makes.", "Write the type yourself, with the class as its id."));
            }
            Path file = cli.home().labs().resolve(ServiceTypes.FOLDER).resolve(form.get().className() + ".yaml");
            String type = form.get().typeFile(found.title(), found.description());
            ServiceTypes.shipped().plus(file.toString(), type);
            replacing.write("making a service type of a package", file, type);
            form.get().notes().forEach(cli::tell);
            output().say("Written to " + file + "; the editor's palette has it from now on.");
            return GOOD;
        }
    }
}
