package org.campanile.core.controllers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.SystemTables.GroupMember;

/**
 * What would become of each service group of a system. A forecast from the same data the board shows and the redundancy of the groups (protocol
 * document "Service Manager", sections 8, 9 and 12); nothing is asked and nothing changed. Pure.
 *
 * @param title what happens, as a sentence
 * @param fates by group, worst first
 * @param notes what it rests on and what is not known, whole sentences
 */
public record WhatIf(String title, List<GroupFate> fates, List<String> notes) {

    private static final Set<String> BAD = Set.of("failed", "degraded");

    public WhatIf {
        fates = fates.stream().sorted(Comparator.comparing(GroupFate::kind)).toList();
        notes = List.copyOf(notes);
    }

    /** An action on a node. */
    public static WhatIf action(NodeAction action, String host, SystemSnapshot s) {
        return switch (action) {
            case SWACT, SWACT_FORCE -> of(action.on(host), s, row -> row.node().equals(host) && GroupFacts.leaves(s, row), false, host);
            case LOCK -> of(action.on(host), s, row -> row.node().equals(host), true, host);
            case UNLOCK -> unlock(host, s);
        };
    }

    /** The node stops from one moment to the next. */
    public static WhatIf nodeFails(String host, SystemSnapshot s) {
        WhatIf gone = of(host + " fails now", s, row -> row.node().equals(host), true, host);
        List<String> notes = new ArrayList<>(gone.notes());
        if (s.active().equals(Optional.of(host))) {
            notes.add("The addresses of the system are away until the other controller has noticed and taken over.");
        }
        return new WhatIf(gone.title(), gone.fates(), notes);
    }

    /** The controllers no longer see each other over any network. */
    public static WhatIf linkLost(SystemSnapshot s) {
        List<String> notes = new ArrayList<>();
        notes.add("When no network is left between them, Service Manager lets the controller in better health go on and disables the other; with equal "
                + "health that is the active one.");
        if (s.active().isEmpty()) {
            notes.add("No controller says it is the active one, so it cannot be said which would go on.");
            return new WhatIf("The controllers lose sight of each other", List.of(), notes);
        }
        String stays = s.active().get();
        WhatIf others = of("", s, row -> !row.node().equals(stays), true, "");
        notes.addAll(others.notes());
        return new WhatIf("The controllers lose sight of each other", others.fates(), notes);
    }

    private interface Gone {
        boolean is(Assignment row);
    }

    private static WhatIf of(String title, SystemSnapshot s, Gone gone, boolean out, String host) {
        List<GroupFate> fates = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String group : s.groups()) {
            fates.add(fate(group, s, gone, out));
        }
        boolean stock = s.groups().stream().anyMatch(g -> GroupFacts.of(s, g).origin() != GroupFacts.Origin.TABLES);
        if (stock) {
            notes.add("Redundancy and members of the groups are those that StarlingX ships, or guessed from their states: the API does not give them.");
        }
        if (!host.isEmpty() && s.active().isPresent() && !s.active().get().equals(host)) {
            notes.add(host + " is not the active controller.");
        }
        return new WhatIf(title, fates, notes);
    }

    private static GroupFate fate(String group, SystemSnapshot s, Gone gone, boolean out) {
        List<Assignment> rows = s.assignments().stream().filter(a -> a.group().equals(group)).toList();
        List<Assignment> leaving = rows.stream().filter(gone::is).toList();
        List<Assignment> left = rows.stream().filter(a -> !gone.is(a)).toList();
        Optional<Assignment> running = left.stream().filter(a -> a.state().equals("active")).findFirst();
        if (leaving.isEmpty()) {
            return new GroupFate(group, GroupFate.Kind.STAYS, "", running.map(Assignment::node).orElse(""), "It is not concerned.", List.of());
        }
        if (running.isPresent()) {
            boolean others = left.size() > 1;
            return new GroupFate(group, out && !others ? GroupFate.Kind.ALONE : GroupFate.Kind.STAYS, "", running.get().node(),
                    out && !others ? "It runs on " + running.get().node() + " already; nobody would be left to take over."
                            : "It runs on " + running.get().node() + " too.", List.of());
        }
        Optional<Assignment> was = leaving.stream().filter(a -> a.state().equals("active")).findFirst();
        if (was.isEmpty()) {
            return new GroupFate(group, GroupFate.Kind.STOPS, "", "", "It is active nowhere even now.", services(group, s));
        }
        Optional<Assignment> takes = left.stream().min(Comparator.comparing(a -> obstacle(a, s).length()));
        if (takes.isEmpty()) {
            return new GroupFate(group, GroupFate.Kind.STOPS, was.get().node(), "", "No other node has it.", services(group, s));
        }
        String obstacle = obstacle(takes.get(), s);
        boolean hopeless = s.node(takes.get().node()).filter(n -> n.admin().equals("locked") || n.oper().equals("disabled")).isPresent();
        return new GroupFate(group, obstacle.isEmpty() ? GroupFate.Kind.MOVES : hopeless ? GroupFate.Kind.STOPS : GroupFate.Kind.DOUBTFUL,
                was.get().node(), hopeless ? "" : takes.get().node(), obstacle.isEmpty() ? takes.get().node() + " stands by." : obstacle,
                hopeless ? services(group, s) : List.of());
    }

    /** Why the group may not come up there, empty when nothing is seen. */
    private static String obstacle(Assignment a, SystemSnapshot s) {
        Optional<Node> node = s.node(a.node());
        if (node.filter(n -> n.admin().equals("locked")).isPresent()) {
            return a.node() + ", the other node, is locked.";
        }
        if (node.filter(n -> n.oper().equals("disabled")).isPresent()) {
            return a.node() + ", the other node, is disabled.";
        }
        if (!a.state().equals("standby")) {
            return "It does not stand by on " + a.node() + ": it is " + (a.state().isEmpty() ? "in no state" : a.state()) + " there.";
        }
        return BAD.contains(a.status()) ? "It stands by on " + a.node() + " with status " + a.status()
                + (a.condition().isEmpty() ? "." : ", " + a.condition() + ".") : "";
    }

    private static List<String> services(String group, SystemSnapshot s) {
        return GroupFacts.of(s, group).members().stream().map(GroupMember::service).toList();
    }

    private static WhatIf unlock(String host, SystemSnapshot s) {
        List<GroupFate> fates = new ArrayList<>();
        for (Assignment a : s.assignments()) {
            if (a.node().equals(host)) {
                boolean runs = a.state().equals("active") || a.state().equals("standby");
                String next = GroupFacts.of(s, a.group()).everywhere() ? "runs on " + host + " too" : "gets " + host + " to stand by";
                fates.add(new GroupFate(a.group(), GroupFate.Kind.STAYS, "", s.assignments().stream().filter(o -> o.group().equals(a.group())
                        && o.state().equals("active")).map(Assignment::node).findFirst().orElse(""), runs ? "It is in service there already."
                                : "Afterwards it " + next + ".", List.of()));
            }
        }
        return new WhatIf(NodeAction.UNLOCK.on(host), fates, List.of("The host may restart before it is in service."));
    }

    /** Groups that would leave for another node. */
    public List<GroupFate> moves() {
        return fates.stream().filter(f -> f.kind() == GroupFate.Kind.MOVES || f.kind() == GroupFate.Kind.DOUBTFUL).toList();
    }

    /** Groups of that fate. */
    public List<GroupFate> of(GroupFate.Kind kind) {
        return fates.stream().filter(f -> f.kind() == kind).toList();
    }

    /** How many stop, move and stay: "1 stops, 6 move". */
    public String counts() {
        if (fates.isEmpty()) {
            return "nothing known";
        }
        int stops = of(GroupFate.Kind.STOPS).size();
        int doubtful = of(GroupFate.Kind.DOUBTFUL).size();
        int moves = of(GroupFate.Kind.MOVES).size();
        int stay = fates.size() - stops - doubtful - moves;
        List<String> parts = new ArrayList<>();
        if (stops > 0) {
            parts.add(stops + (stops == 1 ? " stops" : " stop"));
        }
        if (doubtful > 0) {
            parts.add(doubtful + " may not arrive");
        }
        if (moves > 0) {
            parts.add(moves + (moves == 1 ? " moves" : " move"));
        }
        if (stay > 0) {
            parts.add(stay + (stay == 1 ? " stays" : " stay"));
        }
        return String.join(", ", parts);
    }

    /** The same as a sentence. */
    public String summary() {
        return fates.isEmpty() ? "Nothing can be said of the service groups." : "Of " + fates.size() + (fates.size() == 1 ? " service group " : " service groups ") + counts() + ".";
    }
}
