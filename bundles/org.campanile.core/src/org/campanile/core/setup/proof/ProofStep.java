package org.campanile.core.setup.proof;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.SpecStep;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.Values;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A small environment that goes through the whole lab, as a step: due until one has gone through since the lab was last changed, and undone by deleting what is left. */
abstract class ProofStep extends SpecStep {

    final Ground ground;
    final Values with;

    ProofStep(StepSpec spec, Ground ground, String does, List<String> commands) {
        super(spec, "Prove it with a small environment", does, commands, Duration.ofMinutes(1));
        this.ground = ground;
        this.with = spec.with();
    }

    @Override
    public final Duration limit() {
        return Duration.ofMinutes(with.number("minutes") + 10);
    }

    /** A stack that is being made takes its time to be deleted. */
    @Override
    public final Duration grace() {
        return Duration.ofMinutes(2);
    }

    /** A shell cannot follow an environment; the program can, and looks first whether it is due. */
    @Override
    public final List<String> scripted() {
        return List.of("echo 'Left to the program: campanile lab setup --part proof'");
    }

    @Override
    public final boolean provesOthers() {
        return true;
    }

    @Override
    public final Probe probe(Task task) throws FailureException {
        Optional<Probe> earlier = ProofKinds.earlier(ground, id());
        return earlier.isPresent() ? earlier.get() : due(task);
    }

    /** Whether it can be done, where none has gone through. */
    abstract Probe due(Task task) throws FailureException;

    /** It has ended with everything in order, which is the proof. */
    @Override
    public final void verify(Task task) {
        task.progress("The environment went through.", 1, 1);
    }

    @Override
    public final boolean undoable() {
        return true;
    }

    @Override
    public final List<String> undoing(List<Made> made) {
        return made.isEmpty() ? List.of() : List.of("Deletes the environment of the proof, if anything is left of it.");
    }
}
