package org.campanile.demolab.servicemanager;

/** Judges the token of a request; the demo lab's Keystone is plugged in here. Any thread. */
@FunctionalInterface
public interface TokenCheck {

    /** What a token is good for. */
    enum Role {
        /** Valid, with the role admin or administrator. */ ADMIN,
        /** Valid, without that role. */ OTHER,
        /** Not valid, or missing. */ NONE,
        /** Keystone could not be asked. */ KEYSTONE_AWAY
    }

    /** The role of a token; {@code token} is {@code null} when the request has none. */
    Role role(String token);

    /** Takes any token but none. */
    static TokenCheck anyToken() {
        return token -> token == null || token.isEmpty() ? Role.NONE : Role.ADMIN;
    }
}
