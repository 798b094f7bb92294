package org.campanile.core.controllers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Service;
import org.campanile.core.servicemanager.SystemTables;

/**
 * The lock check of section 9 of the protocol document "Service Manager", evaluated here: would locking a host take away the last running
 * copy of a critical service that runs on both controllers? The server's own fault of skipping services is followed for its verdict and
 * named in the finding. Pure; any thread.
 */
public final class LockRules {

    static final String ACTIVE = "enabled-active";

    /** What other hosts say about their services. */
    @FunctionalInterface
    public interface Elsewhere {
        /** The service on that host; empty when the host does not answer or has no such service. */
        Optional<Service> service(String host, String name);

        /**
         * The server's words when its check fails on asking that host, empty when it does not, as far as is known here.
         *
         * @param target whether it is the host to be locked, whose silence does no harm
         */
        default Optional<String> trouble(@SuppressWarnings("unused") String host, @SuppressWarnings("unused") String name,
                @SuppressWarnings("unused") boolean target) {
            return Optional.empty();
        }
    }

    /**
     * What the rules look at.
     *
     * @param local host name of the controller that answers
     * @param assignments in the server's order
     * @param services services of that controller
     * @param models redundancy by group
     * @param critical critical services by group, in the server's order
     * @param elsewhere services of the other hosts
     */
    public record Facts(String local, List<Assignment> assignments, List<Service> services, Map<String, Redundancy> models,
            Map<String, List<String>> critical, Elsewhere elsewhere) {
        public Facts {
            assignments = List.copyOf(assignments);
            services = List.copyOf(services);
        }
    }

    /** Stock groups that run on both controllers, with their critical services (section 12). */
    public static Map<String, List<String>> stockMembers() {
        Map<String, List<String>> members = new LinkedHashMap<>();
        members.put("directory-services", List.of("open-ldap"));
        members.put("web-services", List.of("lighttpd", "horizon"));
        members.put("storage-services", List.of("mgr-restful-plugin"));
        return members;
    }

    /**
     * The lock check on a snapshot: with the stock groups, the services of the controller that answered, and the assumption that the host
     * runs what its groups hold, which is not known over one address.
     */
    public PreCheck lock(String host, SystemSnapshot snapshot) {
        if (snapshot.tables() != null && !snapshot.tables().members().isEmpty()) {
            return captured(host, snapshot.tables());
        }
        String local = snapshot.active().orElse("");
        Map<String, Service> here = new LinkedHashMap<>();
        snapshot.services().forEach(s -> here.putIfAbsent(s.name(), s));
        PreCheck check = lock(host, new Facts(local, snapshot.assignments(), snapshot.services(), Redundancy.stock(), stockMembers(),
                assumed(local, here)));
        List<String> unknown = new ArrayList<>(check.unknown());
        if (!host.equals(local)) {
            unknown.add("Which services run on " + host + " is known to its own sm-api only; they are taken for running.");
        }
        List<PreCheckFinding> findings = check.findings().stream().map(f -> new PreCheckFinding(f.rule(), f.text(), f.node(), f.group(), false,
                f.cause(), f.next())).toList();
        return new PreCheck("lock", host, findings, findings.stream().findFirst(), unknown);
    }

    private static Elsewhere assumed(String local, Map<String, Service> here) {
        return (node, name) -> Optional.of(node.equals(local) && here.containsKey(name) ? here.get(name)
                : new Service(-1, name, ACTIVE, ACTIVE, ""));
    }

    /** With the system's own groups and members; only the other hosts' services have to be assumed. */
    private PreCheck captured(String host, SystemTables tables) {
        Map<String, Redundancy> models = new LinkedHashMap<>();
        Map<String, List<String>> critical = new LinkedHashMap<>();
        for (String group : tables.groups()) {
            tables.member("controller", group).ifPresent(m -> models.put(group, new Redundancy(m.model(), m.active(), m.standby())));
            critical.put(group, tables.groupMembers().stream().filter(m -> m.group().equals(group) && m.impact().equals("critical"))
                    .map(SystemTables.GroupMember::service).toList());
        }
        Map<String, Service> here = new LinkedHashMap<>();
        tables.services().forEach(s -> here.putIfAbsent(s.name(), s));
        PreCheck check = lock(host, new Facts(tables.local(), tables.assignments(), tables.services(), models, critical,
                assumed(tables.local(), here)));
        List<String> unknown = new ArrayList<>(check.unknown());
        unknown.add("What ran on the other controllers is not in the capture; it is taken for running.");
        return new PreCheck("lock", host, check.findings(), check.first(), unknown);
    }

    /** All services that would be without a provider if {@code host} were locked. */
    public PreCheck lock(String host, Facts facts) {
        List<String> unknown = new ArrayList<>();
        Map<String, List<String>> ill = ill(facts);
        Set<String> skipped = new HashSet<>();
        List<PreCheckFinding> faults = new ArrayList<>();
        for (Assignment row : facts.assignments()) {
            if (!row.node().equals(facts.local()) && !row.node().equals(host)) {
                strikeOff(row, ill.getOrDefault(row.group(), List.of()), facts, skipped, unknown, faults);
            }
        }
        List<PreCheckFinding> findings = new ArrayList<>();
        for (Assignment row : facts.assignments()) {
            if (row.node().equals(host)) {
                for (String service : ill.getOrDefault(row.group(), List.of())) {
                    fault(row, service, true, facts).ifPresent(faults::add);
                    if (facts.elsewhere().service(host, service).filter(LockRules::runs).isPresent()) {
                        findings.add(finding(host, row.group(), service, facts.local(), skipped.contains(row.group() + "/" + service)));
                    }
                }
            }
        }
        findings.addAll(0, faults);
        return new PreCheck("lock", host, findings, findings.stream().findFirst(), unknown);
    }

    /** The server's check ends where asking another host fails. */
    private static Optional<PreCheckFinding> fault(Assignment row, String service, boolean target, Facts facts) {
        return facts.elsewhere().trouble(row.node(), service, target).map(text -> new PreCheckFinding("fault", text, row.node(), row.group(), true,
                "Asking " + row.node() + " about " + service + " fails, and the server's whole check with it.",
                "See that sm-api answers on " + row.node() + ", then check again."));
    }

    static Map<String, List<String>> ill(Facts facts) {
        Set<String> ill = new HashSet<>();
        facts.services().stream().filter(s -> s.desiredState().equals(ACTIVE) && !s.state().equals(ACTIVE)).forEach(s -> ill.add(s.name()));
        Map<String, List<String>> byGroup = new LinkedHashMap<>();
        facts.critical().forEach((group, members) -> {
            Redundancy redundancy = facts.models().get(group);
            List<String> concerned = members.stream().filter(ill::contains).toList();
            if (redundancy != null && redundancy.model().equals("N") && redundancy.active() > 1 && !concerned.isEmpty()) {
                byGroup.put(group, new ArrayList<>(concerned));
            }
        });
        return byGroup;
    }

    /** Takes away what runs on a third node; the server skips the next one each time, and so does this. */
    private static void strikeOff(Assignment row, List<String> services, Facts facts, Set<String> skipped, List<String> unknown,
            List<PreCheckFinding> faults) {
        for (int i = 0; i < services.size(); i++) {
            fault(row, services.get(i), false, facts).ifPresent(faults::add);
            Optional<Service> there = facts.elsewhere().service(row.node(), services.get(i));
            if (there.isEmpty()) {
                unknown.add(row.node() + " says nothing about " + services.get(i) + "; the server's own check fails on that.");
            } else if (runs(there.get())) {
                services.remove(i);
                if (i < services.size() && facts.elsewhere().service(row.node(), services.get(i)).filter(LockRules::runs).isPresent()) {
                    skipped.add(row.group() + "/" + services.get(i));
                }
            }
        }
    }

    private static boolean runs(Service service) {
        return service.desiredState().equals(ACTIVE) && service.state().equals(ACTIVE);
    }

    private static PreCheckFinding finding(String host, String group, String service, String local, boolean skipped) {
        String cause = service + " of " + group + " should run on " + local + " and does not, so " + host + " is the only one that runs it."
                + (skipped ? " A third node runs it too: the server overlooks that." : "");
        return new PreCheckFinding("sole-provider", host + " is the sole provider of some services.", host, group, true, cause,
                host.equals(local) ? "Wait until " + service + " is enabled on another controller."
                        : "Repair " + service + " on " + local + " first.");
    }
}
