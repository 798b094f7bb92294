package org.campanile.core.controllers;

import org.campanile.core.servicemanager.Command;

/** What can be done with a controller node (protocol document "Service Manager", section 6). */
public enum NodeAction {

    /** Move the services away from the active controller. */ SWACT("swact", "Swact"),
    /** The same without Service Manager's own check. */ SWACT_FORCE("swact-force", "Force swact of"),
    /** Take the node out of service. */ LOCK("lock", "Lock"),
    /** Put it into service. */ UNLOCK("unlock", "Unlock");

    private final String word;
    private final String verb;

    NodeAction(String word, String verb) {
        this.word = word;
        this.verb = verb;
    }

    /** The word of the API and of the command line. */
    public String word() {
        return word;
    }

    /** How a sentence or a button begins, with the node behind it. */
    public String on(String host) {
        return verb + " " + host;
    }

    /** Whether it moves the active role. */
    public boolean swacts() {
        return this == SWACT || this == SWACT_FORCE;
    }

    /** Whether Service Manager looks before it does it. */
    public boolean checked() {
        return this == SWACT || this == LOCK;
    }

    /** The command to Service Manager for a node of that availability. */
    Command command(String avail) {
        return switch (this) {
            case SWACT -> Command.swact(avail);
            case SWACT_FORCE -> Command.swactForce(avail);
            case LOCK -> Command.lock();
            case UNLOCK -> Command.unlock();
        };
    }

    /** What an admin would type on the controller for it. */
    String typed(String host) {
        return switch (this) {
            case SWACT -> "system host-swact " + host;
            case SWACT_FORCE -> "system host-swact --force " + host;
            case LOCK -> "system host-lock " + host;
            case UNLOCK -> "system host-unlock " + host;
        };
    }
}
