package org.campanile.core.diagnosis;

import java.util.List;
import java.util.Objects;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;

/**
 * What is to be said of one link. A value.
 *
 * @param link which one
 * @param state how it is
 * @param evidence what was seen, verbatim where possible
 * @param cause why it is so, as far as known
 * @param fix what to do
 * @param symptoms known texts that the evidence holds
 */
public record Sight(Link link, LinkState state, String evidence, String cause, String fix, List<Symptom> symptoms) {

    public Sight {
        Objects.requireNonNull(link);
        Objects.requireNonNull(state);
        symptoms = List.copyOf(symptoms);
    }

    static Sight of(Link link, LinkState state, String evidence) {
        return new Sight(link, state, evidence, "", "", List.of());
    }

    Sight because(String why, String toDo) {
        return new Sight(link, state, evidence, why, toDo, symptoms);
    }

    /** What is known of a symptom says more than the rule; the first one that is not harmless speaks. */
    Sight knowing(List<Symptom> known) {
        List<Symptom> telling = known.stream().filter(s -> !s.harmless()).toList();
        return telling.isEmpty() ? this : new Sight(link, state, evidence, telling.getFirst().cause(), telling.getFirst().fix(), telling);
    }

    /** The same as a finding, for reports. */
    public Finding finding() {
        Severity severity = switch (state) {
            case GOOD -> Severity.OK;
            case ATTENTION -> Severity.WARNING;
            case BROKEN -> Severity.ERROR;
            case UNKNOWN, ABSENT -> Severity.INFO;
        };
        String impact = symptoms.isEmpty() ? "" : symptoms.getFirst().impact();
        return Finding.of(severity, link.label(), evidence).withCause(cause).withImpact(impact).withFix(fix);
    }
}
