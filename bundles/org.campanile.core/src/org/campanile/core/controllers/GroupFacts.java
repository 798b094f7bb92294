package org.campanile.core.controllers;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.SystemTables;
import org.campanile.core.servicemanager.SystemTables.GroupMember;

/**
 * What is known of a service group besides its states: redundancy and members. No route of the API tells them (protocol document "Service Manager",
 * section 3), so that for a live system they are the stock values or a guess, and said to be.
 *
 * @param group service group
 * @param redundancy empty when not known
 * @param members empty when not known
 * @param origin where this comes from
 */
public record GroupFacts(String group, Optional<Redundancy> redundancy, List<GroupMember> members, Origin origin) {

    /** Where facts come from. */
    public enum Origin {
        /** The system's own tables. */ TABLES,
        /** What StarlingX ships; the system may differ. */ STOCK,
        /** From what its assignments look like. */ GUESS
    }

    private static final String CRITICAL = "critical";
    private static final Map<String, List<String>> STOCK_MEMBERS = Map.ofEntries(Map.entry("oam-services", List.of("oam-ip", "haproxy")),
            Map.entry("controller-services", List.of("management-ip", "drbd-pg", "drbd-rabbit", "drbd-platform", "postgres", "rabbit", "sysinv-inv",
                    "sysinv-conductor", "mtc-agent", "hw-mon", "dnsmasq", "fm-mgr", "etcd")),
            Map.entry("cloud-services", List.of("keystone", "barbican-api", "barbican-keystone-listener", "barbican-worker")),
            Map.entry("vim-services", List.of("vim", "vim-api", "vim-webserver")), Map.entry("patching-services", List.of("patch-alarm-manager")),
            Map.entry("directory-services", List.of("open-ldap")), Map.entry("web-services", List.of("lighttpd", "horizon")),
            Map.entry("storage-services", List.of("mgr-restful-plugin")),
            Map.entry("storage-monitoring-services", List.of("ceph-manager", "ceph-radosgw")));
    private static final Map<String, String> STOCK_IMPACT = Map.of("vim-webserver", "minor", "ceph-radosgw", "minor");

    public GroupFacts {
        members = List.copyOf(members);
    }

    /** What is known of a group of a system. */
    public static GroupFacts of(SystemSnapshot snapshot, String group) {
        SystemTables tables = snapshot.tables();
        if (tables != null && !tables.members().isEmpty()) {
            Optional<Redundancy> known = tables.members().stream().filter(m -> m.group().equals(group)).findFirst()
                    .map(m -> new Redundancy(m.model(), m.active(), m.standby()));
            return new GroupFacts(group, known, tables.groupMembers().stream().filter(m -> m.group().equals(group)).toList(), Origin.TABLES);
        }
        Redundancy stock = Redundancy.stock().get(group);
        if (stock != null) {
            List<GroupMember> members = STOCK_MEMBERS.getOrDefault(group, List.of()).stream()
                    .map(s -> new GroupMember(group, s, STOCK_IMPACT.getOrDefault(s, CRITICAL))).toList();
            return new GroupFacts(group, Optional.of(stock), members, Origin.STOCK);
        }
        long wantedActive = snapshot.assignments().stream().filter(a -> a.group().equals(group) && a.desiredState().equals("active")).count();
        return new GroupFacts(group, wantedActive > 1 ? Optional.of(new Redundancy("N", (int) wantedActive, 0)) : Optional.empty(), List.of(),
                Origin.GUESS);
    }

    /** Whether it runs on several nodes at once. */
    public boolean everywhere() {
        return redundancy.filter(r -> r.active() > 1).isPresent();
    }

    /** The redundancy in words, with where it comes from. */
    public String says() {
        String text = redundancy.map(r -> r.model() + ", " + r.active() + " active" + (r.standby() > 0 ? ", " + r.standby() + " standby" : ""))
                .orElse("not known over this API");
        return switch (origin) {
            case TABLES -> text;
            case STOCK -> text + " (as StarlingX ships it; not known over this API)";
            case GUESS -> redundancy.isPresent() ? text + " (from its states; not known over this API)" : text;
        };
    }

    /** The row's redundancy for a swact's direction: whether the group leaves a host that hands over. */
    static boolean leaves(SystemSnapshot snapshot, Assignment row) {
        return row.state().equals("active") && !of(snapshot, row.group()).everywhere();
    }
}
