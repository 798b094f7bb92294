package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.DeploymentSnapshot.Phase;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Problem;
import org.campanile.ui.State;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Direction;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.SceneBuilder;
import org.campanile.ui.topology.scene.Spot;
import org.campanile.ui.topology.scene.Viewport;
import org.junit.jupiter.api.Test;

/** Places, hits, neighbours and the viewport, without a window. */
class SceneTest {

    private final Environment environment = Documents.domainAndWeb();
    private final String domain = environment.services().getFirst().id();
    private final String web = environment.services().getLast().id();
    private final Layout below = Layout.EMPTY.with(domain, new Layout.Position(0, 0, true)).with(web, new Layout.Position(40, 200, true));

    @Test
    void cardsStandWhereTheLayoutSaysAndTheDomainIsAroundThem() {
        Scene scene = Documents.scene(environment, below);
        assertEquals(new Box(40, 200, Card.WIDTH, Card.HEIGHT), scene.card(web).orElseThrow().box());
        assertEquals(Set.of(domain, web), scene.frames().getFirst().members());
        scene.cards().forEach(c -> assertEquals(scene.frames().getFirst().box(), scene.frames().getFirst().box().union(c.box()), "card outside of its frame"));
        assertEquals(scene.bounds(), scene.bounds().union(scene.frames().getFirst().box()));
    }

    @Test
    void servicesWithoutPlaceDoNotLieOnOthers() {
        Scene scene = Documents.scene(Documents.many(30), Layout.EMPTY.with(domain, new Layout.Position(100, 100, true)));
        for (Card one : scene.cards()) {
            assertTrue(scene.cards().stream().noneMatch(other -> other != one && other.box().intersects(one.box())), one.name());
        }
    }

    @Test
    void theTopmostCardIsHitAndArrowsWithinAFewPoints() {
        Layout over = Layout.EMPTY.with(domain, new Layout.Position(0, 0, true)).with(web, new Layout.Position(10, 10, true));
        assertEquals(web, Documents.scene(environment, over).cardAt(new Spot(20, 20)).orElseThrow().id());
        Scene scene = Documents.scene(environment, below);
        assertTrue(scene.cardAt(new Spot(-1, 0)).isEmpty());
        var line = scene.arrows().stream().filter(a -> a.from().equals(web)).findFirst().orElseThrow();
        Spot middle = new Spot((line.path().getFirst().x() + line.path().getLast().x()) / 2, (line.path().getFirst().y() + line.path().getLast().y()) / 2);
        assertEquals(Optional.of(line), scene.arrowAt(middle.plus(2, 0), 1));
        assertTrue(scene.arrowAt(middle.plus(20, 0), 1).isEmpty());
        assertEquals(Optional.of(line), scene.arrowAt(middle.plus(20, 0), 0.1), "far away a few points are many units");
    }

    @Test
    void arrowsBeginAndEndAtTheEdges() {
        Scene scene = Documents.scene(environment, below);
        var line = scene.arrows().stream().filter(a -> a.from().equals(web)).findFirst().orElseThrow();
        assertEquals(200, line.path().getFirst().y(), 0.001);
        assertEquals(Card.HEIGHT, line.path().getLast().y(), 0.001);
        assertTrue(scene.arrows().stream().noneMatch(a -> a.from().equals(a.to())), "no card has an arrow to itself");
        assertTrue(upper(scene).hint().contains("dc1 makes the domain first, then dc2 joins it"), upper(scene).hint());
    }

    private Card upper(Scene scene) {
        return scene.card(domain).orElseThrow();
    }

    @Test
    void arrowKeysGoToTheNeighbour() {
        Scene scene = Documents.scene(environment, below);
        Card upper = scene.card(domain).orElseThrow();
        Card lower = scene.card(web).orElseThrow();
        assertEquals(lower, Direction.DOWN.next(scene, upper).orElseThrow());
        assertEquals(upper, Direction.UP.next(scene, lower).orElseThrow());
        assertEquals(Optional.empty(), Direction.UP.next(scene, upper));
        assertEquals(lower, Direction.RIGHT.next(scene, upper).orElseThrow());
    }

    @Test
    void whatIsUnderThePointerStaysThereWhileZooming() {
        Viewport view = new Viewport(1, 120, 40, 800, 600);
        Spot pointer = new Spot(333, 222);
        Spot before = view.toDrawing(pointer);
        for (double scale : new double[] {0.3, 2.5, 100, 0.0001}) {
            view = view.zoomed(scale, pointer);
            assertEquals(before.x(), view.toDrawing(pointer).x(), 0.001);
            assertEquals(before.y(), view.toDrawing(pointer).y(), 0.001);
            assertTrue(view.scale() >= Viewport.MIN && view.scale() <= Viewport.MAX);
        }
    }

    @Test
    void fitShowsAllAndNothingLargerThanUsual() {
        Viewport window = new Viewport(1, 0, 0, 800, 600);
        Box large = new Box(-500, 100, 4000, 900);
        Viewport fitted = window.fitted(large);
        assertTrue(fitted.seen().contains(new Spot(large.x(), large.y())) && fitted.seen().contains(new Spot(large.right(), large.bottom())));
        assertEquals(1, window.fitted(new Box(0, 0, 10, 10)).scale());
        assertEquals(1, window.fitted(Box.NONE).scale());
    }

    @Test
    void revealingScrollsNoMoreThanNeeded() {
        Viewport window = new Viewport(1, 0, 0, 800, 600);
        assertEquals(window, window.revealing(new Box(100, 100, 50, 50)));
        assertEquals(new Viewport(1, 62, 0, 800, 600), window.revealing(new Box(800, 100, 50, 50)));
        assertEquals(-62, window.revealing(new Box(-50, 100, 50, 50)).x());
    }

    @Test
    void theDrawingCannotBePushedOutOfTheWindow() {
        Box bounds = new Box(0, 0, 300, 300);
        Viewport lost = new Viewport(1, 5000, -5000, 800, 600).within(bounds);
        assertTrue(lost.toWindow(bounds).intersects(new Box(0, 0, 800, 600)));
    }

    @Test
    void unitsOfWhichNothingIsKnownSaySo() {
        Card card = Documents.scene(environment, below).card(domain).orElseThrow();
        assertEquals(2, card.units().size());
        assertEquals(State.UNKNOWN, card.state());
        assertTrue(card.units().getFirst().master());
        assertFalse(card.units().getLast().master());
        assertTrue(card.description().startsWith("domain.local, Active Directory, 2 units"), card.description());
    }

    /** As it looks after the next reading, too: a unit that was added since must not seem to be one of which nobody knows. */
    @Test
    void aUnitThatTheDeploymentDoesNotKnowIsNotDeployed() {
        List<UnitStatus> units = environment.services().stream().flatMap(s -> s.units().stream().map(u -> new UnitStatus(s.id(), u.id(), "h", "CREATE_COMPLETE", "", "id",
                "ACTIVE", "", AgentState.NOT_EXPECTED, ""))).toList();
        Optional<DeploymentSnapshot> deployed = Optional.of(new DeploymentSnapshot(environment.id(), "lab one", "stack", "id", Phase.DEPLOYED, "", "", units, List.of(), List.of(),
                List.of(), 0, "", Instant.EPOCH, Instant.EPOCH));
        Environment more = environment.addUnit(web, Documents.TYPES);
        Card card = new SceneBuilder(Documents.TYPES).build(more, below, Layout.EMPTY, List.of(), deployed).card(web).orElseThrow();
        assertEquals(State.GOOD, card.units().getFirst().state());
        assertEquals(State.OFF, card.units().getLast().state());
        assertTrue(card.description().endsWith("not deployed"), card.description());
    }

    @Test
    void problemsAreOnTheirCardsWithTheWorstFirst() {
        List<Problem> problems = new EnvironmentRules(Documents.TYPES).validate(environment, Optional.empty());
        Card card = new SceneBuilder(Documents.TYPES).build(environment, below, Layout.EMPTY, problems, Optional.empty()).card(web).orElseThrow();
        assertEquals(Problem.Severity.ERROR, card.problems().getFirst().severity());
        assertTrue(card.problems().stream().allMatch(p -> p.serviceId().equals(web)));
        assertTrue(card.description().contains("Image is missing."), card.description());
    }
}
