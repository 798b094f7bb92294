package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.TopologyGraph;
import org.campanile.ui.topology.layout.AutomaticLayout;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Grid;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.SceneBuilder;
import org.junit.jupiter.api.Test;

/** Automatic layout by ELK: readable, repeatable, respectful of what was pinned. */
class AutomaticLayoutTest {

    private final AutomaticLayout layout = new AutomaticLayout();

    private Layout run(Environment environment, Layout pinned) {
        return layout.run(TopologyGraph.of(environment, Documents.TYPES), pinned, () -> false);
    }

    private static Scene scene(Environment environment, Layout pinned, Layout automatic) {
        return new SceneBuilder(Documents.TYPES).build(environment, pinned, automatic, List.of(), Optional.empty());
    }

    private static void assertNothingOverlaps(Scene scene) {
        for (Card one : scene.cards()) {
            assertTrue(scene.cards().stream().noneMatch(other -> other != one && other.box().intersects(one.box())), one.name());
        }
    }

    @Test
    void whatIsNeededStandsAbove() {
        Environment environment = Documents.domainAndWeb();
        Layout places = run(environment, Layout.EMPTY);
        double domain = places.positions().get(environment.services().getFirst().id()).y();
        double web = places.positions().get(environment.services().getLast().id()).y();
        assertTrue(domain + Card.HEIGHT < web, domain + " is not above " + web);
    }

    @Test
    void eachServiceHasItsPlaceOnTheGridAndStrangersStayOutOfTheDomain() {
        Environment environment = Documents.many(40);
        Layout places = run(environment, Layout.EMPTY);
        assertEquals(40, places.positions().size());
        places.positions().values().forEach(p -> assertEquals(p.x(), Grid.snap(p.x())));
        Scene scene = scene(environment, Layout.EMPTY, places);
        assertNothingOverlaps(scene);
        var frame = scene.frames().getFirst();
        scene.cards().stream().filter(c -> !frame.members().contains(c.id()))
                .forEach(c -> assertFalse(c.box().intersects(frame.box()), c.name() + " stands in a domain it is not in"));
    }

    @Test
    void theSameDocumentGivesTheSamePicture() {
        Environment environment = Documents.many(25);
        assertEquals(run(environment, Layout.EMPTY), new AutomaticLayout().run(TopologyGraph.of(environment, Documents.TYPES), Layout.EMPTY, () -> false));
    }

    @Test
    void whatIsPinnedStaysAndIsNotCovered() {
        Environment environment = Documents.many(20);
        String pinned = environment.services().get(5).id();
        Layout user = Layout.EMPTY.with(pinned, new Layout.Position(-312, 408, true));
        Layout places = run(environment, user);
        assertFalse(places.positions().containsKey(pinned));
        Scene scene = scene(environment, user, places);
        assertEquals(-312, scene.card(pinned).orElseThrow().box().x());
        assertNothingOverlaps(scene);
    }

    @Test
    void aCancelledRunGivesNothing() {
        assertEquals(Layout.EMPTY, layout.run(TopologyGraph.of(Documents.domainAndWeb(), Documents.TYPES), Layout.EMPTY, () -> true));
    }

    @Test
    void anEmptyDocumentIsNoProblem() {
        assertEquals(Layout.EMPTY, run(Environment.create("empty"), Layout.EMPTY));
    }
}
