package org.campanile.core.setup.proof;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Kind;
import org.campanile.core.recipe.Proofs;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** The kinds of this room, and what they have in common. */
public final class ProofKinds {

    private ProofKinds() {
    }

    /** All of them. */
    public static List<Kind> all() {
        return List.of(new MuranoProofKind(), new ConductorProofKind());
    }

    /** What an earlier run has proven, if nothing was changed by a set-up since. */
    static Optional<Probe> earlier(Ground ground, String step) {
        Optional<Instant> last = Proofs.last(ground, step);
        return last.map(at -> Probe.done("It went through on " + at.truncatedTo(ChronoUnit.SECONDS) + ", and no set-up of this lab has changed anything since."));
    }

    /** What takes a proof's environment away. */
    interface Cleaning {
        void run() throws FailureException;
    }

    /**
     * Cleans up after a proof that failed or was cancelled, and fails as it did; what could not be taken away is told, and left to the next try or to undo.
     * On a thread of its own, since who cancels a step interrupts its thread, on which no remote call works any more.
     */
    static void after(FailureException why, StepLog log, Cleaning cleaning) throws FailureException {
        log.line("Deleting what the proof has made.");
        CompletableFuture.supplyAsync(() -> left(cleaning), work -> Thread.ofVirtual().name("clean up after a proof").start(work)).join()
                .ifPresent(left -> log.line("Not all of it is deleted, which the next try or undo does: " + left.headline()));
        throw why;
    }

    private static Optional<Failure> left(Cleaning cleaning) {
        try {
            cleaning.run();
            return Optional.empty();
        } catch (FailureException e) {
            return Optional.of(e.failure());
        }
    }

    /** A failure that means that something is not there yet; one that is the user's own wish goes on up. */
    static Probe waiting(String what, FailureException e) throws FailureException {
        Failure failure = e.failure();
        if (failure.kind() == Failure.Kind.CANCELLED || failure.kind() == Failure.Kind.GUARDED) {
            throw e;
        }
        return Probe.waits("Waits for " + what + ": " + String.join(" ", Stream.of(failure.headline(), failure.cameBack(), failure.next())
                .filter(t -> !t.isEmpty()).toList()));
    }
}
