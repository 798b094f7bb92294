package org.campanile.core.host;

/** How the user of a host becomes root. */
public enum Sudo {
    /** The user is root. */ ROOT("is root"),
    /** sudo lets the user without a password. */ FREE("sudo without a password"),
    /** sudo asks for a password first; whether it then lets the user is not known before. */ ASKS("sudo asks for a password"),
    /** The host has no sudo. */ ABSENT("there is no sudo");

    private final String label;

    Sudo(String label) {
        this.label = label;
    }

    /** A few words for the user. */
    public String label() {
        return label;
    }
}
