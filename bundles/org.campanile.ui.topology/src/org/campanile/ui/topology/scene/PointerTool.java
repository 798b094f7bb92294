package org.campanile.ui.topology.scene;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tool that selects, moves cards and pans: a small state machine from pointer events to intents. A drag is one move, told when the button
 * goes up; Escape gives it up. Not thread-safe; no widgets in here.
 */
public final class PointerTool {

    private static final double THRESHOLD = 4;

    private sealed interface Phase {
    }

    private record Idle() implements Phase {
    }

    private record Pressed(Card card, Spot start, boolean add, boolean wasSelected) implements Phase {
    }

    private record Dragging(Card card, Spot start, double dx, double dy) implements Phase {
    }

    private record Panning(Spot start, Spot last, boolean clears) implements Phase {
    }

    private Phase phase = new Idle();

    /** Whether a card is being dragged or the drawing panned. */
    public boolean busy() {
        return !(phase instanceof Idle);
    }

    /** What an event means, given what is drawn, seen and selected. */
    public List<Intent> handle(PointerEvent event, Scene scene, Viewport viewport, Set<String> selection) {
        return switch (event.kind()) {
            case DOWN -> down(event, scene, viewport, selection);
            case MOVE -> move(event, viewport);
            case UP -> up(event, selection);
            case DOUBLE -> scene.cardAt(viewport.toDrawing(event.at())).<List<Intent>>map(c -> List.of(new Intent.Open(c.id()))).orElse(List.of());
            case CANCEL -> cancel();
        };
    }

    private List<Intent> down(PointerEvent event, Scene scene, Viewport viewport, Set<String> selection) {
        Optional<Card> hit = event.pan() || event.button() == 2 ? Optional.empty() : scene.cardAt(viewport.toDrawing(event.at()));
        if (hit.isEmpty()) {
            if (event.button() == 3) {
                return List.of(new Intent.Select(Set.of()));
            }
            phase = new Panning(event.at(), event.at(), event.button() == 1 && !event.pan() && !event.add());
            return List.of();
        }
        Card card = hit.get();
        boolean was = selection.contains(card.id());
        if (event.button() == 3) {
            return was ? List.of() : List.of(new Intent.Select(Set.of(card.id())));
        }
        phase = new Pressed(card, event.at(), event.add(), was);
        if (was) {
            return List.of();
        }
        return List.of(new Intent.Select(event.add() ? with(selection, card.id()) : Set.of(card.id())));
    }

    private List<Intent> move(PointerEvent event, Viewport viewport) {
        switch (phase) {
            case Pressed p when p.start().distance(event.at()) >= THRESHOLD -> {
                return drag(p.card(), p.start(), event.at(), viewport);
            }
            case Dragging d -> {
                return drag(d.card(), d.start(), event.at(), viewport);
            }
            case Panning p -> {
                phase = new Panning(p.start(), event.at(), p.clears());
                return List.of(new Intent.Pan(p.last().x() - event.at().x(), p.last().y() - event.at().y()));
            }
            case Idle i -> {
                return List.of();
            }
            case Pressed p -> {
                return List.of();
            }
        }
    }

    private List<Intent> drag(Card card, Spot start, Spot now, Viewport viewport) {
        Spot from = viewport.toDrawing(start);
        Spot to = viewport.toDrawing(now);
        // The card that was taken lands on the grid; the others keep their distance to it.
        double dx = Grid.snap(card.box().x() + to.x() - from.x()) - card.box().x();
        double dy = Grid.snap(card.box().y() + to.y() - from.y()) - card.box().y();
        phase = new Dragging(card, start, dx, dy);
        return List.of(new Intent.Preview(dx, dy));
    }

    private List<Intent> up(PointerEvent event, Set<String> selection) {
        Phase before = phase;
        phase = new Idle();
        List<Intent> told = new ArrayList<>();
        switch (before) {
            case Dragging d -> {
                told.add(new Intent.EndPreview());
                if (d.dx() != 0 || d.dy() != 0) {
                    told.add(new Intent.Move(d.dx(), d.dy()));
                }
            }
            case Pressed p when p.add() && p.wasSelected() -> told.add(new Intent.Select(without(selection, p.card().id())));
            case Pressed p when p.wasSelected() -> told.add(new Intent.Select(Set.of(p.card().id())));
            case Panning p when p.clears() && p.start().distance(event.at()) < THRESHOLD -> told.add(new Intent.Select(Set.of()));
            default -> {
                // nothing was meant by it
            }
        }
        return told;
    }

    private List<Intent> cancel() {
        boolean dragged = phase instanceof Dragging;
        phase = new Idle();
        return dragged ? List.of(new Intent.EndPreview()) : List.of();
    }

    private static Set<String> with(Set<String> ids, String id) {
        Set<String> more = new LinkedHashSet<>(ids);
        more.add(id);
        return more;
    }

    private static Set<String> without(Set<String> ids, String id) {
        Set<String> fewer = new LinkedHashSet<>(ids);
        fewer.remove(id);
        return fewer;
    }
}
