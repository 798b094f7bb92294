package org.campanile.cli;

import java.util.Optional;

/** Somebody who can be asked. Blocks until there is an answer; one question at a time. */
interface Terminal {

    /** Asks; empty when the input has ended. */
    Optional<String> line(String question);

    /** Asks without showing what is typed; empty when the input has ended. */
    Optional<String> password(String question);

    /** Whether somebody is being asked right now. May be called by any thread. */
    boolean asking();
}
