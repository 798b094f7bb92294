package org.campanile.ui.topology.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.campanile.core.environment.TopologyGraph;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;

/**
 * Services of one frame that need the same others and that nobody needs: a layered layout would put them into one endless row, so they are laid out
 * as one block of rows. That is also what makes a thousand services quick. A value.
 *
 * @param members ids in the document's order
 * @param columns how many stand beside each other
 */
record Folding(List<String> members, int columns) {

    /** As many as stand well in one row. */
    static final int ROW = 6;

    static final double GAP = 24;
    private static final double SHAPE = 1.8;

    Folding {
        members = List.copyOf(members);
    }

    /** All blocks of a graph; what is in none is laid out by itself. The members of a block are in one frame or in none. */
    static List<Folding> of(TopologyGraph graph, Map<String, String> frames) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        Set<String> needed = new HashSet<>();
        for (TopologyGraph.Edge edge : graph.edges()) {
            if (!edge.from().equals(edge.to())) {
                needs.computeIfAbsent(edge.from(), id -> new TreeSet<>()).add(edge.to());
                needed.add(edge.to());
            }
        }
        Map<List<Object>, List<String>> alike = new LinkedHashMap<>();
        for (TopologyGraph.Node node : graph.nodes()) {
            if (!needed.contains(node.id())) {
                alike.computeIfAbsent(List.of(frames.getOrDefault(node.id(), ""), needs.getOrDefault(node.id(), Set.of())), key -> new ArrayList<>()).add(node.id());
            }
        }
        return alike.values().stream().filter(ids -> ids.size() > ROW).map(ids -> new Folding(ids, columns(ids.size()))).toList();
    }

    private static int columns(int count) {
        return (int) Math.ceil(Math.sqrt(count * SHAPE * (Card.HEIGHT + GAP) / (Card.WIDTH + GAP)));
    }

    double width() {
        return columns * (Card.WIDTH + GAP) - GAP;
    }

    double height() {
        return Math.ceilDiv(members.size(), columns) * (Card.HEIGHT + GAP) - GAP;
    }

    /** Where a member is when the block's upper left corner is there. */
    Box place(int index, double x, double y) {
        return new Box(x + index % columns * (Card.WIDTH + GAP), y + index / columns * (Card.HEIGHT + GAP), Card.WIDTH, Card.HEIGHT);
    }
}
