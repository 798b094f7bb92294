package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Layout;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Guide;
import org.campanile.ui.topology.scene.Intent;
import org.campanile.ui.topology.scene.PointerEvent;
import org.campanile.ui.topology.scene.PointerEvent.Kind;
import org.campanile.ui.topology.scene.PointerTool;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Spot;
import org.campanile.ui.topology.scene.Viewport;
import org.junit.jupiter.api.Test;

/** What the pointer means, event by event. */
class PointerToolTest {

    private final Environment environment = Documents.domainAndWeb();
    private final String domain = environment.services().getFirst().id();
    private final String web = environment.services().getLast().id();
    private final Scene scene = Documents.scene(environment,
            Layout.EMPTY.with(domain, new Layout.Position(0, 0, true)).with(web, new Layout.Position(0, 200, true)));
    private final PointerTool tool = new PointerTool(id -> id.equals(web) ? Set.of(domain) : Set.of());
    private Viewport view = new Viewport(1, 0, 0, 800, 600);
    private Set<String> selection = Set.of();

    private List<Intent> send(Kind kind, double x, double y, int button, boolean add, boolean pan) {
        List<Intent> intents = tool.handle(new PointerEvent(kind, new Spot(x, y), button, add, pan), scene, view, selection);
        intents.forEach(i -> {
            if (i instanceof Intent.Select s) {
                selection = s.ids();
            }
        });
        return intents;
    }

    private List<Intent> send(Kind kind, double x, double y) {
        return send(kind, x, y, 1, false, false);
    }

    @Test
    void aClickSelectsAndOneBesideSelectsNothing() {
        send(Kind.DOWN, 10, 10);
        send(Kind.UP, 10, 10);
        assertEquals(Set.of(domain), selection);
        send(Kind.DOWN, 600, 500);
        send(Kind.UP, 601, 500);
        assertEquals(Set.of(), selection);
    }

    @Test
    void withTheKeyForItAClickAddsAndTakesAway() {
        send(Kind.DOWN, 10, 10);
        send(Kind.UP, 10, 10);
        send(Kind.DOWN, 10, 210, 1, true, false);
        send(Kind.UP, 10, 210, 1, true, false);
        assertEquals(Set.of(domain, web), selection);
        send(Kind.DOWN, 10, 10, 1, true, false);
        send(Kind.UP, 10, 10, 1, true, false);
        assertEquals(Set.of(web), selection);
    }

    @Test
    void aDragIsOneMoveOntoTheGrid() {
        List<Intent> all = new ArrayList<>(send(Kind.DOWN, 10, 10));
        all.addAll(send(Kind.MOVE, 11, 11));
        assertEquals(List.of(new Intent.Select(Set.of(domain))), all, "a hand that trembles moves nothing");
        assertEquals(List.of(new Intent.Preview(16, 0, List.of())), send(Kind.MOVE, 27, 12));
        assertEquals(List.of(new Intent.Preview(96, 48, List.of())), send(Kind.MOVE, 107, 57));
        assertEquals(List.of(new Intent.EndPreview(), new Intent.Move(96, 48)), send(Kind.UP, 107, 57));
        assertFalse(tool.busy());
    }

    @Test
    void zoomedInADragIsSmallerThanThePointersWay() {
        view = view.zoomed(2, new Spot(0, 0));
        send(Kind.DOWN, 10, 10);
        assertEquals(List.of(new Intent.Preview(48, 0, List.of())), send(Kind.MOVE, 106, 10));
    }

    @Test
    void aDragComesToRestInLineWithANeighbourAndWithAltAnywhere() {
        send(Kind.DOWN, 10, 210);
        assertEquals(List.of(new Intent.Preview(0, 24, List.of(new Guide(true, 0, 0, 312), new Guide(true, 184, 0, 312)))), send(Kind.MOVE, 15, 233));
        assertEquals(List.of(new Intent.Preview(5, 23, List.of())),
                tool.handle(new PointerEvent(Kind.MOVE, new Spot(15, 233), 1, false, false, true), scene, view, selection));
        assertEquals(List.of(new Intent.EndPreview(), new Intent.Move(5, 23)), send(Kind.UP, 15, 233));
    }

    @Test
    void escapeGivesADragUp() {
        send(Kind.DOWN, 10, 10);
        send(Kind.MOVE, 60, 60);
        assertEquals(List.of(new Intent.EndPreview()), send(Kind.CANCEL, 0, 0));
        assertEquals(List.of(), send(Kind.UP, 60, 60));
    }

    @Test
    void aDragBackToTheStartMovesNothing() {
        send(Kind.DOWN, 10, 10);
        send(Kind.MOVE, 60, 60);
        send(Kind.MOVE, 11, 10);
        assertEquals(List.of(new Intent.EndPreview()), send(Kind.UP, 11, 10));
    }

    @Test
    void severalSelectedCardsAreDraggedTogether() {
        selection = Set.of(domain, web);
        assertEquals(List.of(), send(Kind.DOWN, 10, 210));
        send(Kind.MOVE, 50, 250);
        assertEquals(List.of(new Intent.EndPreview(), new Intent.Move(40, 40)), send(Kind.UP, 50, 250));
        assertEquals(Set.of(domain, web), selection);
    }

    @Test
    void spaceBarAndMiddleButtonPan() {
        selection = Set.of(web);
        send(Kind.DOWN, 10, 10, 1, false, true);
        assertEquals(List.of(new Intent.Pan(-5, -5)), send(Kind.MOVE, 15, 15, 1, false, true));
        send(Kind.UP, 15, 15, 1, false, true);
        send(Kind.DOWN, 10, 10, 2, false, false);
        assertEquals(List.of(new Intent.Pan(-5, -5)), send(Kind.MOVE, 15, 15, 2, false, false));
        send(Kind.UP, 15, 15, 2, false, false);
        assertEquals(Set.of(web), selection, "panning keeps the selection");
    }

    @Test
    void aFrameDrawnOnThePaperSelectsWhatItMeets() {
        assertEquals(List.of(), send(Kind.DOWN, 400, 150));
        assertEquals(List.of(), send(Kind.MOVE, 402, 150), "a hand that trembles selects nothing");
        assertTrue(send(Kind.MOVE, 100, 250).contains(new Intent.Marquee(new Box(100, 150, 300, 100))));
        assertEquals(Set.of(web), selection);
        send(Kind.MOVE, 100, 20);
        assertEquals(Set.of(domain), selection);
        assertEquals(List.of(new Intent.EndMarquee()), send(Kind.UP, 100, 20));
        send(Kind.DOWN, 400, 250, 1, true, false);
        send(Kind.MOVE, 100, 250, 1, true, false);
        assertEquals(Set.of(domain, web), selection, "with the key for it, it adds");
        assertEquals(List.of(new Intent.EndMarquee(), new Intent.Select(Set.of(domain))), send(Kind.CANCEL, 0, 0));
    }

    @Test
    void fromTheHandleALineIsDrawnToWhatIsLegal() {
        selection = Set.of(web);
        Spot handle = PointerTool.handle(view, scene.card(web).orElseThrow());
        assertEquals(List.of(new Intent.Connecting(web, handle)), send(Kind.DOWN, handle.x(), handle.y()));
        send(Kind.MOVE, 50, 50);
        assertEquals(List.of(new Intent.EndConnecting(), new Intent.Connect(web, domain)), send(Kind.UP, 50, 50));
        send(Kind.DOWN, handle.x(), handle.y());
        assertEquals(List.of(new Intent.EndConnecting()), send(Kind.UP, 600, 500), "the paper is no end");
        selection = Set.of(domain);
        Spot none = PointerTool.handle(view, scene.card(domain).orElseThrow());
        assertEquals(List.of(), send(Kind.DOWN, none.x(), none.y() - 1), "what takes no connection has no handle");
    }

    @Test
    void theRightButtonSelectsWhatItsMenuIsFor() {
        assertEquals(List.of(new Intent.Select(Set.of(web))), send(Kind.DOWN, 10, 210, 3, false, false));
        assertEquals(List.of(), send(Kind.DOWN, 10, 210, 3, false, false));
        assertEquals(List.of(new Intent.Select(Set.of())), send(Kind.DOWN, 500, 500, 3, false, false));
        assertFalse(tool.busy());
    }

    @Test
    void aDoubleClickOpens() {
        assertEquals(List.of(new Intent.Open(web)), send(Kind.DOUBLE, 10, 210));
        assertEquals(List.of(), send(Kind.DOUBLE, 700, 500));
    }
}
