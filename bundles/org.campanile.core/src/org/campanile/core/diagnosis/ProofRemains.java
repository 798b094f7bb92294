package org.campanile.core.diagnosis;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Takes away what a proof has made in Murano: its environment, and the package that was put into the catalogue for it. Blocks; worker threads only. */
public final class ProofRemains {

    private static final String DOING = "deleting the proof";

    private final LabSession session;
    private final Duration patience;
    private final Duration poll;

    /**
     * @param patience how long Murano may take to delete the environment
     * @param poll between two looks
     */
    public ProofRemains(LabSession session, Duration patience, Duration poll) {
        this.session = session;
        this.patience = patience;
        this.poll = poll;
    }

    /**
     * Deletes the environment, waits until Murano has it no more, and then takes the package away, whose class is needed until then. What is gone already is no
     * error.
     *
     * @param environment its name or id; empty for none
     * @param packaged fully qualified name of the package; empty for none
     * @throws FailureException TIMED_OUT when Murano does not delete it
     */
    public void remove(String environment, String packaged, Task task) throws FailureException {
        Instant end = Instant.now().plus(patience);
        while (!environment.isEmpty() && !gone(environment, task)) {
            if (Instant.now().isAfter(end)) {
                throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, DOING, environment, "", "Murano did not delete it within " + patience.toSeconds() + " s.",
                        "Look into the log of the engine, then abandon the environment."));
            }
            task.pause(poll, DOING);
        }
        if (!packaged.isEmpty()) {
            new ProofPackage(URI.create(session.murano(task).url()), session.cloud(task)).delete(packaged, task);
        }
    }

    /** Whether no environment of that name or id is left; otherwise its deletion is asked for, as often as it takes: later releases refuse it while it is deployed. */
    private boolean gone(String environment, Task task) throws FailureException {
        MuranoApi api = session.murano(task);
        Optional<MuranoEnvironment> left = api.environments(task).stream().filter(e -> e.id().equals(environment) || e.name().equals(environment)).findFirst();
        if (left.isPresent() && !left.get().status().equals("deleting")) {
            try {
                api.delete(left.get().id(), task);
            } catch (FailureException e) {
                if (e.failure().kind() != Failure.Kind.NOT_FOUND && e.failure().kind() != Failure.Kind.DENIED && e.failure().kind() != Failure.Kind.CONFLICT) {
                    throw e;
                }
            }
        }
        return left.isEmpty();
    }
}
