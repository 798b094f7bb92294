package org.campanile.ui.topology.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.campanile.core.environment.Layout;
import org.campanile.core.environment.TopologyGraph;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Frame;
import org.campanile.ui.topology.scene.Grid;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Places the services of a graph by ELK's layered algorithm: what is needed stands above what needs it, a domain's services together. Services
 * that the user has pinned stay; the others keep clear of them. The same graph gives the same picture. Any thread but the UI thread; one run
 * at a time each.
 */
public final class AutomaticLayout {

    private static final double GAP = 40;

    /** Makes ELK's algorithms known by hand, since its own look-up does not work in an OSGi framework. */
    public AutomaticLayout() {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new CoreOptions(), new LayeredMetaDataProvider());
    }

    /** Lays out two services for nobody, which loads what a layout needs; beside reading a file it costs no time. */
    public static Layout warmUp() {
        List<TopologyGraph.Node> nodes = List.of(new TopologyGraph.Node("a", "", "", "", List.of()), new TopologyGraph.Node("b", "", "", "", List.of()));
        TopologyGraph graph = new TopologyGraph(nodes, List.of(new TopologyGraph.Group("g", TopologyGraph.GroupKind.DOMAIN, "", List.of("a", "b"))),
                List.of(new TopologyGraph.Edge("a", "b", TopologyGraph.EdgeKind.DOMAIN_MEMBER, "")), List.of());
        return new AutomaticLayout().run(graph, Layout.EMPTY, () -> false);
    }

    /**
     * Places of all services that are not pinned.
     *
     * @param frames which kind of groups is drawn as frames, whose services stand together
     * @param cancelled asked now and then; when it says yes, the answer is of no use and is empty
     */
    public Layout run(TopologyGraph graph, Optional<TopologyGraph.GroupKind> frames, Layout pinned, BooleanSupplier cancelled) {
        Map<String, String> inside = new HashMap<>();
        graph.groups().stream().filter(g -> frames.equals(Optional.of(g.kind()))).forEach(g -> g.nodes().forEach(id -> inside.put(id, g.id())));
        List<Map<String, Box>> islands = new ArrayList<>();
        Map<String, Folding> folded = new HashMap<>();
        Folding.of(graph, inside).forEach(block -> block.members().forEach(id -> folded.put(id, block)));
        Map<String, List<TopologyGraph.Edge>> edges = graph.edges().stream().collect(Collectors.groupingBy(TopologyGraph.Edge::from));
        for (List<String> ids : Islands.of(graph, inside)) {
            islands.add(island(edges, ids, inside, folded, cancelled));
            if (cancelled.getAsBoolean()) {
                return Layout.EMPTY;
            }
        }
        List<Box> bounds = islands.stream().map(places -> places.values().stream().reduce(Box::union).orElse(Box.NONE)).map(Frame::around).toList();
        List<Box> rows = Islands.inRows(bounds);
        Map<String, Box> wanted = new HashMap<>();
        for (int i = 0; i < islands.size(); i++) {
            double dx = rows.get(i).x() - bounds.get(i).x();
            double dy = rows.get(i).y() - bounds.get(i).y();
            islands.get(i).forEach((id, box) -> wanted.put(id, box.moved(dx, dy)));
        }
        return aroundPins(graph, wanted, pinned);
    }

    /** The same with domains as frames. */
    public Layout run(TopologyGraph graph, Layout pinned, BooleanSupplier cancelled) {
        return run(graph, Optional.of(TopologyGraph.GroupKind.DOMAIN), pinned, cancelled);
    }

    private static Map<String, Box> island(Map<String, List<TopologyGraph.Edge>> edges, List<String> ids, Map<String, String> inside, Map<String, Folding> folded,
            BooleanSupplier cancelled) {
        ElkNode root = area(ElkGraphUtil.createGraph());
        root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(0));
        Map<String, ElkNode> parents = new HashMap<>();
        Map<Folding, ElkNode> made = new HashMap<>();
        Map<String, ElkNode> nodes = new HashMap<>();
        for (String id : ids) {
            ElkNode parent = inside.containsKey(id) ? parents.computeIfAbsent(inside.get(id), frame -> frame(root)) : root;
            Folding block = folded.get(id);
            nodes.put(id, block == null ? node(parent, Card.WIDTH, Card.HEIGHT) : made.computeIfAbsent(block, b -> node(parent, b.width(), b.height())));
        }
        Set<List<ElkNode>> drawn = new HashSet<>();
        for (String id : ids) {
            for (TopologyGraph.Edge edge : edges.getOrDefault(id, List.of())) {
                if (!edge.to().equals(id) && drawn.add(List.of(nodes.get(id), nodes.get(edge.to())))) {
                    ElkGraphUtil.createSimpleEdge(nodes.get(id), nodes.get(edge.to()));
                }
            }
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor() {
            @Override
            public boolean isCanceled() {
                return cancelled.getAsBoolean();
            }
        });
        return boxes(nodes, made.keySet());
    }

    private static Map<String, Box> boxes(Map<String, ElkNode> nodes, Set<Folding> blocks) {
        Map<String, Box> boxes = new HashMap<>();
        nodes.forEach((id, node) -> boxes.put(id, absolute(node)));
        for (Folding block : blocks) {
            Box whole = boxes.get(block.members().getFirst());
            for (int i = 0; i < block.members().size(); i++) {
                boxes.put(block.members().get(i), block.place(i, whole.x(), whole.y()));
            }
        }
        return boxes;
    }

    private static ElkNode area(ElkNode node) {
        node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        node.setProperty(CoreOptions.DIRECTION, Direction.UP);
        node.setProperty(CoreOptions.SPACING_NODE_NODE, GAP);
        node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, GAP + Frame.HEAD);
        return node;
    }

    private static ElkNode frame(ElkNode root) {
        ElkNode frame = area(ElkGraphUtil.createNode(root));
        frame.setProperty(CoreOptions.PADDING, new ElkPadding(Frame.MARGIN + Frame.HEAD, Frame.MARGIN, Frame.MARGIN, Frame.MARGIN));
        return frame;
    }

    private static ElkNode node(ElkNode parent, double width, double height) {
        ElkNode node = ElkGraphUtil.createNode(parent);
        node.setDimensions(width, height);
        return node;
    }

    private static Layout aroundPins(TopologyGraph graph, Map<String, Box> wanted, Layout pinned) {
        Set<String> kept = new HashSet<>(pinned.positions().keySet());
        kept.retainAll(wanted.keySet());
        double dx = kept.stream().mapToDouble(id -> pinned.positions().get(id).x() - wanted.get(id).x()).average().orElse(0);
        double dy = kept.stream().mapToDouble(id -> pinned.positions().get(id).y() - wanted.get(id).y()).average().orElse(0);
        Taken taken = new Taken();
        kept.forEach(id -> taken.add(new Box(pinned.positions().get(id).x(), pinned.positions().get(id).y(), Card.WIDTH, Card.HEIGHT)));
        Map<String, Layout.Position> places = new HashMap<>();
        for (TopologyGraph.Node node : graph.nodes()) {
            if (!kept.contains(node.id())) {
                Box free = taken.free(wanted.get(node.id()).moved(Grid.snap(dx), Grid.snap(dy)));
                taken.add(free);
                places.put(node.id(), new Layout.Position(Grid.snap(free.x()), Grid.snap(free.y()), false));
            }
        }
        return new Layout(places);
    }

    private static Box absolute(ElkNode node) {
        double x = node.getX();
        double y = node.getY();
        for (ElkNode up = node.getParent(); up != null; up = up.getParent()) {
            x += up.getX();
            y += up.getY();
        }
        return new Box(x, y, node.getWidth(), node.getHeight());
    }
}
