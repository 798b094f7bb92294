package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is left when units are lost: which services go on, whether a cluster keeps its quorum and its listener, whether a domain keeps a controller; and
 * how to place units so that less is lost. Pure.
 */
public final class WhatIf {

    /** How a service fares. */
    public enum Fate {
        /** Nothing of it is lost. */ UNTOUCHED("untouched"),
        /** It goes on with fewer units. */ SURVIVES("survives"),
        /** It goes on for now, but something it needs is lost. */ IMPAIRED("impaired"),
        /** It is out of service. */ LOST("lost");

        private final String label;

        Fate(String label) {
            this.label = label;
        }

        /** In words. */
        public String label() {
            return label;
        }
    }

    /**
     * What becomes of a service.
     *
     * @param serviceId its id
     * @param fate how it fares
     * @param left units that are left
     * @param of units it has
     * @param why sentences: quorum, controllers, listener, synchronous copies
     */
    public record Outcome(String serviceId, Fate fate, int left, int of, List<String> why) {
        public Outcome {
            why = List.copyOf(why);
        }
    }

    /**
     * The whole picture.
     *
     * @param lost ids of the units that are lost
     * @param outcomes of all services, in the document's order
     * @param advice what would make the environment stand more
     */
    public record Picture(Set<String> lost, List<Outcome> outcomes, List<String> advice) {
        public Picture {
            lost = Set.copyOf(lost);
            outcomes = List.copyOf(outcomes);
            advice = List.copyOf(advice);
        }
    }

    private final ServiceTypes types;

    /** For documents of these types. */
    public WhatIf(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** Units of a zone: those whose service names it. A service without a zone may be anywhere and is not among them. */
    public static Set<String> unitsOfZone(Environment environment, String zone) {
        Set<String> units = new HashSet<>();
        environment.services().stream().filter(s -> s.text(Service.ZONE).equals(zone)).forEach(s -> s.units().forEach(u -> units.add(u.id())));
        return units;
    }

    /** The picture when these units are lost. */
    public Picture lose(Environment environment, Set<String> lost) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Set<String> domains = new HashSet<>();
        for (Service service : environment.services()) {
            Outcome outcome = own(service, lost);
            outcomes.put(service.id(), outcome);
            if (provides(service) && outcome.left() == 0 && !service.units().isEmpty()) {
                domains.add(service.name());
            }
        }
        for (Service service : environment.services()) {
            Outcome outcome = outcomes.get(service.id());
            if (!provides(service) && outcome.fate() != Fate.LOST && domains.contains(types.domainOf(service))) {
                List<String> why = new ArrayList<>(outcome.why());
                why.add("No controller of " + types.domainOf(service) + " is left: nobody can log on to it, and names of the domain are not resolved.");
                boolean cluster = cluster(service);
                outcomes.put(service.id(), new Outcome(service.id(), cluster ? Fate.LOST : Fate.IMPAIRED, outcome.left(), outcome.of(), why));
            }
        }
        return new Picture(lost, List.copyOf(outcomes.values()), advice(environment));
    }

    private boolean provides(Service service) {
        return types.find(service.type()).map(ServiceType::providesDomain).orElse(false);
    }

    private boolean cluster(Service service) {
        return types.find(service.type()).map(type -> type.units().maxSync() > 0).orElse(false);
    }

    private Outcome own(Service service, Set<String> lost) {
        List<Unit> left = service.units().stream().filter(unit -> !lost.contains(unit.id())).toList();
        int all = service.units().size();
        List<String> why = new ArrayList<>();
        if (left.size() == all) {
            return new Outcome(service.id(), Fate.UNTOUCHED, all, all, why);
        }
        Fate fate = left.isEmpty() ? Fate.LOST : Fate.SURVIVES;
        if (left.isEmpty()) {
            why.add("No unit is left.");
        } else if (cluster(service)) {
            fate = quorum(service, left, why);
        } else if (provides(service)) {
            why.add(left.size() + " of " + all + " controllers are left.");
            if (left.stream().noneMatch(Unit::isMaster)) {
                fate = Fate.IMPAIRED;
                why.add("The first controller is lost: it holds the operations master roles, and members ask it for names. Another one has to seize the roles.");
            }
        }
        return new Outcome(service.id(), fate, left.size(), all, why);
    }

    /** Node majority without a witness, which is what the cluster's steps build (protocol document, table 6.5). */
    private static Fate quorum(Service service, List<Unit> left, List<String> why) {
        int all = service.units().size();
        if (left.size() * 2 <= all) {
            why.add("The quorum is lost: " + left.size() + " of " + all + " nodes are no majority; cluster and listener stop.");
            return Fate.LOST;
        }
        why.add("The quorum holds with " + left.size() + " of " + all + " nodes.");
        if (left.stream().anyMatch(Unit::isMaster)) {
            why.add("The listener stays on the primary.");
            return Fate.SURVIVES;
        }
        boolean sync = left.stream().anyMatch(unit -> unit.flag("isSync"));
        why.add(sync ? "The primary is lost; a synchronous secondary takes over, and the listener " + service.text("agListenerName") + " with it, without losing data."
                : "The primary is lost and no synchronous secondary is left: somebody has to force the failover, and what was not copied yet is lost.");
        return sync ? Fate.SURVIVES : Fate.IMPAIRED;
    }

    private List<String> advice(Environment environment) {
        List<String> advice = new ArrayList<>();
        for (Service service : environment.services()) {
            boolean apart = Placement.of(environment, service).antiAffinity();
            if (service.units().size() > 1 && !apart) {
                advice.add("Put the units of " + service.name() + " on different hosts (anti-affinity): one host may carry all of them.");
            }
            if (provides(service) && service.units().size() == 1) {
                advice.add("Give " + service.name() + " a second domain controller: with one, its loss is the domain's.");
            }
            if (cluster(service) && service.units().size() % 2 == 0) {
                advice.add("Give the cluster " + service.name() + " an odd number of nodes: with " + service.units().size() + " the loss of half of them stops it.");
            }
        }
        Set<String> zones = new HashSet<>();
        environment.services().forEach(service -> zones.add(service.text(Service.ZONE)));
        if (environment.services().size() > 1 && zones.size() == 1 && !zones.contains("")) {
            advice.add("All services are in the zone " + zones.iterator().next() + "; its loss is the environment's. A second domain service in another zone would keep the domain.");
        }
        return advice;
    }
}
