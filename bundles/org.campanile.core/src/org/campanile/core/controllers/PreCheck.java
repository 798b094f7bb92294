package org.campanile.core.controllers;

import java.util.List;
import java.util.Optional;

/**
 * All reasons against an action.
 *
 * @param action {@code swact} or {@code lock}
 * @param host host the action would be asked for
 * @param findings every finding; empty when the action would be allowed
 * @param first the one finding the server would report, empty when it would allow the action
 * @param unknown what could not be looked at from here, whole sentences
 */
public record PreCheck(String action, String host, List<PreCheckFinding> findings, Optional<PreCheckFinding> first, List<String> unknown) {

    public PreCheck {
        findings = List.copyOf(findings);
        unknown = List.copyOf(unknown);
    }

    /** Whether the rules would allow the action. */
    public boolean allowed() {
        return first.isEmpty();
    }
}
