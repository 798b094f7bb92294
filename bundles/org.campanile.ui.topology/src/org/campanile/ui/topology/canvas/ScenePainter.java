package org.campanile.ui.topology.canvas;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.ui.Services;
import org.campanile.ui.Theme.Tone;
import org.campanile.ui.topology.scene.Arrow;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Frame;
import org.campanile.ui.topology.scene.Guide;
import org.campanile.ui.topology.scene.PointerTool;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Spot;
import org.campanile.ui.topology.scene.Viewport;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;

/** Draws what is seen of a scene: areas, then arrows, then cards, the selected ones last. UI thread only. */
final class ScenePainter {

    private final Services services;
    private final Texts texts;
    private final CardPainter cards;
    /** Pixels in the room of one of the screen, so that what has a size in pixels is as large on paper. */
    private double grain = 1;

    ScenePainter(Services services, Control owner) {
        this.services = services;
        this.texts = new Texts(owner);
        this.cards = new CardPainter(services, texts);
    }

    void paint(GC gc, Scene scene, Viewport view, double fineness, Set<String> selection, String focus, Arrow pointed, Feedback feedback) {
        boolean blocks = view.detail() == Viewport.Detail.BLOCK;
        grain = fineness;
        cards.grain(grain);
        texts.begin();
        gc.setAntialias(blocks ? SWT.OFF : SWT.ON);
        gc.setTextAntialias(SWT.ON);
        gc.setBackground(services.theme().color(Tone.GROUND));
        gc.fillRectangle(0, 0, (int) Math.ceil(view.width()), (int) Math.ceil(view.height()));
        if (scene.cards().isEmpty() && scene.ghosts().isEmpty()) {
            // The empty scene itself stands there before the first one has come.
            if (scene != Scene.EMPTY) {
                hint(gc, view);
            }
            return;
        }
        Box seen = view.seen().grow(8);
        scene.frames().stream().filter(f -> f.box().intersects(seen)).forEach(f -> frame(gc, f, view));
        gc.setLineCap(SWT.CAP_ROUND);
        scene.arrows().stream().filter(a -> a.meets(seen)).forEach(a -> arrow(gc, a, view, a.equals(pointed)));
        gc.setLineWidth(round(grain));
        scene.ghosts().stream().filter(c -> c.box().intersects(seen)).forEach(c -> cards.ghost(gc, c, view));
        List<Card> visible = scene.visible(seen);
        visible.stream().filter(c -> !selection.contains(c.id())).forEach(c -> cards.paint(gc, c, view, false, false));
        visible.stream().filter(c -> selection.contains(c.id())).forEach(c -> cards.paint(gc, c, view, true, c.id().equals(focus)));
        if (view.detail() == Viewport.Detail.NEAR || pointed != null) {
            scene.arrows().stream().filter(a -> a.meets(seen)).filter(a -> view.detail() == Viewport.Detail.NEAR || a.equals(pointed)).forEach(a -> label(gc, a, view));
        }
        feedback(gc, scene, view, feedback);
    }

    /** Marks where a connection may end, draws its line, what a dragged card is in line with, and the rectangle that selects. */
    private void feedback(GC gc, Scene scene, Viewport view, Feedback feedback) {
        gc.setForeground(services.theme().color(Tone.ACCENT));
        gc.setBackground(services.theme().color(Tone.ACCENT));
        if (feedback.connecting()) {
            for (String id : feedback.legal()) {
                scene.card(id).map(c -> view.toWindow(c.box()).grow(4)).ifPresent(b -> {
                    gc.setLineWidth(id.equals(feedback.chosen()) ? 4 : 2);
                    gc.setLineStyle(id.equals(feedback.chosen()) ? SWT.LINE_SOLID : SWT.LINE_DASH);
                    gc.drawRoundRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()), 14, 14);
                });
            }
            gc.setLineStyle(SWT.LINE_SOLID);
            gc.setLineWidth(2);
            Optional<Spot> to = feedback.to() != null ? Optional.of(feedback.to())
                    : Optional.ofNullable(feedback.chosen()).flatMap(scene::card).map(c -> view.toWindow(c.box()).centre());
            scene.card(feedback.from()).map(c -> PointerTool.handle(view, c)).ifPresent(from -> to.ifPresent(end ->
                    gc.drawLine(round(from.x()), round(from.y()), round(end.x()), round(end.y()))));
        }
        gc.setLineWidth(1);
        for (Guide guide : feedback.guides()) {
            Spot from = view.toWindow(guide.begin());
            Spot to = view.toWindow(guide.end());
            gc.drawLine(round(from.x()), round(from.y()), round(to.x()), round(to.y()));
        }
        if (feedback.marquee() != null) {
            Box b = feedback.marquee();
            gc.setLineWidth(1);
            gc.setAlpha(40);
            gc.fillRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()));
            gc.setAlpha(255);
            gc.drawRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()));
        }
        gc.setLineWidth(1);
    }

    /** The disc on the lower edge of the selected card from which a connection is drawn. */
    void handle(GC gc, Card card, Viewport view) {
        Spot at = PointerTool.handle(view, card);
        int r = (int) PointerTool.HANDLE;
        gc.setBackground(services.theme().color(Tone.ACCENT));
        gc.fillOval(round(at.x()) - r, round(at.y()) - r, 2 * r, 2 * r);
        gc.setForeground(services.theme().color(Tone.GROUND));
        gc.setLineWidth(1);
        gc.drawOval(round(at.x()) - r, round(at.y()) - r, 2 * r, 2 * r);
    }

    private void hint(GC gc, Viewport view) {
        texts.use(gc, 1, false);
        gc.setForeground(services.theme().color(Tone.MUTED));
        String text = Messages.emptyCanvas;
        Point size = gc.textExtent(text);
        texts.draw(gc, text, Math.max(8, (view.width() - size.x) / 2), view.height() / 2, view.width() - 16);
    }

    private void frame(GC gc, Frame frame, Viewport view) {
        Box b = view.toWindow(frame.box());
        int arc = (int) Math.round(18 * Math.min(view.scale(), 1.5 * grain));
        gc.setBackground(services.theme().color(Tone.QUIET));
        gc.fillRoundRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()), arc, arc);
        gc.setForeground(services.theme().color(Tone.LINE));
        gc.setLineWidth(round(grain));
        gc.setLineStyle(view.detail() == Viewport.Detail.BLOCK ? SWT.LINE_SOLID : SWT.LINE_DASH);
        gc.drawRoundRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()), arc, arc);
        gc.setLineStyle(SWT.LINE_SOLID);
        texts.use(gc, Math.max(0.7 * grain, view.scale() * 0.9), true);
        gc.setForeground(services.theme().color(Tone.MUTED));
        double inner = Frame.MARGIN * view.scale();
        texts.draw(gc, frame.title(), b.x() + inner, b.y() + (Frame.HEAD + 4) * view.scale() / 2 + 2, b.width() - 2 * inner);
    }

    private void arrow(GC gc, Arrow arrow, Viewport view, boolean pointed) {
        gc.setForeground(services.theme().color(arrow.circle() || pointed ? Tone.ACCENT : Tone.STROKE));
        gc.setBackground(gc.getForeground());
        gc.setLineWidth(round(pointed ? 2 * grain : grain));
        int[] points = new int[arrow.path().size() * 2];
        for (int i = 0; i < arrow.path().size(); i++) {
            Spot at = view.toWindow(arrow.path().get(i));
            points[2 * i] = round(at.x());
            points[2 * i + 1] = round(at.y());
        }
        gc.drawPolyline(points);
        if (view.detail() == Viewport.Detail.BLOCK) {
            return;
        }
        Spot end = view.toWindow(arrow.path().getLast());
        Spot before = view.toWindow(arrow.path().get(arrow.path().size() - 2));
        double length = Math.max(1, end.distance(before));
        double size = Math.clamp(9 * view.scale(), 4 * grain, 14 * grain);
        double ux = (end.x() - before.x()) / length * size;
        double uy = (end.y() - before.y()) / length * size;
        gc.fillPolygon(new int[] {round(end.x()), round(end.y()), round(end.x() - ux - uy * 0.45), round(end.y() - uy + ux * 0.45),
                round(end.x() - ux + uy * 0.45), round(end.y() - uy - ux * 0.45)});
    }

    private void label(GC gc, Arrow arrow, Viewport view) {
        int half = arrow.path().size() / 2;
        Spot a = view.toWindow(arrow.path().get(half - 1));
        Spot b = view.toWindow(arrow.path().get(half));
        texts.use(gc, Math.clamp(view.scale() * 0.75, 0.85 * grain, 1.6 * grain), false);
        Point size = gc.textExtent(arrow.label());
        double x = (a.x() + b.x() - size.x) / 2;
        double y = (a.y() + b.y()) / 2;
        gc.setBackground(services.theme().color(Tone.GROUND));
        int room = round(4 * grain);
        gc.fillRoundRectangle(round(x) - room, round(y - size.y / 2.0), size.x + 2 * room, size.y, 2 * room, 2 * room);
        gc.setForeground(services.theme().color(arrow.circle() ? Tone.ACCENT : Tone.MUTED));
        texts.draw(gc, arrow.label(), x, y, size.x + 1.0);
    }

    private static int round(double value) {
        return (int) Math.round(value);
    }
}
