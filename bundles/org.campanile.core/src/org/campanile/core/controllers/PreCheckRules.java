package org.campanile.core.controllers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.SystemTables;

/**
 * The swact check of section 8.1 of the protocol document "Service Manager", evaluated here to its end: the server reports only the first
 * reason it meets. Immutable and pure.
 */
public final class PreCheckRules {

    private static final Set<String> DATA = Set.of("data-inconsistent", "data-outdated", "data-consistent", "data-standalone");
    private static final String NOT_READY = " is not ready to take service, ";

    private final Redundancies models;

    /** Rules that know the stock groups, and guess the redundancy of others from where they are wanted active. */
    public PreCheckRules() {
        this(Redundancy.stock(), false);
    }

    /**
     * Rules that know the redundancy of groups.
     *
     * @param models by group
     * @param complete whether these are all the server has, so that it fails on a group that is not among them
     */
    public PreCheckRules(Map<String, Redundancy> models, boolean complete) {
        this(Redundancies.named(models, complete));
    }

    /** Rules that know the redundancy of groups from the server's own tables. */
    public PreCheckRules(SystemTables tables) {
        this(Redundancies.of(tables));
    }

    PreCheckRules(Redundancies models) {
        this.models = models;
    }

    /** The swact check on a snapshot; {@code inSync} as below. */
    public PreCheck swact(String host, SystemSnapshot snapshot, Boolean inSync) {
        return swact(host, snapshot.nodes(), snapshot.assignments(), inSync);
    }

    /**
     * All reasons against a swact away from {@code host}.
     *
     * @param nodes in the server's order
     * @param assignments in the server's order
     * @param inSync whether both controllers hold the same deployment state, {@code null} when not known, as it is over this API
     */
    public PreCheck swact(String host, List<Node> nodes, List<Assignment> assignments, Boolean inSync) {
        Walk walk = new Walk(host, nodes, assignments);
        walk.go();
        List<PreCheckFinding> all = new ArrayList<>(walk.found);
        Optional<PreCheckFinding> first = all.stream().findFirst();
        List<String> unknown = new ArrayList<>(walk.unknown);
        if (Boolean.FALSE.equals(inSync)) {
            PreCheckFinding sync = sync();
            first = first.or(() -> Optional.of(sync));
            all.add(sync);
        } else if (inSync == null) {
            unknown.add("Whether both controllers hold the same deployment data is not known over this API.");
        }
        if (!walk.peerSeen) {
            PreCheckFinding alone = new PreCheckFinding("no-peer", "no peer available", "", "", true,
                    "No other controller has any service group.", "Install or unlock the second controller.");
            first = first.or(() -> Optional.of(alone));
            all.add(alone);
        }
        return new PreCheck("swact", host, List.copyOf(new LinkedHashSet<>(all)), first, unknown);
    }

    private static PreCheckFinding sync() {
        return new PreCheckFinding("sync", "Deployment data in both controllers is not in sync.", "", "", true,
                "A software deployment is recorded on one controller only, or differs between them; strict servers say so too when the "
                        + "deployment service gives no usable answer.",
                "Finish or delete the software deployment; otherwise check the deployment service.");
    }

    /** One walk over the rows of every other node. */
    private final class Walk {
        private final String host;
        private final List<Assignment> assignments;
        private final Map<String, Node> nodes = new HashMap<>();
        private final Map<String, String> origin = new HashMap<>();
        private final List<PreCheckFinding> found = new ArrayList<>();
        private final Set<String> unknown = new LinkedHashSet<>();
        private boolean peerSeen;

        Walk(String host, List<Node> nodes, List<Assignment> assignments) {
            this.host = host;
            // the server walks them by domain; its table order within one is kept
            this.assignments = assignments.stream().sorted(Comparator.comparing(Assignment::domain)).toList();
            nodes.forEach(n -> this.nodes.putIfAbsent(n.name(), n));
            assignments.stream().filter(a -> a.node().equals(host)).forEach(a -> origin.put(a.group(), a.state()));
        }

        void go() {
            for (Assignment row : assignments) {
                if (!row.node().equals(host)) {
                    peerSeen = true;
                    node(row);
                    Optional<String> fault = models.fault(row.domain(), row.group());
                    if (fault.isPresent()) {
                        found.add(new PreCheckFinding("no-member", fault.get(), row.node(), row.group(), true,
                                "Service Manager cannot tell which redundancy " + row.group() + " has.",
                                "Keep the raw exchange for support; the check itself fails here."));
                    } else if (!activeActive(row)) {
                        group(row);
                    }
                }
            }
        }

        private void node(Assignment row) {
            String h = row.node();
            Node node = nodes.get(h);
            if (node == null) {
                unknown.add(h + " has service groups and is not in the list of nodes; the server takes it for fine.");
                return;
            }
            if (node.admin().equals("locked")) {
                add("a", h + NOT_READY + h + " is locked", row, "", "The host is administratively locked.", "Unlock " + h + " and wait until it is "
                        + "enabled.");
            }
            if (node.oper().equals("disabled")) {
                add("b", h + NOT_READY + h + " is disabled", row, "", "The host is not in service.", "Find out why " + h
                        + " is disabled: look at its alarms, then unlock or reboot it.");
            }
        }

        private boolean activeActive(Assignment row) {
            Optional<Redundancy> known = models.of(row.domain(), row.group());
            if (known.isPresent()) {
                return known.get().activeActive();
            }
            boolean both = assignments.stream().filter(a -> a.group().equals(row.group()) && a.desiredState().equals("active")).count() > 1;
            unknown.add("The redundancy of " + row.group() + " is not known over this API; it is taken for "
                    + (both ? "active/active." : "active/standby."));
            return both;
        }

        private void group(Assignment row) {
            String text = row.group() + " on " + row.node() + NOT_READY;
            boolean settled = row.state().equals("active") || row.state().equals("standby");
            if (!settled && origin.containsKey(row.group()) && !origin.get(row.group()).equals(row.state())) {
                add("c", text + "service not in the active or standby state", row, row.group(), "The group is " + shown(row.state()) + " there.",
                        "Wait until it stands by; if it stays so, look at the services of " + row.group() + " on " + row.node() + ".");
            }
            if (!row.desiredState().equals(row.state())) {
                add("d", text + "services transitioning state", row, row.group(), "The group is " + shown(row.state()) + " and is to become "
                        + shown(row.desiredState()) + ".", "Wait until it has arrived.");
            }
            status(row, text);
        }

        private void status(Assignment row, String text) {
            if (row.status().equals("failed")) {
                add("e", text + "service is failed", row, row.group(), "A service of the group has failed"
                        + (row.condition().isEmpty() ? "." : " (" + row.condition() + ")."), "Find the failed service of " + row.group() + " on "
                        + row.node() + " and repair it.");
            } else if (row.status().equals("degraded")) {
                if (row.condition().equals("data-syncing")) {
                    add("f", text + "service is syncing data", row, row.group(), "Its data are being copied from the active controller.",
                            "Wait until the synchronisation has ended.");
                } else if (DATA.contains(row.condition())) {
                    add("g", text + "service is degraded, " + row.condition(), row, row.group(), "Its data are not a good copy ("
                            + row.condition() + ").", "Check the connection between the controllers and the state of the replicated disks.");
                } else {
                    add("h", text + "service is degraded", row, row.group(), "A service of the group is degraded"
                            + (row.condition().isEmpty() ? "." : " (" + row.condition() + ")."), "Look at the services of " + row.group()
                            + " on " + row.node() + ".");
                }
            }
        }

        private void add(String rule, String text, Assignment row, String group, String cause, String next) {
            found.add(new PreCheckFinding(rule, text, row.node(), group, group.isEmpty() || models.of(row.domain(), group).isPresent(),
                    cause, next));
        }

        private static String shown(String state) {
            return state.isEmpty() ? "in no state" : state;
        }
    }
}
