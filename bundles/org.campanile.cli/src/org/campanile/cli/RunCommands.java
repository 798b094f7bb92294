package org.campanile.cli;

import java.time.Instant;
import java.util.Locale;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.conductor.LabDeployments;
import org.campanile.core.deploy.watch.RunComparison;
import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.deploy.watch.RunRecord;
import org.campanile.core.deploy.watch.WayBack;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile environment runs}, {@code compare-runs} and {@code roll-back}: what became of earlier deployments, and the way back to one. */
final class RunCommands {

    private RunCommands() {
    }

    /** {@code environment runs}. */
    @Command(name = "runs", description = "List the runs of an environment on a lab, the newest first.")
    static final class Runs extends EnvironmentCommands.OnFile {
        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            Environment environment = environment();
            Rows rows = Rows.of("run", "outcome", "by", "took", "steps", "why");
            for (RunRecord r : history(this, cli.own(lab.open(this, false))).runs(environment.id())) {
                rows.add(r.id(), r.outcome().label().toLowerCase(Locale.ROOT), r.by(), r.took(), r.lines().stream().filter(l -> !l.step().isEmpty()).count(),
                        r.message().lines().findFirst().orElse(null));
            }
            output().rows(rows);
            return GOOD;
        }
    }

    private static RunHistory history(EnvironmentCommands.OnTypes command, LabSession session) throws FailureException {
        return RunHistory.of(command.cli.home(), session.lab(), command.types());
    }

    /** Keeps how a deployment ended, if it began at all; that it could not be kept must not hide how it ended. */
    static void keep(EnvironmentCommands.OnTypes command, LabSession session, Environment document, String by, Instant began, DeploymentResult result) {
        if (DeploymentLock.refused(result)) {
            return;
        }
        try {
            history(command, session).keep(document, by, began, result);
        } catch (FailureException e) {
            command.cli.tell("The run could not be kept: " + e.failure().headline());
        }
    }

    /** {@code environment compare-runs}. */
    @Command(name = "compare-runs", description = "Compare two runs step by step: time, result, differences.")
    static final class Compare extends EnvironmentCommands.OnFile {
        @Parameters(index = "1", paramLabel = "RUN", description = "A run of \"environment runs\", or last or last-good.")
        String one;

        @Parameters(index = "2", paramLabel = "OTHER", description = "Another one.")
        String other;

        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            RunHistory history = history(this, cli.own(lab.open(this, false)));
            String id = environment().id();
            RunComparison compared = RunComparison.of(history.find(id, one), history.find(id, other));
            if (format == Format.table) {
                output().text(compared.text());
                return GOOD;
            }
            Rows rows = Rows.of("unit", "step", "earlier_s", "later_s", "difference_s", "what");
            for (RunComparison.Row r : compared.rows()) {
                rows.add(r.unit(), r.step(), number(r.before()), number(r.after()), Double.isNaN(r.longer()) ? null : r.longer(), r.difference());
            }
            output().rows(rows);
            return GOOD;
        }

        private static Double number(RunRecord.Line line) {
            return line == null || line.seconds() < 0 ? null : Double.valueOf(line.seconds());
        }
    }

    /** {@code environment roll-back}. */
    @Command(name = "roll-back", description = { "Go back to the document of an earlier run: it is written over the file and deployed from what there is now.",
            "Says before what cannot be undone; --dry-run says only that." })
    static final class Back extends DeploymentCommands.OnLab {
        @Mixin
        ActOptions act;

        @Option(names = "--to", defaultValue = "last-good", paramLabel = "RUN", description = "The run to go back to (default: ${DEFAULT-VALUE}).")
        String to;

        @Option(names = "--network", paramLabel = "NETWORK", defaultValue = "", description = "Network of the units, when the document names none.")
        String network;

        @Override
        int run() throws FailureException {
            Environment current = environment();
            session = lab.open(this, act.yes);
            RunHistory history = history(this, session);
            RunRecord run = history.find(current.id(), to);
            Environment earlier = history.document(run);
            Environment deployed = history.document(history.find(current.id(), "last"));
            DeployedState kept = DeployedOptions.kept(this, session, current, types());
            WayBack way = WayBack.of(types(), kept.equals(DeployedState.NOTHING) ? DeployedState.ofDocument(deployed, types()) : kept, deployed, earlier);
            cli.progress().clear();
            output().say("Back to run " + run.id() + ":");
            output().say(way.text());
            if (act.dryRun) {
                return way.lost().isEmpty() ? GOOD : BAD;
            }
            if (run.by().equals(RunHistory.MURANO)) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "going back", run.id(), "", "That run was deployed by Murano.",
                        "Go back in the window, or deploy the earlier file by campanile murano environment deploy."));
            }
            agree(session.questions(), "going back", "Roll back " + current.name() + " on " + session.lab().name()
                    + (way.lost().isEmpty() ? "?" : "? " + way.lost().size() + " things cannot be undone."));
            new EnvironmentFile(types()).save(file, earlier);
            LabDeployments opened = cli.own(LabDeployments.open(session, types(), cli.audit(), cli.home(), DeploymentCommands.PROGRAM, cli.task()));
            Instant began = Instant.now();
            AgentExpectation agents = session.lab().broker().isPresent() ? AgentExpectation.IF_PRESENT : AgentExpectation.NONE;
            DeploymentResult result = opened.deployments().deploy(earlier, opened.settings(earlier, network, agents, cli.task()), this::follow, cli.task());
            keep(this, session, earlier, RunHistory.CONDUCTOR, began, result);
            return end(result);
        }
    }
}
