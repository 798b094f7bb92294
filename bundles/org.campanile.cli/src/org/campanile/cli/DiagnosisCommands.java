package org.campanile.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.diagnosis.Chain;
import org.campanile.core.diagnosis.ChainLook;
import org.campanile.core.diagnosis.Diagnosis;
import org.campanile.core.diagnosis.GuidedSearch;
import org.campanile.core.diagnosis.Knowledge;
import org.campanile.core.diagnosis.LinkState;
import org.campanile.core.diagnosis.ServiceSwitch;
import org.campanile.core.diagnosis.Sight;
import org.campanile.core.diagnosis.Symptom;
import org.campanile.core.diagnosis.Target;
import org.campanile.core.environment.Environment;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.host.Host;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code campanile lab diagnose}, {@code campanile lab symptoms} and {@code campanile environment diagnose}. */
final class DiagnosisCommands {

    private static final int LARGEST_SERVICE = 1 << 20;

    private DiagnosisCommands() {
    }

    private static Knowledge knowledge(CliCommand command) throws FailureException {
        return Knowledge.with(command.cli.home().root().resolve(Knowledge.FILE));
    }

    private static int print(CliCommand command, Diagnosis found) {
        command.cli.progress().clear();
        Output out = command.output();
        switch (command.format) {
            case table -> {
                for (Sight s : found.sights()) {
                    out.say(String.format("%-14s %-14s %s", s.state().label(), s.link().label(), s.evidence()));
                    if (s.state() == LinkState.BROKEN || s.state() == LinkState.ATTENTION) {
                        for (String more : List.of(s.cause(), s.fix().isEmpty() ? "" : "-> " + s.fix())) {
                            if (!more.isEmpty()) {
                                out.say(" ".repeat(30) + more);
                            }
                        }
                        s.symptoms().forEach(known -> out.say(" ".repeat(30) + "Known as " + known.id() + ": " + known.title()
                                + (known.command().isEmpty() ? "" : " (" + known.command() + ")")));
                    }
                }
                out.say("");
                out.say(found.sentence());
            }
            case csv -> out.rows(rows(found));
            case json, yaml -> {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("subject", found.subject());
                all.put("broken", found.broken().map(s -> s.link().name().toLowerCase(java.util.Locale.ROOT)).orElse(null));
                all.put("sentence", found.sentence());
                all.put("links", Output.maps(rows(found)));
                out.thing(all);
            }
        }
        return found.broken().isPresent() ? CliCommand.BAD : CliCommand.GOOD;
    }

    private static Rows rows(Diagnosis found) {
        Rows rows = Rows.of("link", "state", "evidence", "cause", "fix", "symptoms");
        found.sights().forEach(s -> rows.add(s.link().name().toLowerCase(java.util.Locale.ROOT), s.state().name().toLowerCase(java.util.Locale.ROOT), s.evidence(), s.cause(), s.fix(),
                s.symptoms().stream().map(Symptom::id).toList()));
        return rows;
    }

    /** {@code lab diagnose}. */
    @Command(name = "diagnose", description = { "Look at each link of the chain from the lab to its agents and name the one that broke.",
            "With --send the whole search of the Getting Started guide is made: services stopped and started one by one, a small environment sent." })
    static final class Lab extends CliCommand {
        @Mixin
        LabOptions lab;

        @Mixin
        ActOptions act;

        @Option(names = "--environment", paramLabel = "NAME", description = "An environment of the Murano service, by name or id: why did this one fail?")
        String environment;

        @Option(names = "--send", description = "Send a small environment through Murano, follow it, and delete it.")
        boolean send;

        @Option(names = "--image", paramLabel = "IMAGE", defaultValue = "demo-windows", description = "With --send: image of its unit (default: ${DEFAULT-VALUE}).")
        String image;

        @Option(names = "--flavor", paramLabel = "FLAVOR", defaultValue = "m1.medium", description = "With --send: flavor of its unit (default: ${DEFAULT-VALUE}).")
        String flavor;

        @Option(names = "--service", paramLabel = "FILE", description = "With --send: JSON of the service to send instead, as releases after 2014 need it.")
        Path service;

        @Option(names = "--devbox", paramLabel = "HOST", description = "With --send: host of the lab whose murano-api and conductor are stopped and started one by one.")
        String devbox;

        @Option(names = "--minutes", paramLabel = "MINUTES", defaultValue = "30", description = "With --send: how long the deployment may take (default: ${DEFAULT-VALUE}).")
        int minutes;

        @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "300", description = "After how long an agent counts as silent (default: ${DEFAULT-VALUE}).")
        int patience;

        @Override
        int run() throws FailureException {
            Chain chain = new Chain(knowledge(this), Duration.ofSeconds(patience));
            LabSession session = cli.own(lab.open(this, act.yes));
            if (send && environment != null) {
                throw usage("--send makes an environment of its own; leave --environment out.");
            }
            if (send && !act.dryRun) {
                return send(session, chain);
            }
            if (send) {
                output().say("Would send a small environment through Murano (of one unit of image " + image + " where it is of release 0.2, otherwise of a package that is made for it and has no server)"
                        + (devbox == null ? "" : ", after stopping murano-api and the conductor on " + devbox) + ", and delete it again.");
                return GOOD;
            }
            Target target = Target.lab(session.lab().name());
            if (environment != null) {
                MuranoEnvironment found = session.murano(cli.task()).find(environment, cli.task());
                target = Target.murano(found.name(), found.id());
            }
            return print(this, new ChainLook(session, chain, target, d -> {
            }).look(cli.task()));
        }

        private int send(LabSession session, Chain chain) throws FailureException {
            agree(session.questions(), "searching for the fault", "Send a small environment through the Murano of lab " + session.lab().name()
                    + " and delete it again?");
            ServiceSwitch services = devbox == null ? ServiceSwitch.none("No devbox was named, so its services are left as they are.")
                    : ServiceSwitch.of(Host.of(session.host(devbox, cli.task()), cli.task()), "murano-api", List.of("murano-conductor", "murano-engine"));
            String json = service == null ? "" : SafeFiles.read(service, LARGEST_SERVICE, "reading the service to send");
            GuidedSearch.Options options = new GuidedSearch.Options(image, flavor, json, Duration.ofSeconds(1), Duration.ofMinutes(minutes));
            Set<GuidedSearch.Step> told = new HashSet<>();
            boolean[] failed = new boolean[1];
            Diagnosis found = new GuidedSearch(session, chain, services, options, p -> {
                for (GuidedSearch.Step s : p.steps()) {
                    boolean over = s.state() != GuidedSearch.State.WAITING && s.state() != GuidedSearch.State.RUNNING;
                    if (over && told.add(s)) {
                        failed[0] |= s.state() == GuidedSearch.State.FAILED;
                        cli.progress().line(String.format("%-8s %s: %s", s.state().name().toLowerCase(java.util.Locale.ROOT), s.title(), s.told()));
                    }
                }
            }).run(cli.task());
            return Math.max(print(this, found), failed[0] ? BAD : GOOD);
        }
    }

    /** {@code environment diagnose}. */
    @Command(name = "diagnose", description = "Why did this environment fail? Looks at each link from the lab to the agents of its units, and changes nothing.")
    static final class OfEnvironment extends EnvironmentCommands.OnFile {
        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            Environment e = environment();
            List<String> queues = e.services().stream().flatMap(s -> s.units().stream().map(u -> DeploymentNames.inputQueue(e, s, u))).toList();
            Target target = Target.own(e.name(), DeploymentNames.stack(e), queues, DeploymentNames.resultsQueue(e));
            LabSession session = cli.own(lab.open(this, false));
            return print(this, new ChainLook(session, new Chain(knowledge(this), Duration.ofMinutes(5)), target, d -> {
            }).look(cli.task()));
        }
    }

    /** {@code lab symptoms}. */
    @Command(name = "symptoms", description = { "List the symptoms that are known, or explain a text by them.",
            "Your own stand in symptoms.yaml beside the folder of your labs, in the form of those shipped." })
    static final class Symptoms extends CliCommand {
        @Option(names = "--explain", paramLabel = "TEXT", description = "A line of a log, a reason or an answer.")
        String text;

        @Override
        int run() throws FailureException {
            Knowledge known = knowledge(this);
            Rows rows = Rows.of("id", "title", "where", "cause", "check", "fix", "source");
            known.all().stream().filter(s -> text == null || s.matches(text)).forEach(s -> rows.add(s.id(), s.title(), s.where().stream().map(p -> p.word()).sorted().toList(),
                    s.cause(), s.check(), s.fix(), s.source()));
            if (text != null && format == Format.table) {
                Optional.of(rows).filter(r -> r.rows().isEmpty()).ifPresent(r -> output().say("Nothing is known of that."));
                known.all().stream().filter(s -> s.matches(text)).forEach(s -> {
                    output().say(s.id() + ": " + s.title());
                    output().say("  Cause:  " + s.cause());
                    output().say("  Impact: " + s.impact());
                    output().say("  Check:  " + s.check());
                    output().say("  Fix:    " + s.fix() + (s.command().isEmpty() ? "" : " (" + s.command() + ")"));
                });
            } else {
                output().rows(rows);
            }
            return text != null && rows.rows().isEmpty() ? BAD : GOOD;
        }
    }
}
