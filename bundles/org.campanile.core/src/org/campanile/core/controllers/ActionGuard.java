package org.campanile.core.controllers;

import java.util.Optional;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** The lab's guard as an action sees it. Called from worker threads. */
@FunctionalInterface
public interface ActionGuard {
    /**
     * Lets an action pass or stops it.
     *
     * @param doing the activity, as a phrase that follows "while"
     * @param action what is done
     * @return the name the user has to type to confirm, empty when a plain yes is enough
     * @throws FailureException of kind GUARDED when the lab is read-only
     */
    Optional<String> pass(String doing, NodeAction action) throws FailureException;

    /** The guard of a lab: a read-only one stops everything; a critical one, and force anywhere, wants the lab's name typed. */
    static ActionGuard of(Lab lab) {
        return (doing, action) -> {
            if (lab.guard() == Guard.READ_ONLY) {
                throw new FailureException(new Failure(Failure.Kind.GUARDED, doing, "lab " + lab.name(), "",
                        "The lab is read-only; every change to it is refused.", "Set the lab's guard to normal if it may be changed."));
            }
            return typed(lab, action);
        };
    }

    /** The name that has to be typed before an action, empty when a plain yes is enough. */
    static Optional<String> typed(Lab lab, NodeAction action) {
        return lab.guard() == Guard.CRITICAL || action == NodeAction.SWACT_FORCE ? Optional.of(lab.name()) : Optional.empty();
    }

    /** Lets everything pass with a plain yes. */
    static ActionGuard open() {
        return (doing, action) -> Optional.empty();
    }
}
