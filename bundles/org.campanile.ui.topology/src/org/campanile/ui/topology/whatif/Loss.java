package org.campanile.ui.topology.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;
import org.campanile.core.environment.WhatIf;
import org.eclipse.osgi.util.NLS;

/**
 * Something that may be lost, with the units that go with it. A value.
 *
 * @param kind what it is
 * @param id its name, or the id of the service or unit; with the kind it is the same thing after an edit
 * @param name what it is called
 * @param units ids of the units that are lost with it
 */
record Loss(Kind kind, String id, String name, Set<String> units) {

    /** What can be lost, the largest first. */
    enum Kind {
        /** An availability zone, with the services that name it. */ ZONE(Messages.zone, "map-pin"),
        /** A compute host, with the units that Nova put there. */ HOST(Messages.host, "server"),
        /** All units of a service. */ SERVICE(Messages.service, "layers"),
        /** One unit. */ UNIT(Messages.unit, "box");

        private final String label;
        private final String icon;

        Kind(String label, String icon) {
            this.label = label;
            this.icon = icon;
        }

        String label() {
            return label;
        }

        /** Lucide name of its picture. */
        String icon() {
            return icon;
        }
    }

    Loss {
        units = Set.copyOf(units);
    }

    /** What makes it the same. */
    String key() {
        return key(kind, id);
    }

    static String key(Kind kind, String id) {
        return kind + ":" + id;
    }

    /** "zone nova", as a part of a sentence. */
    String words() {
        return switch (kind) {
            case ZONE -> NLS.bind(Messages.zoneNamed, name);
            case HOST -> NLS.bind(Messages.hostNamed, name);
            case SERVICE -> NLS.bind(Messages.serviceNamed, name);
            case UNIT -> NLS.bind(Messages.unitNamed, name);
        };
    }

    /**
     * All that may be lost of an environment.
     *
     * @param hosts hosts by unit, as far as they are known
     */
    static List<Loss> of(Environment environment, Map<String, String> hosts) {
        List<Loss> all = new ArrayList<>();
        Set<String> zones = new TreeSet<>();
        environment.services().stream().map(s -> s.text(Service.ZONE)).filter(z -> !z.isEmpty()).forEach(zones::add);
        zones.forEach(zone -> all.add(new Loss(Kind.ZONE, zone, zone, WhatIf.unitsOfZone(environment, zone))));
        Map<String, Set<String>> onHost = new TreeMap<>();
        environment.services().forEach(s -> s.units().stream().filter(u -> hosts.containsKey(u.id()))
                .forEach(u -> onHost.computeIfAbsent(hosts.get(u.id()), h -> new TreeSet<>()).add(u.id())));
        onHost.forEach((host, units) -> all.add(new Loss(Kind.HOST, host, host, units)));
        environment.services().forEach(s -> all.add(new Loss(Kind.SERVICE, s.id(), s.name(), new TreeSet<>(s.units().stream().map(Unit::id).toList()))));
        environment.services().forEach(s -> s.units().forEach(u -> all.add(new Loss(Kind.UNIT, u.id(), HostNames.of(s, u), Set.of(u.id())))));
        return all;
    }
}
