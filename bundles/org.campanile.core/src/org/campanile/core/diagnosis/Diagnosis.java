package org.campanile.core.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The chain as far as it was looked at. A value.
 *
 * @param subject what was looked at: a lab, an environment
 * @param sights all links, in the order of the chain
 * @param complete whether all links were looked at
 * @param at when this was so
 */
public record Diagnosis(String subject, List<Sight> sights, boolean complete, Instant at) {

    public Diagnosis {
        sights = List.copyOf(sights);
    }

    /** The first link that broke: the one to mend. */
    public Optional<Sight> broken() {
        return sights.stream().filter(s -> s.state() == LinkState.BROKEN).findFirst();
    }

    /** What is to be said of a link. */
    public Sight sight(Link link) {
        return sights.get(link.ordinal());
    }

    /** The whole in a sentence. */
    public String sentence() {
        if (broken().isPresent()) {
            Sight first = broken().get();
            String why = first.symptoms().isEmpty() ? first.evidence() : first.symptoms().getFirst().title() + ".";
            return "The chain breaks at " + first.link().label() + ": " + why;
        }
        if (!complete) {
            return "Looking…";
        }
        long odd = sights.stream().filter(s -> s.state() == LinkState.ATTENTION).count();
        return odd == 0 ? "Every link that was looked at holds." : "No link broke; " + odd + (odd == 1 ? " needs" : " need") + " attention.";
    }
}
