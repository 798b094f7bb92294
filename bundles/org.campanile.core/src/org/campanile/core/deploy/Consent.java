package org.campanile.core.deploy;

import org.campanile.core.task.FailureException;

/** Stands before every change; a lab's guard is one. May block while somebody is asked. */
@FunctionalInterface
public interface Consent {

    /** Lets a change pass, or refuses it by a failure; {@code change} says in whole sentences what will happen. */
    void allow(String change) throws FailureException;
}
