package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.DeploymentSnapshot.Phase;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Placement;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.TopologyGraph;
import org.campanile.core.environment.TopologyGraph.GroupKind;
import org.campanile.ui.topology.layout.AutomaticLayout;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Frame;
import org.campanile.ui.topology.scene.HostGroups;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.SceneBuilder;
import org.junit.jupiter.api.Test;

/** Frames by the hosts that servers run on. */
class HostGroupsTest {

    private final Environment environment = Documents.many(5);

    private String unit(int service, int index) {
        return environment.services().get(service).units().get(index).id();
    }

    private static List<String> titles(TopologyGraph graph) {
        return graph.groups().stream().filter(g -> g.kind() == GroupKind.HOST).map(TopologyGraph.Group::label).toList();
    }

    private static TopologyGraph graph(Environment environment, Map<String, String> hosts) {
        return HostGroups.add(TopologyGraph.of(environment, Documents.TYPES), environment, hosts);
    }

    @Test
    void aDocumentAloneKnowsOnlyWhatHasToBeApart() {
        assertEquals(List.of("Host not known yet"), titles(graph(environment, Map.of())));
        Environment apart = environment.setField(environment.services().getFirst().id(), Placement.ANTI_AFFINITY, true)
                .setField(environment.services().getLast().id(), Placement.ANTI_AFFINITY, true);
        TopologyGraph graph = graph(apart, Map.of());
        assertEquals(List.of("Each unit on another host, not known yet which", "Host not known yet"), titles(graph));
        List<String> alone = graph.groups().stream().filter(g -> g.kind() == GroupKind.HOST).findFirst().orElseThrow().nodes();
        assertEquals(List.of(environment.services().getFirst().id()), alone, "a service of one unit has nothing to keep apart");
        assertEquals(List.of(), titles(graph(Environment.create("empty"), Map.of())));
    }

    @Test
    void knownHostsComeFirstAndEveryServiceIsInOneFrame() {
        TopologyGraph graph = graph(environment, Map.of(unit(0, 0), "compute2", unit(0, 1), "compute1", unit(1, 0), "compute1", unit(2, 0), "compute1"));
        assertEquals(List.of("Host compute1", "Hosts compute1, compute2", "Host not known yet"), titles(graph));
        List<String> all = graph.groups().stream().filter(g -> g.kind() == GroupKind.HOST).flatMap(g -> g.nodes().stream()).toList();
        assertEquals(environment.services().size(), all.size());
        assertEquals(environment.services().stream().map(Service::id).collect(java.util.stream.Collectors.toSet()), Set.copyOf(all));
        assertEquals(List.of("Host compute1, others not known yet", "Host not known yet"), titles(graph(environment, Map.of(unit(0, 0), "compute1"))));
    }

    private DeploymentSnapshot snapshot(Phase phase) {
        List<UnitStatus> units = environment.services().stream().flatMap(s -> s.units().stream().map(u -> new UnitStatus(s.id(), u.id(), "h", "CREATE_COMPLETE", "", "id",
                "ACTIVE", "", AgentState.NOT_EXPECTED, "", s.equals(environment.services().getFirst()) ? "compute1" : "compute2"))).toList();
        return new DeploymentSnapshot(environment.id(), "lab one", "stack", "id", phase, "", "", units, List.of(), List.of(), List.of(), 0, "", Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void theSceneDrawsThemAndTheLayoutSetsThemApart() {
        Optional<DeploymentSnapshot> deployed = Optional.of(snapshot(Phase.DEPLOYED));
        Layout places = new AutomaticLayout().run(graph(environment, HostGroups.hosts(deployed)), Optional.of(GroupKind.HOST), Layout.EMPTY, () -> false);
        Scene scene = new SceneBuilder(Documents.TYPES).build(environment, Optional.of(GroupKind.HOST), Layout.EMPTY, places, List.of(), deployed);
        assertEquals(List.of("Host compute1", "Host compute2"), scene.frames().stream().map(Frame::title).toList());
        Box one = scene.frames().getFirst().box();
        assertTrue(!one.intersects(scene.frames().getLast().box()), "frames do not lie on each other");
        assertTrue(scene.cards().getFirst().description().contains("server ACTIVE on host compute1"), scene.cards().getFirst()::description);
        assertEquals(Map.of(), HostGroups.hosts(Optional.of(snapshot(Phase.ABSENT))), "of a deployment that is gone nothing is kept");
    }
}
