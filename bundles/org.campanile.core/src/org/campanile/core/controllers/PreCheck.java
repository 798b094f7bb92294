package org.campanile.core.controllers;

import java.util.List;
import java.util.Optional;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;

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

    /** The same for lists that show findings of all kinds; each blocks the action. */
    public List<Finding> asFindings() {
        return findings.stream().map(f -> Finding.of(f.certain() ? Severity.BLOCKER : Severity.WARNING, f.group().isEmpty() ? f.node()
                : f.group() + " on " + f.node(), f.text()).withCause(f.cause()).withImpact("The server refuses " + action + " for " + host + ".")
                .withFix(f.next())).toList();
    }

    /** Whether the rules would allow the action. */
    public boolean allowed() {
        return first.isEmpty();
    }
}
