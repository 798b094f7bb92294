package org.campanile.ui.controllers.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.file.Csv;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;

/** The board as text: for the clipboard with tabs, for a file as CSV (RFC 4180). Pure functions. */
public final class BoardText {

    private static final List<String> HEAD = List.of("system", "node", "administrative", "operational", "availability", "ready", "role", "group",
            "desired_state", "state", "status", "condition");

    private BoardText() {
    }

    /** One line for each group on each node, with a header. */
    public static String csv(List<SystemSnapshot> systems) {
        return lines(systems).stream().map(Csv::line).collect(Collectors.joining());
    }

    /** The same for the clipboard. */
    public static String tabbed(List<SystemSnapshot> systems) {
        return lines(systems).stream().map(line -> line.stream().map(s -> s.replaceAll("[\\t\\r\\n]", " ")).collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n"));
    }

    private static List<List<String>> lines(List<SystemSnapshot> systems) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        for (SystemSnapshot s : systems) {
            for (Matrix.Column c : Matrix.of(s).columns()) {
                Optional<Node> n = s.node(c.name());
                List<String> node = List.of(s.system(), c.name(), n.map(Node::admin).orElse(""), n.map(Node::oper).orElse(""),
                        n.map(Node::avail).orElse(""), n.map(Node::ready).orElse(""), c.role());
                List<Assignment> groups = s.assignments().stream().filter(a -> a.node().equals(c.name())).toList();
                groups.forEach(a -> lines.add(joined(node, List.of(a.group(), a.desiredState(), a.state(), a.status(), a.condition()))));
                if (groups.isEmpty()) {
                    lines.add(joined(node, List.of("", "", "", "", "")));
                }
            }
        }
        return lines;
    }

    private static List<String> joined(List<String> a, List<String> b) {
        List<String> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }
}
