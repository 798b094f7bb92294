package org.campanile.core.controllers;

import java.time.Duration;
import java.util.List;

import org.campanile.core.task.Failure;

/** How an action on a controller ended (protocol document "Service Manager", section 13, last paragraph). */
public sealed interface ActionOutcome {

    /**
     * It has taken place and every group has arrived.
     *
     * @param active the active controller now, empty when none says so
     * @param took from sending to the first reading that showed it
     * @param text what is so now, one sentence
     */
    record Done(String active, Duration took, String text) implements ActionOutcome {
    }

    /**
     * The server would not do it; nothing was changed.
     *
     * @param reason the server's words
     * @param findings all reasons found here; may be empty where the API does not give the data
     */
    record Refused(String reason, List<PreCheckFinding> findings) implements ActionOutcome {
        public Refused {
            findings = List.copyOf(findings);
        }
    }

    /** The user, or the lack of one, said no; nothing was sent. */
    record Declined() implements ActionOutcome {
    }

    /**
     * It did not take place, or the roles had not changed when the time was up.
     *
     * @param failure what went wrong
     * @param took from sending, zero when it was never sent
     */
    record Failed(Failure failure, Duration took) implements ActionOutcome {
    }

    /**
     * It began and had not ended when the time was up.
     *
     * @param seen what the last readings showed, one sentence
     * @param took from sending
     */
    record StillGoing(String seen, Duration took) implements ActionOutcome {
    }
}
