package org.campanile.ui.topology.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.environment.TopologyGraph;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Grid;

/**
 * Parts of a graph that have nothing to do with each other: no arrow and no frame joins them. Each is laid out by itself; then they are set in
 * rows like words, in the document's order, so that the whole is about as wide as a screen. Pure functions.
 */
final class Islands {

    private static final double GAP = 48;
    private static final double SHAPE = 1.7;

    private Islands() {
    }

    /** The parts, each with the ids of its services, in the document's order. */
    static List<List<String>> of(TopologyGraph graph, Map<String, String> frames) {
        Map<String, String> leader = new HashMap<>();
        frames.forEach((id, frame) -> join(leader, id, frame));
        graph.edges().forEach(edge -> join(leader, edge.from(), edge.to()));
        Map<String, List<String>> islands = new LinkedHashMap<>();
        graph.nodes().forEach(node -> islands.computeIfAbsent(lead(leader, node.id()), id -> new ArrayList<>()).add(node.id()));
        List<String> alone = islands.values().stream().filter(ids -> ids.size() == 1).map(List::getFirst).toList();
        List<List<String>> all = new ArrayList<>(islands.values().stream().filter(ids -> ids.size() > 1).toList());
        if (!alone.isEmpty()) {
            all.add(alone);
        }
        return all;
    }

    private static void join(Map<String, String> leader, String a, String b) {
        String one = lead(leader, a);
        String other = lead(leader, b);
        if (!one.equals(other)) {
            leader.put(one, other);
        }
    }

    private static String lead(Map<String, String> leader, String id) {
        String at = id;
        while (leader.containsKey(at)) {
            at = leader.get(at);
        }
        return at;
    }

    /** Where each of these goes: offsets, in their order. */
    static List<Box> inRows(List<Box> islands) {
        double area = islands.stream().mapToDouble(b -> (b.width() + GAP) * (b.height() + GAP)).sum();
        double widest = islands.stream().mapToDouble(Box::width).max().orElse(0);
        double most = Math.max(widest, Math.sqrt(area * SHAPE));
        List<Box> placed = new ArrayList<>();
        double x = 0;
        double y = 0;
        double high = 0;
        for (Box island : islands) {
            if (x > 0 && x + island.width() > most) {
                x = 0;
                y += high + GAP;
                high = 0;
            }
            placed.add(new Box(Grid.snap(x), Grid.snap(y), island.width(), island.height()));
            x += island.width() + GAP;
            high = Math.max(high, island.height());
        }
        return placed;
    }
}
