package org.campanile.core.deploy.conductor;

import java.util.concurrent.CompletableFuture;

import org.campanile.core.deploy.AgentChannel.AgentMessage;
import org.campanile.core.task.Failure;

/** What reaches the conductor's thread from others. */
sealed interface Signal {

    /** An agent's message. @param taken true when it is in the log, and only then acknowledged to the broker */
    record Answer(AgentMessage message, CompletableFuture<Boolean> taken) implements Signal {
    }

    /** It is not known whether the broker has a message. */
    record Posted(String unit, String message, boolean probe, Failure trouble) implements Signal {
    }

    /** How many consumers a unit's queue has; -1 when it is gone. */
    record Looked(String unit, String message, int consumers) implements Signal {
    }

    /** The broker ended the delivery of answers, or has not given it back yet. */
    record Deaf(String why) implements Signal {
    }

    /** Answers are delivered again; those of the meantime may be lost. */
    record Hearing() implements Signal {
    }

    /** Nothing but a reason to look around. */
    record Wake() implements Signal {
    }
}
