package org.campanile.core.deploy.murano;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.DeploymentSnapshot.Phase;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoComponent;
import org.campanile.core.murano.MuranoDeployment;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.murano.MuranoReport;

/**
 * What Murano tells of an environment, as the snapshot that views know: its units (or, for objects of packages, its services) with what was last reported
 * of each, the reports as events, errors and a long silence as findings. Pure.
 */
final class MuranoSight {

    /** After so long without a report somebody should look whether the conductor lives: a deployment whose conductor died stays "deploying" for ever. */
    static final Duration QUIET = Duration.ofMinutes(10);

    /** Murano's word for a service that is as it should be. */
    static final String DEPLOYED = "deployed";
    static final String DEPLOYING = "deploying";
    static final String FAILED = "deploy failure";

    private MuranoSight() {
    }

    /** Nothing is there. */
    static DeploymentSnapshot absent(Environment document, Phase phase, Instant started) {
        return new DeploymentSnapshot(document.id(), document.name(), "", "", phase, "", "", rows(document, List.of(), List.of(), Phase.ABSENT), List.of(), List.of(),
                List.of(), 0, "", started, Instant.now());
    }

    /**
     * What is seen.
     *
     * @param phase what the caller knows, or empty to take it from what Murano says
     */
    static DeploymentSnapshot of(Environment document, Generation generation, MuranoEnvironment seen, Optional<MuranoDeployment> newest, List<MuranoReport> reports,
            Optional<Phase> phase, Instant now) {
        Phase is = phase.orElseGet(() -> phase(seen, newest));
        List<DeploymentSnapshot.Event> events = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (MuranoReport r : reports) {
            String text = r.text() + (r.details().isBlank() ? "" : ": " + first(r.details()));
            events.add(new DeploymentSnapshot.Event(r.at(), r.entityId(), "murano", text));
            if (r.error() || r.warning()) {
                findings.add(Finding.of(r.error() ? Severity.ERROR : Severity.WARNING, name(document, r.entityId()), text)
                        .withFix("Look at the links of the chain: campanile lab diagnose --environment " + document.name() + "."));
            }
        }
        newest.filter(d -> !d.error().isEmpty()).ifPresent(d -> findings.add(Finding.of(Severity.ERROR, document.name(), d.error())
                .withCause("Murano's engine ended the deployment with this.").withFix("Correct what it names and deploy again.")));
        if (is == Phase.STEPS && newest.isPresent() && newest.get().running()) {
            Instant last = reports.isEmpty() ? newest.get().started() : reports.getLast().at();
            Duration quiet = Duration.between(last, now);
            if (quiet.compareTo(QUIET) > 0) {
                findings.add(Finding.of(Severity.WARNING, document.name(), "Murano has reported nothing for " + quiet.toMinutes() + " min.")
                        .withCause("A deployment whose conductor died stays so for ever.").withFix("Look whether Murano's conductor runs and what its log says."));
            }
        }
        int skip = Math.max(0, events.size() - DeploymentSnapshot.MAX_EVENTS);
        return new DeploymentSnapshot(document.id(), document.name(), generation == Generation.FIRST ? "e" + seen.id() : "", seen.id(), is, seen.status(),
                newest.map(MuranoDeployment::error).orElse(""), rows(document, seen.components(), reports, is), events.subList(skip, events.size()), findings, List.of(), 0, "",
                newest.map(MuranoDeployment::started).orElse(now), now);
    }

    private static Phase phase(MuranoEnvironment seen, Optional<MuranoDeployment> newest) {
        if (seen.status().equals("deleting")) {
            return Phase.DELETING;
        }
        if (seen.busy() || newest.filter(MuranoDeployment::running).isPresent()) {
            return Phase.STEPS;
        }
        if (seen.failed() || newest.filter(MuranoDeployment::failed).isPresent()) {
            return Phase.FAILED;
        }
        return seen.components().isEmpty() ? Phase.ABSENT : Phase.DEPLOYED;
    }

    private static List<UnitStatus> rows(Environment document, List<MuranoComponent> there, List<MuranoReport> reports, Phase phase) {
        Map<String, MuranoReport> last = new LinkedHashMap<>();
        Map<String, MuranoReport> worst = new LinkedHashMap<>();
        for (MuranoReport r : reports) {
            last.put(r.entityId(), r);
            if (r.error()) {
                worst.put(r.entityId(), r);
            }
        }
        Map<String, MuranoComponent> components = new LinkedHashMap<>();
        there.forEach(c -> components.put(c.id(), c));
        List<UnitStatus> rows = new ArrayList<>();
        for (Service s : document.services()) {
            MuranoComponent known = components.get(s.id());
            List<Unit> units = s.units();
            if (units.isEmpty()) {
                rows.add(row(s.id(), s.id(), s.name(), known, last.get(s.id()), worst.get(s.id()), phase));
            }
            for (Unit u : units) {
                MuranoReport of = last.getOrDefault(u.id(), last.get(s.id()));
                rows.add(row(s.id(), u.id(), HostNames.of(s, u), known, of, worst.getOrDefault(u.id(), worst.get(s.id())), phase));
            }
        }
        return rows;
    }

    private static UnitStatus row(String service, String unit, String name, MuranoComponent known, MuranoReport last, MuranoReport worst, Phase phase) {
        MuranoReport told = worst != null ? worst : last;
        String state = worst != null ? FAILED : known == null ? phase == Phase.STEPS ? DEPLOYING : ""
                : !known.status().isEmpty() && !known.status().equals("ready") && !known.status().equals("pending") ? known.status()
                : phase == Phase.STEPS ? DEPLOYING : phase == Phase.FAILED ? FAILED : DEPLOYED;
        return new UnitStatus(service, unit, name, phase == Phase.ABSENT ? "" : state, "", "", "", "", AgentState.NOT_EXPECTED,
                told == null ? "" : told.text() + (told.details().isBlank() ? "" : ": " + first(told.details())));
    }

    private static String first(String details) {
        String line = details.strip().lines().findFirst().orElse("");
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }

    private static String name(Environment document, String id) {
        return document.service(id).map(Service::name).or(() -> document.serviceOfUnit(id).map(s -> HostNames.of(s, s.unit(id).orElseThrow()))).orElse(document.name());
    }
}
