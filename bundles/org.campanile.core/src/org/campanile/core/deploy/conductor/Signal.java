package org.campanile.core.deploy.conductor;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.campanile.core.deploy.AgentChannel.AgentMessage;
import org.campanile.core.task.Failure;

/** What reaches the conductor's thread from others. */
sealed interface Signal {

    /** An agent's message. @param taken true when it is in the log, and only then acknowledged to the broker */
    record Answer(AgentMessage message, CompletableFuture<Boolean> taken) implements Signal {
    }

    /** The broker has a message, or it is not known. */
    record Posted(String unit, String message, boolean probe, Optional<Failure> trouble) implements Signal {
    }

    /** How many consumers a unit's queue has; -1 when it is gone. */
    record Looked(String unit, String message, int consumers) implements Signal {
    }

    /** Nothing but a reason to look around. */
    record Wake() implements Signal {
    }
}
