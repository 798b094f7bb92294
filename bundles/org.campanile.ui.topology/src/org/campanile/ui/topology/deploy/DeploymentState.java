package org.campanile.ui.topology.deploy;

import java.time.Instant;
import java.util.Optional;

import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.lab.Lab;
import org.campanile.core.task.Failure;
import org.campanile.ui.State;
import org.eclipse.osgi.util.NLS;

/**
 * What the window knows of a deployment. A value.
 *
 * @param snapshot what was seen last, empty when nobody has looked
 * @param lab the lab it is about
 * @param activity what is going on
 * @param failure why the last activity failed, if it did
 * @param at when the snapshot was taken
 * @param by who deployed it, or does
 * @param chain how the links of the chain were after a failure
 */
public record DeploymentState(Optional<DeploymentSnapshot> snapshot, Optional<Lab> lab, Activity activity, Optional<Failure> failure, Instant at, Backend by,
        Followed chain) {

    /** What is going on. */
    public enum Activity {
        /** Nothing. */ NONE,
        /** The lab is asked what there is. */ READING,
        /** It is deployed. */ DEPLOYING,
        /** It is deleted. */ DELETING
    }

    /** Nothing is known. */
    public static final DeploymentState NOTHING = new DeploymentState(Optional.empty(), Optional.empty(), Activity.NONE, Optional.empty(), Instant.EPOCH, Backend.CONDUCTOR,
            Followed.NOT);

    /** Whether something is changed just now. */
    public boolean changing() {
        return activity == Activity.DEPLOYING || activity == Activity.DELETING;
    }

    /** The state of the whole. */
    public State state() {
        if (snapshot.isEmpty()) {
            return failure.isPresent() ? State.ATTENTION : State.UNKNOWN;
        }
        return switch (snapshot.get().phase()) {
            case PREPARING, QUEUES, STACK, AGENTS, STEPS, DELETING -> snapshot.get().waiting().isEmpty() ? State.CHANGING : State.ATTENTION;
            case DEPLOYED -> snapshot.get().findings().stream().anyMatch(f -> f.severity().isProblem()) ? State.ATTENTION : State.GOOD;
            case ABSENT -> State.OFF;
            case FAILED -> State.FAILED;
            case STOPPED -> State.ATTENTION;
        };
    }

    /** The state in a few words, e.g. "Deployed on Demo lab". */
    public String words() {
        String where = lab.map(Lab::name).orElse(Messages.theLab);
        if (snapshot.isEmpty()) {
            return activity == Activity.READING ? NLS.bind(Messages.asking, where) : Messages.deploymentNotKnown;
        }
        String phase = snapshot.get().phase().label();
        String status = snapshot.get().stackStatus();
        String waiting = snapshot.get().waiting();
        String words = by == Backend.MURANO ? NLS.bind(Messages.phaseOnByMurano, phase, where) : NLS.bind(Messages.phaseOn, phase, where);
        words = status.isEmpty() ? words : NLS.bind(Messages.phaseWithStatus, words, status);
        return waiting.isEmpty() ? words : NLS.bind(Messages.phaseWaiting, words, waiting);
    }

    DeploymentState with(Activity now) {
        return new DeploymentState(snapshot, lab, now, failure, at, by, chain);
    }

    DeploymentState with(DeploymentSnapshot seen) {
        return new DeploymentState(Optional.of(seen), lab, activity, failure, Instant.now(), by, chain);
    }

    DeploymentState failed(Failure why) {
        return new DeploymentState(snapshot, lab, Activity.NONE, Optional.of(why), at, by, chain);
    }

    DeploymentState by(Backend who) {
        return new DeploymentState(snapshot, lab, activity, failure, at, who, chain);
    }

    DeploymentState with(Followed links) {
        return new DeploymentState(snapshot, lab, activity, failure, at, by, links);
    }
}
