package org.campanile.ui.topology.scene;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The tool that selects, moves, connects and pans: a small state machine from pointer events to intents. A drag of a card is one move, told when
 * the button goes up; it comes to rest in line with a neighbour or on the grid, with Alt anywhere; one that begins on the handle of the selected card connects; one on the paper selects what its frame meets; with the middle
 * button or the space bar it pans. Escape gives each of them up. Not thread-safe; no widgets in here.
 */
public final class PointerTool {

    /** Radius of a card's handle, in points of the window. */
    public static final double HANDLE = 5;

    private static final double THRESHOLD = 4;

    private sealed interface Phase {
    }

    private record Idle() implements Phase {
    }

    private record Pressed(Card card, Spot start, boolean add, boolean wasSelected) implements Phase {
    }

    private record Dragging(Card card, Spot start, double dx, double dy) implements Phase {
    }

    private record Panning(Spot last) implements Phase {
    }

    private record Framing(Spot start, Set<String> before) implements Phase {
    }

    private record Joining(String from) implements Phase {
    }

    private final Function<String, Set<String>> targets;
    private Phase phase = new Idle();

    /** @param targets which services one can be connected to; empty for one that takes no connection */
    public PointerTool(Function<String, Set<String>> targets) {
        this.targets = targets;
    }

    /** Whether a card is being dragged or the drawing panned. */
    public boolean busy() {
        return !(phase instanceof Idle);
    }

    /** What an event means, given what is drawn, seen and selected. */
    public List<Intent> handle(PointerEvent event, Scene scene, Viewport viewport, Set<String> selection) {
        return switch (event.kind()) {
            case DOWN -> down(event, scene, viewport, selection);
            case MOVE -> move(event, scene, viewport, selection);
            case UP -> up(event, scene, viewport, selection);
            case DOUBLE -> scene.cardAt(viewport.toDrawing(event.at())).<List<Intent>>map(c -> List.of(new Intent.Open(c.id()))).orElse(List.of());
            case CANCEL -> cancel();
        };
    }

    private List<Intent> down(PointerEvent event, Scene scene, Viewport viewport, Set<String> selection) {
        Optional<Card> handle = event.button() == 1 && !event.pan() ? onHandle(event, scene, viewport, selection) : Optional.empty();
        if (handle.isPresent()) {
            phase = new Joining(handle.get().id());
            return List.of(new Intent.Connecting(handle.get().id(), event.at()));
        }
        Optional<Card> hit = event.pan() || event.button() == 2 ? Optional.empty() : scene.cardAt(viewport.toDrawing(event.at()));
        if (hit.isEmpty()) {
            if (event.button() == 3) {
                return List.of(new Intent.Select(Set.of()));
            }
            phase = event.pan() || event.button() == 2 ? new Panning(event.at()) : new Framing(event.at(), event.add() ? Set.copyOf(selection) : Set.of());
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

    /** The selected card whose handle is there: a small disc in the middle of its lower edge, on a card that can be connected. */
    private Optional<Card> onHandle(PointerEvent event, Scene scene, Viewport viewport, Set<String> selection) {
        return selection.size() != 1 ? Optional.empty() : scene.card(selection.iterator().next())
                .filter(c -> handle(viewport, c).distance(event.at()) <= HANDLE + 2 && !targets.apply(c.id()).isEmpty());
    }

    /** Middle of a card's handle, in points of the window. */
    public static Spot handle(Viewport viewport, Card card) {
        Box b = viewport.toWindow(card.box());
        return new Spot(b.centre().x(), b.bottom());
    }

    private static Box between(Spot a, Spot b) {
        return new Box(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.abs(a.x() - b.x()), Math.abs(a.y() - b.y()));
    }

    private static Set<String> inside(Box window, Scene scene, Viewport viewport, Set<String> before) {
        Set<String> ids = new LinkedHashSet<>(before);
        scene.cards().stream().filter(c -> viewport.toWindow(c.box()).intersects(window)).forEach(c -> ids.add(c.id()));
        return ids;
    }

    private List<Intent> move(PointerEvent event, Scene scene, Viewport viewport, Set<String> selection) {
        switch (phase) {
            case Pressed p when p.start().distance(event.at()) >= THRESHOLD -> {
                return drag(p.card(), p.start(), event, scene, viewport, selection);
            }
            case Dragging d -> {
                return drag(d.card(), d.start(), event, scene, viewport, selection);
            }
            case Panning p -> {
                phase = new Panning(event.at());
                return List.of(new Intent.Pan(p.last().x() - event.at().x(), p.last().y() - event.at().y()));
            }
            case Framing f when f.start().distance(event.at()) >= THRESHOLD -> {
                Box window = between(f.start(), event.at());
                return List.of(new Intent.Marquee(window), new Intent.Select(inside(window, scene, viewport, f.before())));
            }
            case Joining j -> {
                return List.of(new Intent.Connecting(j.from(), event.at()));
            }
            case Framing f -> {
                return List.of();
            }
            case Idle i -> {
                return List.of();
            }
            case Pressed p -> {
                return List.of();
            }
        }
    }

    private List<Intent> drag(Card card, Spot start, PointerEvent event, Scene scene, Viewport viewport, Set<String> selection) {
        Spot from = viewport.toDrawing(start);
        Spot to = viewport.toDrawing(event.at());
        // The card that was taken comes to rest in line or on the grid; the others keep their distance to it.
        Snap rest = event.free() ? Snap.free(to.x() - from.x(), to.y() - from.y()) : Snap.of(card.box(), to.x() - from.x(), to.y() - from.y(),
                scene.visible(viewport.seen()).stream().filter(c -> !selection.contains(c.id())).map(Card::box).toList(), Snap.REACH / viewport.scale());
        phase = new Dragging(card, start, rest.dx(), rest.dy());
        return List.of(new Intent.Preview(rest.dx(), rest.dy(), rest.guides()));
    }

    private List<Intent> up(PointerEvent event, Scene scene, Viewport viewport, Set<String> selection) {
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
            case Framing f -> {
                told.add(new Intent.EndMarquee());
                if (f.start().distance(event.at()) < THRESHOLD) {
                    told.add(new Intent.Select(f.before()));
                }
            }
            case Joining j -> {
                told.add(new Intent.EndConnecting());
                scene.cardAt(viewport.toDrawing(event.at())).filter(c -> targets.apply(j.from()).contains(c.id()))
                        .ifPresent(c -> told.add(new Intent.Connect(j.from(), c.id())));
            }
            default -> {
                // nothing was meant by it
            }
        }
        return told;
    }

    private List<Intent> cancel() {
        Phase before = phase;
        phase = new Idle();
        return switch (before) {
            case Dragging d -> List.of(new Intent.EndPreview());
            case Framing f -> List.of(new Intent.EndMarquee(), new Intent.Select(f.before()));
            case Joining j -> List.of(new Intent.EndConnecting());
            default -> List.of();
        };
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
