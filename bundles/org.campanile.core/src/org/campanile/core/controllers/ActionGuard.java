package org.campanile.core.controllers;

import java.util.Optional;

import org.campanile.core.task.FailureException;

/** The lab's guard as an action sees it. Called from worker threads. */
@FunctionalInterface
public interface ActionGuard {
    /**
     * Lets an action pass or stops it.
     *
     * @param doing the activity, as a phrase that follows "while"
     * @return the name the user has to type to confirm, empty when a plain yes is enough
     * @throws FailureException of kind GUARDED when the lab is read-only
     */
    Optional<String> pass(String doing) throws FailureException;

    /** Lets everything pass with a plain yes. */
    static ActionGuard open() {
        return doing -> Optional.empty();
    }
}
