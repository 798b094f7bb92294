package org.campanile.ui.topology.scene;

import java.util.List;
import java.util.stream.Collectors;

import org.campanile.core.environment.TopologyGraph;
import org.eclipse.osgi.util.NLS;

/** Says how circles of needs are solved: the plan orders steps of units, and on that level there is no circle. Pure functions. */
final class CircleHints {

    private CircleHints() {
    }

    /** The hint for a service; empty when it is in no circle. */
    static String of(TopologyGraph graph, TopologyGraph.Node node) {
        boolean itself = graph.edges().stream().anyMatch(e -> e.from().equals(node.id()) && e.to().equals(node.id()));
        if (itself) {
            return itself(node);
        }
        List<String> circle = graph.circles().stream().filter(c -> c.size() > 1 && c.contains(node.id())).findFirst().orElse(List.of());
        if (circle.isEmpty()) {
            return "";
        }
        String others = graph.nodes().stream().filter(n -> circle.contains(n.id()) && !n.id().equals(node.id())).map(TopologyGraph.Node::label)
                .collect(Collectors.joining(", "));
        return NLS.bind(Messages.inCircle, others);
    }

    private static String itself(TopologyGraph.Node node) {
        String first = node.units().stream().filter(TopologyGraph.UnitNode::master).findFirst().or(() -> node.units().stream().findFirst())
                .map(TopologyGraph.UnitNode::label).orElse("");
        String others = node.units().stream().map(TopologyGraph.UnitNode::label).filter(l -> !l.equals(first)).collect(Collectors.joining(", "));
        return node.units().size() > 2 ? NLS.bind(Messages.needsOwnDomainOfUnits, first, others) : NLS.bind(Messages.needsOwnDomain, first, others);
    }
}
