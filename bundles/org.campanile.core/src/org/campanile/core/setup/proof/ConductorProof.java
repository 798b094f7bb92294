package org.campanile.core.setup.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.conductor.ProofDeployment;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Proofs;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The proof of a lab without a Murano service: an environment of one unit, ordered over the broker and taken by a conductor of this program. What a killed
 * run left is removed before the next try and by undo.
 */
final class ConductorProof extends ProofStep {

    private static final String ENVIRONMENT = "environment of the conductor";

    private final ServiceTypes types = ServiceTypes.shipped();

    ConductorProof(StepSpec spec, Ground ground) {
        super(spec, ground, "An environment of one unit is ordered over the broker; a conductor has to take it, its stack must not fail, its "
                + "server comes up, its agent " + ofTheAgent(spec.with().text("agents")) + "; then it is deleted.", List.of("campanile environment new proof.yaml --template demoService",
                        "campanile environment deploy proof.yaml", "campanile environment delete proof.yaml"));
    }

    private static String ofTheAgent(String agents) {
        return switch (agents) {
            case "none" -> "is not asked";
            case "if-present" -> "is asked and may be silent";
            default -> "answers";
        };
    }

    @Override
    Probe due(Task task) throws FailureException {
        if (ground.lab().broker().isEmpty() || ground.lab().cloud().isEmpty()) {
            return Probe.waits("Waits for a " + (ground.lab().broker().isEmpty() ? "broker" : "cloud") + ", which the lab does not have.");
        }
        String image = with.text("image");
        if (image.isEmpty()) {
            return Probe.waits("Waits for an image: a server has to be made of one, and none was named.");
        }
        // Known from the beginning, and not only when all else has been set up.
        Optional<Failure> network = with.text("network").isEmpty() ? ProofDeployment.withoutNetwork(ground.session(), task) : Optional.empty();
        if (network.isPresent()) {
            Failure f = network.get();
            return Probe.blocked(new Failure(f.kind(), f.doing(), f.subject(), f.cameBack(), f.meaning(), "Give the network of the proof, or make one that the project owns."));
        }
        return ground.session().cloud(task).images().named(image, task).isEmpty() ? Probe.waits("Waits for image " + image + ", which the lab does not have.")
                : Probe.make("No environment has gone through since this lab was set up.");
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        clean(log.earlier(), task);
        Environment empty = Environment.create("campanile-proof-" + UUID.randomUUID().toString().substring(0, 8));
        Service service = types.newService(types.find("demoService").orElseThrow(), empty).with(Service.FLAVOR, with.text("flavor")).with(Service.IMAGE, with.text("image"));
        Environment environment = empty.addService(service.withUnits(service.units().subList(0, 1)));
        Made made = new Made(ENVIRONMENT, environment.id(), new EnvironmentFile(types).write(environment));
        log.intend(made);
        AgentExpectation agents = AgentExpectation.valueOf(with.text("agents").replace('-', '_').toUpperCase(Locale.ROOT));
        try (AccountSession account = AccountSession.of(ground, with, task)) {
            new ProofDeployment(account.session(), types, environment).run(with.text("network"), agents, Duration.ofMinutes(with.number("minutes")), log::line, task);
        } catch (FailureException e) {
            ProofKinds.after(e, log, () -> clean(List.of(made), new Task(task::progress)));
        }
        clean(List.of(made), task);
        Proofs.note(ground.facts(), id(), Instant.now());
    }

    private void clean(List<Made> made, Task task) throws FailureException {
        for (Made one : made) {
            Environment environment = new EnvironmentFile(types).parse("the proof " + one.id(), one.detail());
            try (AccountSession account = AccountSession.of(ground, with, task)) {
                new ProofDeployment(account.session(), types, environment).delete(with.text("network"), task);
            }
        }
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        clean(made, task);
    }
}
