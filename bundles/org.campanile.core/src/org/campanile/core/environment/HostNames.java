package org.campanile.core.environment;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names of the units' computers. The first {@code #} of the service's pattern is replaced by the unit's number; without a pattern the
 * name comes from the unit's id. So the same document gives the same names everywhere, and removing a unit renames no other
 * (protocol document, section 6.4, where the original keeps counters in memory and repeats names after a restart).
 */
public final class HostNames {

    private HostNames() {
    }

    /** Host name of a unit of a service. */
    public static String of(Service service, Unit unit) {
        String pattern = service.text(Service.PATTERN);
        if (pattern.isEmpty()) {
            String id = unit.id().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            return "w" + id.substring(0, Math.min(14, id.length()));
        }
        return pattern.replaceFirst("#", Integer.toString(unit.number()));
    }

    /** Host names of all units, by unit id, in the document's order; units that were deployed keep the names they have got. */
    public static Map<String, String> of(Environment environment, DeployedState deployed) {
        Map<String, String> names = of(environment);
        names.replaceAll((unit, name) -> deployed.hostName(unit).isEmpty() ? name : deployed.hostName(unit));
        return names;
    }

    /** Host names of all units, by unit id, in the document's order. */
    public static Map<String, String> of(Environment environment) {
        Map<String, String> names = new LinkedHashMap<>();
        environment.services().forEach(service -> service.units().forEach(unit -> names.put(unit.id(), of(service, unit))));
        return names;
    }
}
