package org.campanile.core.controllers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.campanile.core.history.Event;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;

/**
 * Turns readings of one system into the changes between them, as events for the history, and knows since when everything is as it is. Subjects are
 * {@code SYSTEM} (which controller is the active one), {@code SYSTEM/NODE} and {@code SYSTEM/NODE/GROUP}; a reading that failed is a change of
 * the subject {@code SYSTEM} to the state {@value #SILENT}. Not thread-safe; one reader.
 */
public final class StateChanges {

    /** State of a system that gives no good answer. */
    public static final String SILENT = "no answer";

    private static final String NOBODY = "no active controller";

    private record Known(String state, Map<String, String> data, Instant since, boolean exact) {
    }

    /**
     * Since when something is as it is.
     *
     * @param at when it became so, or was first seen so
     * @param exact {@code false} when it was so already at the first look
     */
    public record Since(Instant at, boolean exact) {
    }

    private final String lab;
    private final String system;
    private final Map<String, Known> now = new LinkedHashMap<>();
    private final Map<String, Event> before = new LinkedHashMap<>();
    private SystemSnapshot last;

    /**
     * Changes of a system.
     *
     * @param earlier events of it on record, any order; a state that was so then and still is counts from then
     */
    public StateChanges(String lab, String system, List<Event> earlier) {
        this.lab = lab;
        this.system = system;
        earlier.stream().filter(e -> e.kind() == Event.Kind.STATE && about(e.subject(), system)).forEach(e -> before.merge(e.subject(), e,
                (a, b) -> a.at().isAfter(b.at()) ? a : b));
    }

    /** Whether a subject is of that system. */
    static boolean about(String subject, String system) {
        return subject.equals(system) || subject.startsWith(system + "/");
    }

    /** The state of a group on a node in a few words. */
    public static String words(Assignment a) {
        StringBuilder text = new StringBuilder(a.state().equals(a.desiredState()) ? a.state() : a.state() + " → " + a.desiredState());
        for (String more : List.of(a.status(), a.condition())) {
            if (!List.of("", "none", "nil", "null").contains(more)) {
                text.append(", ").append(more);
            }
        }
        return text.toString();
    }

    /** Takes a reading in and gives the changes it shows, in the server's order; at the first look all that is not on record. */
    public List<Event> take(SystemSnapshot s) {
        List<Event> changes = new ArrayList<>();
        if (s.failure() != null) {
            last = null;
            change(system, SILENT, Map.of("why", s.failure().headline()), s.takenAt() == null ? Instant.now() : Instant.now(), changes);
            return changes;
        }
        if (!s.isKnown() || last != null && s.saysTheSameAs(last)) {
            return changes;
        }
        last = s;
        Instant at = s.takenAt();
        change(system, s.active().orElse(NOBODY), Map.of(), at, changes);
        for (Node n : s.nodes()) {
            change(system + "/" + n.name(), String.join(" ", n.admin(), n.oper(), n.avail()).strip(),
                    data("admin", n.admin(), "oper", n.oper(), "avail", n.avail(), "ready", n.ready()), at, changes);
        }
        for (Assignment a : s.assignments()) {
            change(system + "/" + a.node() + "/" + a.group(), words(a), data("desired", a.desiredState(), "state", a.state(), "status", a.status(),
                    "condition", a.condition()), at, changes);
        }
        return changes;
    }

    private static Map<String, String> data(String... pairs) {
        Map<String, String> data = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            data.put(pairs[i], pairs[i + 1]);
        }
        return data;
    }

    private void change(String subject, String state, Map<String, String> data, Instant at, List<Event> changes) {
        Known was = now.get(subject);
        if (was != null && was.state().equals(state) && (state.equals(SILENT) || was.data().equals(data))) {
            return;
        }
        Event recorded = was == null ? before.remove(subject) : null;
        if (recorded != null && recorded.state().equals(state)) {
            now.put(subject, new Known(state, data, recorded.at(), true));
            return;
        }
        now.put(subject, new Known(state, data, at, was != null || recorded != null));
        Map<String, String> all = new TreeMap<>(data);
        String from = was != null ? was.state() : recorded != null ? recorded.state() : "";
        all.put("from", from);
        String what = subject.equals(system) ? "active controller" : subject.substring(system.length() + 1);
        changes.add(new Event(at, lab, Event.Kind.STATE, subject, state, what + (from.isEmpty() ? " is " + state + "." : ": " + from + " ⇒ " + state
                + "."), all));
    }

    /** Since when the group on the node is as it is; group empty for the node, both empty for the active role. */
    public Optional<Since> since(String node, String group) {
        Known known = now.get(node.isEmpty() ? system : group.isEmpty() ? system + "/" + node : system + "/" + node + "/" + group);
        return Optional.ofNullable(known).map(k -> new Since(k.since(), k.exact()));
    }
}
