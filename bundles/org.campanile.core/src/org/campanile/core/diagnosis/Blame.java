package org.campanile.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which link a deployment that failed tells of, for when each link holds by itself: what Heat refused before there was a stack, an agent whose unit is gone, a
 * workflow that raised an exception. Pure.
 */
final class Blame {

    private static final Set<Place> OF_AGENTS = Set.of(Place.AGENT_RESULT, Place.AGENT_LOG, Place.POWERSHELL_LOG);
    private static final Set<Place> OF_HEAT = Set.of(Place.HEAT_REASON, Place.HEAT_LOG);

    private final Knowledge knowledge;

    Blame(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** The same sights; where none is broken and the deployment ended with an error, the link that its first error speaks of is. */
    List<Sight> on(List<Sight> sights, Optional<Fact.Deployment> deployment) {
        Optional<Fact.Report> error = deployment.filter(d -> !d.running()).flatMap(d -> d.reports().stream().filter(r -> r.level().equals("error")).findFirst());
        if (error.isEmpty() || sights.stream().anyMatch(s -> s.state() == LinkState.BROKEN)) {
            return sights;
        }
        String text = words(error.get());
        List<Symptom> known = knowledge.explain(Place.REPORT, text).stream().filter(s -> !s.harmless()).toList();
        Link link = known.isEmpty() ? Link.CONDUCTOR : link(known.getFirst());
        List<Sight> all = new ArrayList<>(sights);
        all.set(link.ordinal(), Sight.of(link, LinkState.BROKEN, "The deployment failed here: " + text)
                .because("Murano reports no more than this.", "Read the log of the conductor, or engine, of that time.").knowing(known));
        return all;
    }

    static String words(Fact.Report report) {
        return report.text() + (report.details().isEmpty() ? "" : " - " + report.details());
    }

    private static Link link(Symptom known) {
        return known.link().orElseGet(() -> known.where().stream().anyMatch(OF_AGENTS::contains) ? Link.AGENT
                : known.where().stream().anyMatch(OF_HEAT::contains) ? Link.HEAT : Link.CONDUCTOR);
    }
}
