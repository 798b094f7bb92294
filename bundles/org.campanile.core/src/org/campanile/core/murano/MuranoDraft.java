package org.campanile.core.murano;

/**
 * A session: a draft of an environment that is changed and then deployed (protocol document, section 1.4).
 *
 * @param id of the session
 * @param state Murano's word: {@code open} or {@code opened}, {@code deploying}, later ones also {@code deployed} and failures
 * @param version version of the environment that it was made from
 * @param user id of the user who opened it; empty when it is not told
 * @param updated as told, UTC
 */
public record MuranoDraft(String id, String state, long version, String user, String updated) {

    /** Whether it can still be changed. */
    public boolean open() {
        return state.equals("open") || state.equals("opened");
    }
}
