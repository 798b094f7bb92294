package org.campanile.ui.topology.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.TopologyGraph;
import org.campanile.core.environment.TopologyGraph.GroupKind;
import org.campanile.ui.State;
import org.eclipse.osgi.util.NLS;

/** Makes the scene of a document. Stateless; any thread. */
public final class SceneBuilder {

    static final double GAP = 32;
    static final int PER_ROW = 4;

    private final ServiceTypes types;

    /** Scenes of documents of these types. */
    public SceneBuilder(ServiceTypes types) {
        this.types = types;
    }

    /**
     * The scene.
     *
     * @param pinned places the user has chosen; they win
     * @param automatic places from automatic layout; a service in neither gets a free place below the others
     * @param deployed what is known of the deployment, if anything
     */
    public Scene build(Environment environment, Layout pinned, Layout automatic, List<Problem> problems, Optional<DeploymentSnapshot> deployed) {
        return build(environment, Optional.of(GroupKind.DOMAIN), pinned, automatic, problems, deployed);
    }

    /** The same with another kind of groups drawn as frames; empty for none. */
    public Scene build(Environment environment, Optional<GroupKind> frames, Layout pinned, Layout automatic, List<Problem> problems,
            Optional<DeploymentSnapshot> deployed) {
        TopologyGraph plain = TopologyGraph.of(environment, types);
        TopologyGraph graph = frames.equals(Optional.of(GroupKind.HOST)) ? HostGroups.add(plain, environment, HostGroups.hosts(deployed)) : plain;
        Map<String, List<Problem>> wrong = new HashMap<>();
        problems.stream().sorted((a, b) -> a.severity().compareTo(b.severity()))
                .forEach(p -> wrong.computeIfAbsent(p.serviceId(), id -> new ArrayList<>()).add(p));
        Map<String, UnitStatus> status = deployed.map(UnitStates::byUnit).orElse(Map.of());
        Map<String, Layout.Position> places = places(graph, pinned, automatic);
        List<Card> cards = new ArrayList<>();
        for (TopologyGraph.Node node : graph.nodes()) {
            Layout.Position at = places.get(node.id());
            String icon = types.find(node.type()).map(ServiceIcons::of).orElse(ServiceIcons.unknown());
            List<UnitMark> units = node.units().stream().map(u -> unit(u, Optional.ofNullable(status.get(u.id())), deployed)).toList();
            cards.add(new Card(node.id(), new Box(at.x(), at.y(), Card.WIDTH, Card.HEIGHT), icon, node.title(), node.label(), units,
                    wrong.getOrDefault(node.id(), List.of()), pinned.positions().containsKey(node.id()),
                    CircleHints.of(graph, node), Optional.empty()));
        }
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        Map<String, String> titles = new HashMap<>();
        graph.groups().stream().filter(g -> frames.equals(Optional.of(g.kind()))).forEach(g -> {
            groups.put(g.id(), new LinkedHashSet<>(g.nodes()));
            titles.put(g.id(), switch (g.kind()) {
                case DOMAIN -> NLS.bind(Messages.domain, g.label());
                case ZONE -> NLS.bind(Messages.zone, g.label());
                case HOST -> g.label();
            });
        });
        Set<String> inCircle = new HashSet<>();
        graph.circles().forEach(inCircle::addAll);
        // A service that needs itself has a mark with a hint; an arrow from a card to itself says nothing.
        return Scene.of(cards, groups, titles, graph.edges().stream().filter(e -> !e.from().equals(e.to()))
                .map(e -> new Scene.Need(e.from(), e.to(), e.label(), inCircle.contains(e.from()) && inCircle.contains(e.to()))).toList());
    }

    private static UnitMark unit(TopologyGraph.UnitNode unit, Optional<UnitStatus> known, Optional<DeploymentSnapshot> deployed) {
        State state = UnitStates.of(deployed, known);
        return new UnitMark(unit.id(), unit.label(), known.map(UnitStatus::address).orElse(""), unit.master(), state, false,
                UnitStates.words(known, state), Optional.empty());
    }

    private static Map<String, Layout.Position> places(TopologyGraph graph, Layout pinned, Layout automatic) {
        Map<String, Layout.Position> places = new LinkedHashMap<>();
        List<String> homeless = new ArrayList<>();
        double bottom = 0;
        for (TopologyGraph.Node node : graph.nodes()) {
            Layout.Position at = pinned.positions().getOrDefault(node.id(), automatic.positions().get(node.id()));
            if (at == null) {
                homeless.add(node.id());
            } else {
                places.put(node.id(), at);
                bottom = Math.max(bottom, at.y() + Card.HEIGHT + GAP + Frame.HEAD);
            }
        }
        for (int i = 0; i < homeless.size(); i++) {
            places.put(homeless.get(i), new Layout.Position(i % PER_ROW * (Card.WIDTH + GAP), bottom + i / PER_ROW * (Card.HEIGHT + GAP), false));
        }
        return places;
    }
}
