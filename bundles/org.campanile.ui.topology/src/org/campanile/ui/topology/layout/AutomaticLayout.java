package org.campanile.ui.topology.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

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

    /**
     * Places of all services that are not pinned.
     *
     * @param cancelled asked now and then; when it says yes, the answer is of no use and is empty
     */
    public Layout run(TopologyGraph graph, Layout pinned, BooleanSupplier cancelled) {
        Map<String, ElkNode> nodes = new HashMap<>();
        ElkNode root = build(graph, nodes);
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor() {
            @Override
            public boolean isCanceled() {
                return cancelled.getAsBoolean();
            }
        });
        return cancelled.getAsBoolean() ? Layout.EMPTY : aroundPins(graph, nodes, pinned);
    }

    private static ElkNode build(TopologyGraph graph, Map<String, ElkNode> nodes) {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(CoreOptions.DIRECTION, Direction.UP);
        root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        root.setProperty(CoreOptions.SPACING_NODE_NODE, GAP);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(0));
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, GAP + Frame.HEAD);
        Map<String, ElkNode> parents = new HashMap<>();
        for (TopologyGraph.Group group : graph.groups()) {
            if (group.kind() == TopologyGraph.GroupKind.DOMAIN) {
                ElkNode frame = ElkGraphUtil.createNode(root);
                frame.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
                frame.setProperty(CoreOptions.DIRECTION, Direction.UP);
                frame.setProperty(CoreOptions.SPACING_NODE_NODE, GAP);
                frame.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, GAP + Frame.HEAD);
                frame.setProperty(CoreOptions.PADDING, new ElkPadding(Frame.MARGIN + Frame.HEAD, Frame.MARGIN, Frame.MARGIN, Frame.MARGIN));
                group.nodes().forEach(id -> parents.put(id, frame));
            }
        }
        for (TopologyGraph.Node node : graph.nodes()) {
            ElkNode card = ElkGraphUtil.createNode(parents.getOrDefault(node.id(), root));
            card.setDimensions(Card.WIDTH, Card.HEIGHT);
            nodes.put(node.id(), card);
        }
        for (TopologyGraph.Edge edge : graph.edges()) {
            if (!edge.from().equals(edge.to())) {
                ElkGraphUtil.createSimpleEdge(nodes.get(edge.from()), nodes.get(edge.to()));
            }
        }
        return root;
    }

    private static Layout aroundPins(TopologyGraph graph, Map<String, ElkNode> nodes, Layout pinned) {
        Map<String, Box> wanted = new HashMap<>();
        nodes.forEach((id, node) -> wanted.put(id, absolute(node)));
        Set<String> kept = new HashSet<>(pinned.positions().keySet());
        kept.retainAll(nodes.keySet());
        double dx = kept.stream().mapToDouble(id -> pinned.positions().get(id).x() - wanted.get(id).x()).average().orElse(0);
        double dy = kept.stream().mapToDouble(id -> pinned.positions().get(id).y() - wanted.get(id).y()).average().orElse(0);
        List<Box> taken = new ArrayList<>();
        kept.forEach(id -> taken.add(new Box(pinned.positions().get(id).x(), pinned.positions().get(id).y(), Card.WIDTH, Card.HEIGHT)));
        Map<String, Layout.Position> places = new HashMap<>();
        for (TopologyGraph.Node node : graph.nodes()) {
            if (!kept.contains(node.id())) {
                Box free = free(wanted.get(node.id()).moved(Grid.snap(dx), Grid.snap(dy)), taken);
                taken.add(free);
                places.put(node.id(), new Layout.Position(Grid.snap(free.x()), Grid.snap(free.y()), false));
            }
        }
        return new Layout(places);
    }

    /** The wanted place, or the nearest one below it where nothing else is. */
    private static Box free(Box wanted, List<Box> taken) {
        Box at = wanted;
        for (Box other = meets(at, taken); other != null; other = meets(at, taken)) {
            at = new Box(at.x(), other.bottom() + Frame.MARGIN, at.width(), at.height());
        }
        return at;
    }

    private static Box meets(Box box, List<Box> taken) {
        return taken.stream().filter(t -> t.intersects(box.grow(Grid.STEP))).findFirst().orElse(null);
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
