package org.campanile.core.environment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Strongly connected components of a graph (Tarjan), with an explicit stack so that a long chain does not exhaust the thread's. */
final class Circles {

    private final Map<String, List<String>> next = new HashMap<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> onStack = new HashSet<>();
    private final List<List<String>> found = new ArrayList<>();

    private Circles() {
    }

    static List<List<String>> of(List<String> nodes, List<TopologyGraph.Edge> edges) {
        Circles circles = new Circles();
        nodes.forEach(node -> circles.next.put(node, new ArrayList<>()));
        edges.forEach(edge -> circles.next.computeIfAbsent(edge.from(), id -> new ArrayList<>()).add(edge.to()));
        nodes.stream().filter(node -> !circles.index.containsKey(node)).forEach(circles::visit);
        return circles.found;
    }

    private record Frame(String node, Iterator<String> rest) {
    }

    private void visit(String start) {
        Deque<Frame> frames = new ArrayDeque<>();
        frames.push(enter(start));
        while (!frames.isEmpty()) {
            Frame frame = frames.peek();
            if (frame.rest().hasNext()) {
                String to = frame.rest().next();
                if (!index.containsKey(to)) {
                    frames.push(enter(to));
                } else if (onStack.contains(to)) {
                    low.merge(frame.node(), index.get(to), Math::min);
                }
                continue;
            }
            frames.pop();
            if (!frames.isEmpty()) {
                low.merge(frames.peek().node(), low.get(frame.node()), Math::min);
            }
            if (low.get(frame.node()).equals(index.get(frame.node()))) {
                close(frame.node());
            }
        }
    }

    private Frame enter(String node) {
        index.put(node, index.size());
        low.put(node, index.get(node));
        open.push(node);
        onStack.add(node);
        return new Frame(node, next.getOrDefault(node, List.of()).iterator());
    }

    private void close(String root) {
        List<String> component = new ArrayList<>();
        String node;
        do {
            node = open.pop();
            onStack.remove(node);
            component.addFirst(node);
        } while (!node.equals(root));
        if (component.size() > 1 || next.getOrDefault(root, List.of()).contains(root)) {
            found.add(List.copyOf(component));
        }
    }
}
