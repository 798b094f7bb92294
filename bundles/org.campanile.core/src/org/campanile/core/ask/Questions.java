package org.campanile.core.ask;

/** Port for yes/no questions of trust and consent. Called from worker threads; blocks until answered; "no" is the safe answer. */
public interface Questions {

    /** How far a trust goes. */
    enum Trust {
        /** Refuse the connection. */ NO,
        /** Accept for this run of the program. */ ONCE,
        /** Accept and remember. */ ALWAYS
    }

    /**
     * Asks whether to trust a host key or certificate that is not known.
     *
     * @param what {@code "certificate"}, {@code "host key"} or, the one to be afraid of, {@code "changed host key"}
     * @param where the address connected to
     * @param fingerprint SHA-256 in the form the user's other tools print it
     * @param why what is wrong with it, one sentence; for a changed key what it was before
     */
    Trust trust(String what, String where, String fingerprint, String why);

    /**
     * Asks for consent to a change.
     *
     * @param question what will happen, whole sentences
     * @param typedName name that the user has to type, or {@code null} when a plain yes is enough
     */
    boolean confirm(String question, String typedName);

    /**
     * Whether somebody is being asked something now, also for a password. While a person compares a fingerprint or looks a password up, nothing that waits
     * for the answer is late. Any thread; does not block.
     */
    default boolean open() {
        return false;
    }

    /** Answers no to everything: for runs where nobody can be asked. */
    static Questions nobody() {
        return new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                return Trust.NO;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                return false;
            }
        };
    }
}
