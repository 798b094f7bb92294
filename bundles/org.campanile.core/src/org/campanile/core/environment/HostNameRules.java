package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Rules of host name patterns and of the names they give, beside other names of computers; the 15-character limit and equal names are missing in the original (5.3). */
final class HostNameRules {

    private static final int NETBIOS = 15;
    private static final Pattern LABELS = Pattern.compile("(?!-)[A-Za-z0-9#-]+(?<!-)");

    private final ServiceTypes types;

    HostNameRules(ServiceTypes types) {
        this.types = types;
    }

    void check(Environment environment, Consumer<Problem> out) {
        Map<String, List<Unit>> owners = new LinkedHashMap<>();
        for (Service service : environment.services()) {
            types.find(service.type()).ifPresent(type -> pattern(environment, type, service, out));
            for (Unit unit : service.units()) {
                owners.computeIfAbsent(HostNames.of(service, unit).toLowerCase(Locale.ROOT), name -> new ArrayList<>()).add(unit);
            }
        }
        for (Service service : environment.services()) {
            boolean balancer = types.find(service.type()).map(type -> !type.balancerPort().isEmpty()).orElse(false);
            if (balancer && owners.containsKey(service.name().toLowerCase(Locale.ROOT))) {
                out.accept(Place.of(service, "name").error("name-clash", "The farm " + service.name() + " has the name of a unit's host; the stack needs both names.",
                        "Rename the farm.", "Use " + service.name() + "-farm", env -> env.renameService(service.id(), service.name() + "-farm", types)));
            }
        }
        computers(environment, owners, out);
        Set<String> patterns = new HashSet<>();
        environment.services().forEach(service -> patterns.add(service.text(Service.PATTERN)));
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                name(environment, service, unit, owners, patterns, out);
            }
        }
    }

    /** Clusters and listeners are computers of the domain like the units, so that no two may have one name; a domain's NetBIOS name is another one of these. */
    private void computers(Environment environment, Map<String, List<Unit>> owners, Consumer<Problem> out) {
        Map<String, String> taken = new HashMap<>();
        for (Service service : environment.services()) {
            for (Field field : types.find(service.type()).map(ServiceType::fields).orElse(List.of())) {
                String name = service.text(field.key());
                if (field.kind() == Field.Kind.COMPUTER && !name.isEmpty()) {
                    String other = owner(environment, name, owners, taken);
                    taken.putIfAbsent(name.toLowerCase(Locale.ROOT), service.name() + ", " + field.label());
                    if (other != null) {
                        out.accept(Place.of(service, field.key()).error("computer-duplicate", field.label() + " " + name + " is also " + other
                                + "; a domain has each computer's name once.", "Choose another name."));
                    }
                }
            }
        }
        for (String domain : types.domains(environment)) {
            String label = domain.split("\\.", 2)[0];
            String other = owner(environment, label, owners, taken);
            environment.services().stream().filter(service -> other != null && service.name().equals(domain)).findFirst()
                    .ifPresent(service -> out.accept(Place.of(service, "name").warning("netbios-host", "The domain's NetBIOS name " + label + " is also " + other
                            + "; Windows wants two names.", "Choose another name for one of them.")));
        }
    }

    private static String owner(Environment environment, String name, Map<String, List<Unit>> hosts, Map<String, String> others) {
        List<Unit> units = hosts.get(name.toLowerCase(Locale.ROOT));
        return units == null ? others.get(name.toLowerCase(Locale.ROOT))
                : "the host name of a unit of " + environment.serviceOfUnit(units.getFirst().id()).map(Service::name).orElse("");
    }

    private static void pattern(Environment environment, ServiceType type, Service service, Consumer<Problem> out) {
        String pattern = service.text(Service.PATTERN);
        if (pattern.isEmpty()) {
            return;
        }
        Place at = Place.of(service, Service.PATTERN);
        if (!LABELS.matcher(pattern).matches()) {
            out.accept(at.error("hostname-form",
                    "The pattern \"" + pattern + "\" may have letters, digits, # and -, without - at its ends.", "Correct the pattern."));
            return;
        }
        long marks = pattern.chars().filter(c -> c == '#').count();
        boolean needed = type.hostPatternNeedsNumber() == ServiceType.NumberRule.ALWAYS || service.units().size() > 1;
        if (marks == 0 && needed) {
            out.accept(at.error("hostname-number", "The pattern has no #, so that all units get one name.", "Add # for the unit's number.",
                    "Use " + pattern + "#", env -> env.setField(service.id(), Service.PATTERN, pattern + "#")));
        } else if (marks > 1) {
            String single = pattern.substring(0, pattern.indexOf('#') + 1) + pattern.substring(pattern.indexOf('#') + 1).replace("#", "");
            out.accept(at.error("hostname-marks", "Only the first # is replaced; the others would stay in the host name.", "Leave one #.",
                    "Use " + single, env -> env.setField(service.id(), Service.PATTERN, single)));
        }
    }

    private static void name(Environment environment, Service service, Unit unit, Map<String, List<Unit>> owners, Set<String> patterns,
            Consumer<Problem> out) {
        String name = HostNames.of(service, unit);
        Place at = Place.of(service, unit, Service.PATTERN);
        if (name.length() > NETBIOS) {
            out.accept(at.error("hostname-long", "The host name " + name + " has " + name.length() + " characters; Windows uses " + NETBIOS
                    + " and cuts the rest off.", "Shorten the pattern."));
        }
        if (name.chars().allMatch(Character::isDigit)) {
            out.accept(at.error("hostname-digits", "The host name " + name + " has only digits, which Windows refuses.", "Add a letter."));
        }
        List<Unit> same = owners.get(name.toLowerCase(Locale.ROOT));
        if (same.size() > 1 && same.indexOf(unit) > 0) {
            Service first = environment.serviceOfUnit(same.getFirst().id()).orElse(service);
            String message = "The host name " + name + " is also given to a unit of " + first.name() + ".";
            String pattern = service.text(Service.PATTERN);
            if (first.id().equals(service.id()) && !pattern.isEmpty() && !pattern.contains("#")) {
                out.accept(at.error("hostname-duplicate", message, "Use # in the pattern.", "Use " + pattern + "#",
                        env -> env.setField(service.id(), Service.PATTERN, pattern + "#")));
                return;
            }
            if (first.id().equals(service.id())) {
                out.accept(at.error("hostname-duplicate", message, "Give the units different numbers.", "Number it anew",
                        env -> env.editService(service.id(), s -> s.withUnit(new Unit(unit.id(), s.nextNumber(), unit.name(), unit.fields())))));
                return;
            }
            String free = free(pattern, patterns);
            out.accept(at.error("hostname-duplicate", message, "Give the services different patterns.", "Use " + free,
                    env -> env.setField(service.id(), Service.PATTERN, free)));
        }
    }

    private static String free(String pattern, Set<String> taken) {
        int mark = pattern.indexOf('#') < 0 ? pattern.length() : pattern.indexOf('#');
        for (int i = 0;; i++) {
            String candidate = pattern.substring(0, mark) + (i < 26 ? String.valueOf((char) ('a' + i)) : "x" + i + "-") + pattern.substring(mark);
            if (!taken.contains(candidate)) {
                return candidate;
            }
        }
    }
}
