package org.campanile.core.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.history.Event;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceNode;

/**
 * What was when in one system, from the events of the history: a row of spans for the active role, each node and each group on each node, the swacts
 * as one thing each, and the state at any moment. A value, made anew when there are new events.
 *
 * @param system its name
 * @param rows by subject
 * @param swacts oldest first
 * @param from beginning of what is known
 * @param to end of it
 */
public record Timeline(String system, List<Row> rows, List<Swact> swacts, Instant from, Instant to) {

    private static final Duration TOGETHER = Duration.ofSeconds(30);
    /** States of a group between which a swact moves it. */
    private static final Set<String> MOVING = Set.of("active", "standby", "go-active", "go-standby", "disabling");

    /**
     * A state that lasted.
     *
     * @param state in a few words
     * @param from when it began
     * @param to when it ended, or the timeline's end
     * @param event the change that began it
     */
    public record Span(String state, Instant from, Instant to, Event event) {

        /** How long it lasted. */
        public Duration lasted() {
            return Duration.between(from, to);
        }
    }

    /**
     * Spans of one subject.
     *
     * @param node host name, empty for the active role
     * @param group service group, empty for the node itself
     * @param spans in order, without overlap
     */
    public record Row(String node, String group, List<Span> spans) {
        public Row {
            spans = List.copyOf(spans);
        }

        /** What it is called. */
        public String name() {
            return node.isEmpty() ? "active controller" : group.isEmpty() ? node : group + " on " + node;
        }
    }

    /**
     * All changes that belong to one move of the active role.
     *
     * @param host that handed over, empty when nobody was active before
     * @param to that took over
     * @param begin first change
     * @param end last change
     * @param events the changes, oldest first
     */
    public record Swact(String host, String to, Instant begin, Instant end, List<Event> events) {
        public Swact {
            events = List.copyOf(events);
        }

        /** How long it took as far as readings show it. */
        public Duration took() {
            return Duration.between(begin, end);
        }
    }

    public Timeline {
        rows = List.copyOf(rows);
        swacts = List.copyOf(swacts);
    }

    /** The timeline of a system up to {@code now}. */
    public static Timeline of(String system, List<Event> events, Instant now) {
        List<Event> own = events.stream().filter(e -> e.kind() == Event.Kind.STATE && StateChanges.about(e.subject(), system))
                .sorted(Comparator.comparing(Event::at)).toList();
        Map<String, List<Event>> bySubject = new LinkedHashMap<>();
        own.forEach(e -> bySubject.computeIfAbsent(e.subject(), s -> new ArrayList<>()).add(e));
        List<Row> rows = new ArrayList<>();
        bySubject.forEach((subject, changes) -> rows.add(row(system, subject, changes, now)));
        rows.sort(Comparator.comparing((Row r) -> !r.node().isEmpty()).thenComparing(r -> !r.group().isEmpty()).thenComparing(Row::group)
                .thenComparing(Row::node));
        return new Timeline(system, rows, swacts(system, own), own.isEmpty() ? now : own.getFirst().at(), now);
    }

    private static Row row(String system, String subject, List<Event> changes, Instant now) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Event e = changes.get(i);
            spans.add(new Span(e.state(), e.at(), i + 1 < changes.size() ? changes.get(i + 1).at() : now, e));
        }
        String[] parts = subject.equals(system) ? new String[0] : subject.substring(system.length() + 1).split("/", 2);
        return new Row(parts.length > 0 ? parts[0] : "", parts.length > 1 ? parts[1] : "", spans);
    }

    /** A role that goes from one node to another, with the moves of groups around it that follow one another closely. */
    private static List<Swact> swacts(String system, List<Event> own) {
        List<Event> all = own.stream().filter(e -> e.subject().equals(system) || moves(e)).toList();
        Set<String> subjects = own.stream().map(Event::subject).collect(Collectors.toSet());
        List<Swact> swacts = new ArrayList<>();
        String active = "";
        int used = 0;
        for (int i = 0; i < all.size(); i++) {
            Event e = all.get(i);
            boolean node = e.subject().equals(system) && subjects.contains(system + "/" + e.state());
            if (!node || e.state().equals(active)) {
                continue;
            }
            if (!active.isEmpty()) {
                int first = i;
                while (first > used && close(all.get(first - 1), all.get(first))) {
                    first--;
                }
                int last = i;
                while (last + 1 < all.size() && close(all.get(last), all.get(last + 1)) && all.get(last).at().isBefore(e.at().plus(TOGETHER))
                        && !leaves(all.get(last + 1), system + "/" + e.state() + "/")) {
                    last++;
                }
                swacts.add(new Swact(active, e.state(), all.get(first).at(), all.get(last).at(), all.subList(first, last + 1)));
                used = last + 1;
            }
            active = e.state();
        }
        return swacts;
    }

    /**
     * Whether a group is on the move between active and standby, as in a swact. A lock or unlock shortly before it, or a status that comes and goes, is
     * no part of it.
     */
    private static boolean moves(Event e) {
        String from = e.data().getOrDefault("from", "").split("[ ,]", 2)[0];
        String state = e.data().getOrDefault("state", "");
        return MOVING.contains(from) && MOVING.contains(state) && (!from.equals(state) || !state.equals(e.data().getOrDefault("desired", state))
                || e.data().get("from").contains("→"));
    }

    /** Whether a group leaves the node that has just become the active one: the next swact has begun. */
    private static boolean leaves(Event e, String node) {
        return e.subject().startsWith(node) && e.data().getOrDefault("from", "").equals("active");
    }

    private static boolean close(Event one, Event next) {
        return Duration.between(one.at(), next.at()).compareTo(TOGETHER) < 0;
    }

    /** The state at a moment, as far as it was read; services are not kept. */
    public SystemSnapshot at(Instant moment) {
        List<Node> nodes = new ArrayList<>();
        List<Assignment> assignments = new ArrayList<>();
        Map<String, ServiceNode> roles = new LinkedHashMap<>();
        Optional<Span> role = Optional.empty();
        for (Row row : rows) {
            Optional<Span> span = row.spans().stream().filter(s -> !s.from().isAfter(moment)).reduce((a, b) -> b);
            if (row.node().isEmpty()) {
                role = span;
            } else if (span.isPresent()) {
                Map<String, String> d = span.get().event().data();
                if (row.group().isEmpty()) {
                    nodes.add(new Node(-1, row.node(), word(d, "admin"), word(d, "oper"), word(d, "avail"), word(d, "ready")));
                } else {
                    assignments.add(new Assignment(-1, "", "controller", row.node(), row.group(), word(d, "desired"), word(d, "state"),
                            word(d, "status"), word(d, "condition")));
                }
            }
        }
        String active = role.map(Span::state).orElse("");
        nodes.forEach(n -> roles.put(n.name(), new ServiceNode(n.name(), n.admin(), n.oper(), n.avail(), "unknown",
                n.name().equals(active) ? "yes" : "no")));
        List<String> problems = active.equals(StateChanges.SILENT) ? List.of("The system gave no good answer then.") : List.of();
        return new SystemSnapshot(system, nodes, assignments, List.of(), roles, "history", moment, problems, null);
    }

    private static String word(Map<String, String> data, String name) {
        return data.getOrDefault(name, "");
    }

    /** Share of the time between two moments in which a group was active on some node, 0 to 1; empty when nothing is known of it then. */
    public Optional<Double> availability(String group, Instant begin, Instant end) {
        List<Row> own = rows.stream().filter(r -> r.group().equals(group)).toList();
        Instant start = own.stream().flatMap(r -> r.spans().stream()).map(Span::from).min(Comparator.naturalOrder())
                .map(f -> f.isAfter(begin) ? f : begin).orElse(end);
        if (!start.isBefore(end)) {
            return Optional.empty();
        }
        List<Span> good = own.stream().flatMap(r -> r.spans().stream()).filter(s -> "active".equals(s.event().data().get("state"))
                && !"failed".equals(s.event().data().get("status"))).sorted(Comparator.comparing(Span::from)).toList();
        Instant reached = start;
        Duration up = Duration.ZERO;
        for (Span s : good) {
            Instant a = s.from().isAfter(reached) ? s.from() : reached;
            Instant b = s.to().isBefore(end) ? s.to() : end;
            if (a.isBefore(b)) {
                up = up.plus(Duration.between(a, b));
                reached = b;
            }
        }
        return Optional.of((double) up.toMillis() / Math.max(1, Duration.between(start, end).toMillis()));
    }
}
