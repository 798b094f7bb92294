package org.campanile.core.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.host.Host;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Kind;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.SpecStep;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** What recipes can name of diagnosis: the check that the chain holds, and the proof that an environment goes through it. */
public final class DiagnosisKinds {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private DiagnosisKinds() {
    }

    /** All kinds of this room. */
    public static List<Kind> all() {
        return List.of(new ChainKind(), new ProofKind());
    }

    private static final class ChainKind implements CheckKind {
        @Override
        public String id() {
            return "diagnosis.chain";
        }

        @Override
        public String summary() {
            return "Looks at each link from the lab's profile to Nova and changes nothing.";
        }

        @Override
        public List<KindParameter> parameters() {
            return List.of();
        }

        @Override
        public List<Check> create(CheckSpec spec, Ground ground) {
            return List.of(Check.of(spec.id(), spec.titleOr("The chain from lab to servers"), spec.group(), Duration.ofSeconds(60), task -> {
                Diagnosis found = new ChainLook(ground.session(), new Chain(Knowledge.shipped(), PATIENCE), Target.lab(ground.lab().name()), d -> {
                }).look(task);
                return found.sights().stream().filter(s -> s.state() != LinkState.ABSENT).map(Sight::finding).toList();
            }));
        }
    }

    private static final class ProofKind implements StepKind {
        @Override
        public String id() {
            return "murano.proof";
        }

        @Override
        public String summary() {
            return "Sends a small environment through Murano, follows it to its agents, and deletes it.";
        }

        @Override
        public List<KindParameter> parameters() {
            return List.of(KindParameter.required("image", ValueType.TEXT, "Image of the one unit."),
                    KindParameter.optional("flavor", ValueType.TEXT, "m1.medium", "Flavor of the unit."),
                    KindParameter.optional("service", ValueType.TEXT, "", "JSON of a service to send instead, for releases after 2014."),
                    KindParameter.optional("devbox", ValueType.HOST, "", "Host whose murano-api and conductor are stopped and started one by one; none to leave them."),
                    KindParameter.optional("minutes", ValueType.NUMBER, "30", "How long the deployment may take."));
        }

        @Override
        public List<ProofStep> create(StepSpec spec, Ground ground) {
            return List.of(new ProofStep(spec, ground));
        }
    }

    /** The guide's own test as a step: it leaves nothing behind, so there is nothing to undo, and it is made anew in each run. */
    private static final class ProofStep extends SpecStep {

        private final Ground ground;
        private final Values with;

        ProofStep(StepSpec spec, Ground ground) {
            super(spec, "Prove it with a small environment", "Sends an environment of one unit through Murano and deletes it again.",
                    List.of("campanile lab diagnose --send --image " + spec.with().text("image")), Duration.ofMinutes(5));
            this.ground = ground;
            this.with = spec.with();
        }

        @Override
        public Duration limit() {
            return Duration.ofMinutes(with.number("minutes") + 5);
        }

        @Override
        public Probe probe(Task task) {
            return ground.facts().find(fact(), Boolean.class).isPresent() ? Probe.done("It went through in this run.") : Probe.make("A proof holds for one run only.");
        }

        private String fact() {
            return "diagnosis/proof/" + id();
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            List<GuidedSearch.Step> said = new ArrayList<>();
            GuidedSearch.Options options = new GuidedSearch.Options(with.text("image"), with.text("flavor"), with.text("service"), Duration.ofSeconds(2),
                    Duration.ofMinutes(with.number("minutes")));
            Diagnosis found = new GuidedSearch(ground.session(), new Chain(Knowledge.shipped(), PATIENCE), services(task), options, progress -> {
                for (GuidedSearch.Step step : progress.steps()) {
                    if (step.state() != GuidedSearch.State.WAITING && step.state() != GuidedSearch.State.RUNNING && !said.contains(step)) {
                        said.add(step);
                        log.line(step.title() + ": " + step.told());
                    }
                }
            }).run(task);
            boolean failed = said.stream().anyMatch(s -> s.state() == GuidedSearch.State.FAILED);
            if (failed) {
                Finding first = found.broken().map(Sight::finding).orElse(Finding.ok("", found.sentence()));
                throw new FailureException(new Failure(Failure.Kind.REMOTE, "proving the lab", first.subject(), first.evidence(), found.sentence(), first.fix()));
            }
            ground.facts().put(fact(), Boolean.TRUE);
        }

        private ServiceSwitch services(Task task) throws FailureException {
            String devbox = with.host("devbox");
            return devbox.isEmpty() ? ServiceSwitch.none("No devbox was named, so its services are left as they are.")
                    : ServiceSwitch.of(Host.of(ground.host(devbox, task), task), "murano-api", List.of("murano-conductor", "murano-engine"));
        }
    }
}
