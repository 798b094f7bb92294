package org.campanile.ui.topology.canvas;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.scene.Arrow;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Direction;
import org.campanile.ui.topology.scene.Guide;
import org.campanile.ui.topology.scene.Intent;
import org.campanile.ui.topology.scene.PointerEvent;
import org.campanile.ui.topology.scene.PointerTool;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Spot;
import org.campanile.ui.topology.scene.Viewport;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * Shows a scene and tells what the user does with it. Keys: arrows to the neighbour in that direction, with Ctrl they move what is selected to the next
 * line of the grid; a drag comes to rest in line with a neighbour or on the grid, with Alt anywhere; Tab to the next, Enter to the properties,
 * Escape to nothing; space or the middle button drags the paper; the wheel scrolls, with Ctrl it zooms about the pointer. UI thread only.
 */
public final class TopologyCanvas extends Canvas {

    private static final int LINE = 40;
    private static final double ZOOM_STEP = 1.15;

    private final CanvasActions actions;
    private final ScenePainter painter;
    private final CanvasBars bars;
    private final CanvasAccessible accessible;
    private final PointerTool tool;
    private final Minimap map;
    private final Connector connector;
    private Scene scene = Scene.EMPTY;
    private Scene preview;
    private Viewport view = Viewport.START;
    private Set<String> selection = Set.of();
    private String focused;
    private Arrow pointed;
    private Feedback feedback = Feedback.NONE;
    private boolean onMap;
    private boolean space;
    private boolean fitted;
    private boolean automatic = true;
    private Runnable zoomed = () -> {
    };

    /** A canvas without a scene. */
    public TopologyCanvas(Composite parent, Services services, CanvasActions actions) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.H_SCROLL | SWT.V_SCROLL);
        this.actions = actions;
        Names.name(this, Topology.CANVAS);
        painter = new ScenePainter(services, this);
        bars = new CanvasBars(this);
        accessible = new CanvasAccessible(this);
        tool = new PointerTool(actions::targets);
        map = new Minimap(services, this);
        connector = new Connector(this, actions);
        Subscription theme = services.theme().onChange(this::redraw);
        addDisposeListener(e -> theme.close());
        addListener(SWT.Paint, e -> paint(e.gc));
        addListener(SWT.Resize, e -> fitted());
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> {
            space = false;
            redraw();
        });
        for (int type : new int[] {SWT.MouseDown, SWT.MouseUp, SWT.MouseMove, SWT.MouseDoubleClick}) {
            addListener(type, this::pointer);
        }
        addListener(SWT.MouseVerticalWheel, e -> wheel(e, (e.stateMask & SWT.SHIFT) != 0));
        addListener(SWT.MouseHorizontalWheel, e -> wheel(e, true));
        addListener(SWT.Gesture, e -> {
            if (e.detail == SWT.GESTURE_MAGNIFY) {
                zoom(view.scale() * e.magnification, new Spot(e.x, e.y));
            }
        });
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.KeyUp, e -> space &= e.keyCode != ' ');
        addListener(SWT.Traverse, this::pass);
        CanvasDrops.accept(this, actions);
    }

    /** Draws all of the scene elsewhere, without selection: for a picture, or for paper with {@code grain} pixels in the room of one of the screen. */
    public void draw(GC gc, Viewport on, double grain) {
        painter.paint(gc, scene, on, grain, Set.of(), null, null, Feedback.NONE);
    }

    private void paint(GC gc) {
        Scene now = preview == null ? scene : preview;
        painter.paint(gc, now, view, 1, selection, isFocusControl() ? focused : null, pointed, connector.on() ? connector.feedback() : feedback);
        if (preview == null && selection.size() == 1 && !connector.on()) {
            scene.card(selection.iterator().next()).filter(c -> !actions.targets(c.id()).isEmpty()).ifPresent(c -> painter.handle(gc, c, view));
        }
        map.paint(gc, now, view);
    }

    /** Lets the keyboard choose what the service at hand is connected to, among what is legal; nothing happens when nothing is. */
    public void connect() {
        setFocus();
        connector.begin(focused != null && selection.contains(focused) ? focused : selection.size() == 1 ? selection.iterator().next() : null);
    }

    /** Goes to the next service after the one at hand that has these words in its name, type, hosts or addresses; whether there is one. */
    public boolean find(String words) {
        Optional<Card> found = scene.next(focused, words);
        found.ifPresent(card -> {
            automatic = false;
            actions.select(Set.of(card.id()));
            look((view.scale() < 0.5 ? view.zoomed(0.8, view.middle()) : view).centred(card.box().centre()));
        });
        return found.isPresent();
    }

    /** Shows another scene; what is seen of it stays where it was. Until the user zooms or scrolls, all of it is kept in view. */
    public void show(Scene next) {
        scene = next;
        preview = null;
        setToolTipText(null);
        if ((!fitted || automatic && !view.seen().covers(next.bounds())) && !next.cards().isEmpty()) {
            fit();
        } else {
            look(view);
        }
    }

    /** Marks what is selected, and brings it into view when it is one. */
    public void select(Set<String> ids) {
        selection = ids;
        if (ids.size() == 1 && !ids.iterator().next().equals(focused)) {
            focused = ids.iterator().next();
            scene.card(focused).ifPresent(c -> look(view.revealing(c.box())));
        }
        accessible.moved();
        redraw();
    }

    /** What is shown. */
    public Scene scene() {
        return scene;
    }

    /** Which part of it is seen. */
    public Viewport viewport() {
        return view;
    }

    /** What a card that is dragged is in line with; empty while none is. */
    public List<Guide> guides() {
        return feedback.guides();
    }

    /** What is marked as selected. */
    public Set<String> selection() {
        return selection;
    }

    /** The card that the keyboard is on, or {@code null}. */
    public String focusedCard() {
        return focused;
    }

    /** Where a card is in this control, if there is such a card. */
    public Optional<Rectangle> boundsOf(String id) {
        return scene.card(id).map(c -> view.toWindow(c.box()))
                .map(b -> new Rectangle((int) b.x(), (int) b.y(), (int) b.width(), (int) b.height()));
    }

    /** Calls {@code then} whenever the scale changes. */
    public void onZoom(Runnable then) {
        zoomed = then;
    }

    /** Shows all of the scene. */
    public void fit() {
        Rectangle area = getClientArea();
        fitted = area.width > 40 && area.height > 40;
        automatic = true;
        look(view.sized(area.width, area.height).fitted(scene.bounds()));
    }

    /** Zooms in or out by one step about the middle. */
    public void zoom(boolean in) {
        zoom(view.scale() * (in ? ZOOM_STEP * ZOOM_STEP : 1 / (ZOOM_STEP * ZOOM_STEP)), view.middle());
    }

    /** Shows at a scale, about the middle. */
    public void scale(double scale) {
        zoom(scale, view.middle());
    }

    private void zoom(double scale, Spot fixed) {
        automatic = false;
        look(view.zoomed(scale, fixed));
    }

    /** Tells a screen reader of a service without selecting it. */
    void announce(String id) {
        accessible.at(id);
    }

    /** Shows another part. */
    void look(Viewport next) {
        boolean other = next.scale() != view.scale();
        view = next.within(scene.bounds());
        bars.update();
        redraw();
        if (other) {
            zoomed.run();
        }
    }

    void fitted() {
        Rectangle area = getClientArea();
        if ((!fitted || automatic) && !scene.cards().isEmpty()) {
            fit();
        } else {
            look(view.sized(area.width, area.height));
        }
    }

    private void wheel(Event e, boolean sideways) {
        e.doit = false;
        if ((e.stateMask & SWT.MOD1) != 0) {
            zoom(view.scale() * Math.pow(ZOOM_STEP, Math.signum(e.count)), new Spot(e.x, e.y));
        } else {
            automatic = false;
            double by = -Math.signum(e.count) * LINE;
            look(view.panned(sideways ? by : 0, sideways ? 0 : by));
        }
    }

    private void pointer(Event e) {
        PointerEvent.Kind kind = switch (e.type) {
            case SWT.MouseDown -> PointerEvent.Kind.DOWN;
            case SWT.MouseUp -> PointerEvent.Kind.UP;
            case SWT.MouseDoubleClick -> PointerEvent.Kind.DOUBLE;
            default -> PointerEvent.Kind.MOVE;
        };
        if (kind == PointerEvent.Kind.DOWN) {
            setFocus();
            connector.end();
        }
        if (map(kind, new Spot(e.x, e.y))) {
            return;
        }
        if (kind == PointerEvent.Kind.MOVE && !tool.busy()) {
            point(new Spot(e.x, e.y));
        }
        follow(tool.handle(new PointerEvent(kind, new Spot(e.x, e.y), e.button, (e.stateMask & SWT.MOD1) != 0, space, (e.stateMask & SWT.ALT) != 0), scene, view, selection));
    }

    /** The overview takes what begins on it. */
    private boolean map(PointerEvent.Kind kind, Spot at) {
        Optional<Box> place = map.place(scene, view);
        if (kind == PointerEvent.Kind.DOWN) {
            onMap = place.filter(p -> p.contains(at)).isPresent();
        }
        boolean mine = onMap;
        if (mine && place.isPresent()) {
            automatic = false;
            look(view.centred(map.toDrawing(scene, place.get(), at)));
        }
        if (kind == PointerEvent.Kind.UP) {
            onMap = false;
        }
        return mine;
    }

    private void point(Spot at) {
        Spot p = view.toDrawing(at);
        Optional<Card> card = scene.cardAt(p).or(() -> scene.ghostAt(p));
        Arrow line = card.isPresent() ? null : scene.arrowAt(p, view.scale()).orElse(null);
        String words = card.map(Card::description).orElse(line == null ? null : line.label());
        if (words == null ? getToolTipText() != null : !words.equals(getToolTipText())) {
            setToolTipText(words);
        }
        if (line == null ? pointed != null : !line.equals(pointed)) {
            pointed = line;
            redraw();
        }
    }

    private void follow(List<Intent> intents) {
        for (Intent intent : intents) {
            switch (intent) {
                case Intent.Select s -> {
                    focused = s.ids().size() == 1 ? s.ids().iterator().next() : focused;
                    actions.select(s.ids());
                    accessible.moved();
                }
                case Intent.Preview p -> {
                    preview = scene.moved(selection, p.dx(), p.dy());
                    feedback(Feedback.inLine(p.guides()));
                }
                case Intent.EndPreview end -> {
                    preview = null;
                    feedback(Feedback.NONE);
                }
                case Intent.Move m -> actions.move(selection, m.dx(), m.dy());
                case Intent.Pan p -> {
                    automatic = false;
                    look(view.panned(p.dx(), p.dy()));
                }
                case Intent.Open o -> actions.open(o.id());
                case Intent.Marquee m -> feedback(Feedback.marquee(m.window()));
                case Intent.Connecting c -> feedback(Feedback.connecting(c.from(), c.to(), actions.targets(c.from()), null));
                case Intent.EndMarquee end -> feedback(Feedback.NONE);
                case Intent.EndConnecting end -> feedback(Feedback.NONE);
                case Intent.Connect c -> actions.connect(c.from(), c.to());
            }
        }
    }

    private void feedback(Feedback next) {
        feedback = next;
        redraw();
    }

    private void key(Event e) {
        if (connector.key(e)) {
            return;
        }
        switch (e.keyCode) {
            case SWT.ARROW_LEFT -> walk(Direction.LEFT, e);
            case SWT.ARROW_RIGHT -> walk(Direction.RIGHT, e);
            case SWT.ARROW_UP -> walk(Direction.UP, e);
            case SWT.ARROW_DOWN -> walk(Direction.DOWN, e);
            case SWT.CR, SWT.KEYPAD_CR -> scene.card(focused).ifPresent(c -> actions.open(c.id()));
            case SWT.ESC -> {
                if (tool.busy()) {
                    follow(tool.handle(new PointerEvent(PointerEvent.Kind.CANCEL, new Spot(0, 0), 0, false, false), scene, view, selection));
                } else {
                    actions.select(Set.of());
                }
            }
            case ' ' -> space = true;
            default -> {
                // keys with a command are not ours
            }
        }
    }

    private void walk(Direction direction, Event e) {
        if ((e.stateMask & SWT.MOD1) != 0) {
            // So that nothing needs the mouse.
            direction.step(scene, selection, focused).ifPresent(way -> actions.move(selection, way.x(), way.y()));
            return;
        }
        Optional<Card> from = scene.card(focused);
        Optional<Card> to = from.isPresent() ? direction.next(scene, from.get()) : scene.cards().stream().findFirst();
        to.ifPresent(card -> {
            Set<String> ids = new LinkedHashSet<>((e.stateMask & SWT.SHIFT) != 0 ? selection : Set.of());
            ids.add(card.id());
            focused = card.id();
            actions.select(ids);
            look(view.revealing(card.box()));
            accessible.moved();
        });
    }

    private void pass(Event e) {
        if (e.detail != SWT.TRAVERSE_TAB_NEXT && e.detail != SWT.TRAVERSE_TAB_PREVIOUS) {
            return;
        }
        int by = e.detail == SWT.TRAVERSE_TAB_NEXT ? 1 : -1;
        if (connector.on()) {
            connector.step(by);
            e.doit = false;
            return;
        }
        List<Card> cards = scene.cards();
        int at = scene.card(focused).map(cards::indexOf).orElse(by > 0 ? -1 : cards.size());
        int next = at + by;
        e.doit = next < 0 || next >= cards.size();
        if (!e.doit) {
            actions.select(Set.of(cards.get(next).id()));
        } else {
            focused = null;
        }
    }

    /** The part of the drawing in which one can scroll. */
    Box paper() {
        return scene.bounds().grow(24 / view.scale());
    }
}
