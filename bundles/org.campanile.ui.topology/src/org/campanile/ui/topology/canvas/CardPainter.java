package org.campanile.ui.topology.canvas;

import java.util.List;

import org.campanile.core.environment.Problem;
import org.campanile.ui.Icons;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Theme.Tone;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Marks;
import org.campanile.ui.topology.scene.UnitMark;
import org.campanile.ui.topology.scene.Viewport;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;

/** Draws one card as much in detail as the scale allows. Lengths are those of the card at 100 %. UI thread only. */
final class CardPainter {

    private static final double PAD = 12;
    private static final int ROW = 7;
    private static final int LISTED = 4;
    private static final int DASH = 6;
    private static final int GAP = 4;

    private final Services services;
    private final Texts texts;
    private double grain = 1;

    CardPainter(Services services, Texts texts) {
        this.services = services;
        this.texts = texts;
    }

    /** Pixels in the room of one of the screen; for what has a size in pixels. */
    void grain(double fineness) {
        grain = fineness;
    }

    void paint(GC gc, Card card, Viewport view, boolean selected, boolean focused) {
        double s = view.scale();
        Box b = view.toWindow(card.box());
        if (view.detail() == Viewport.Detail.BLOCK) {
            block(gc, card, b, selected);
            return;
        }
        int arc = (int) Math.round(10 * Math.min(s, 1.5 * grain));
        gc.setBackground(services.theme().color(selected ? Tone.ACCENT_GROUND : Tone.CARD));
        gc.fillRoundRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()), arc, arc);
        gc.setForeground(services.theme().color(card.mark().map(Marks.Mark::tone).orElse(selected ? Tone.ACCENT : Tone.LINE)));
        gc.setLineWidth(round(selected || card.mark().isPresent() ? 2 * grain : grain));
        gc.drawRoundRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()), arc, arc);
        if (focused) {
            gc.setLineWidth(1);
            gc.drawRoundRectangle(round(b.x()) - 3, round(b.y()) - 3, round(b.width()) + 6, round(b.height()) + 6, arc + 4, arc + 4);
        }
        switch (view.detail()) {
            case BLOCK, FAR -> far(gc, card, b, s);
            case USUAL -> {
                head(gc, card, b, s);
                row(gc, card.units(), b, s);
            }
            case NEAR -> {
                head(gc, card, b, s);
                list(gc, card.units(), b, s);
            }
        }
        mark(gc, card, b, s);
        card.mark().ifPresent(mark -> answer(gc, mark, b, s));
    }

    /** What the document has no more: an outline of dashes with the same words, and what becomes of it. */
    void ghost(GC gc, Card card, Viewport view) {
        double s = view.scale();
        Box b = view.toWindow(card.box());
        Marks.Mark mark = card.mark().orElseThrow();
        boolean block = view.detail() == Viewport.Detail.BLOCK;
        int arc = block ? 0 : (int) Math.round(10 * Math.min(s, 1.5 * grain));
        gc.setBackground(services.theme().color(Tone.GROUND));
        gc.fillRoundRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()), arc, arc);
        gc.setForeground(services.theme().color(mark.tone()));
        gc.setLineWidth(round(block ? grain : 2 * grain));
        // Round ends of strokes would fill the gaps.
        gc.setLineCap(SWT.CAP_FLAT);
        gc.setLineDash(new int[] {round(DASH * grain), round(GAP * grain)});
        gc.drawRoundRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()), arc, arc);
        gc.setLineStyle(SWT.LINE_SOLID);
        gc.setLineWidth(round(grain));
        if (view.detail() == Viewport.Detail.USUAL || view.detail() == Viewport.Detail.NEAR) {
            head(gc, card, b, s);
            gc.setForeground(services.theme().color(Tone.TEXT));
            texts.draw(gc, mark.words(), b.x() + PAD * s, b.y() + 66 * s, b.width() - 2 * PAD * s);
        } else if (!block) {
            gc.setForeground(services.theme().color(Tone.TEXT));
            texts.use(gc, Math.max(0.5, s), false);
            texts.draw(gc, name(card), b.x() + 12, b.centre().y(), b.width() - 16);
        }
        answer(gc, mark, b, s);
    }

    /** On the corner, where nothing else is, so that it is seen as a thing laid over the card. */
    private void answer(GC gc, Marks.Mark mark, Box b, double s) {
        int size = (int) Math.round(Math.clamp(18 * s, 12 * grain, 26 * grain));
        int left = round(b.x()) - size / 3;
        int top = round(b.y()) - size / 3;
        gc.setBackground(services.theme().color(Tone.GROUND));
        int rim = round(2 * grain);
        gc.fillOval(left - rim, top - rim, size + 2 * rim, size + 2 * rim);
        picture(gc, services.icons().image(mark.icon(), mark.tone(), size), left, top);
    }

    private Image unit(UnitMark unit, int size) {
        return unit.mark().map(m -> services.icons().image(m.icon(), m.tone(), size)).orElseGet(() -> services.icons().state(unit.state(), unit.stale(), size));
    }

    /** Plain shapes, since there are hundreds of them; the state still has its shape. */
    private void block(GC gc, Card card, Box b, boolean selected) {
        gc.setBackground(services.theme().color(selected ? Tone.ACCENT : Tone.CARD));
        gc.fillRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()));
        boolean wrong = !card.problems().isEmpty() && card.problems().getFirst().severity() == Problem.Severity.ERROR;
        gc.setForeground(services.theme().color(card.mark().map(Marks.Mark::tone).orElse(wrong ? Tone.FAILED : Tone.STROKE)));
        gc.drawRectangle(round(b.x()), round(b.y()), round(b.width()), round(b.height()));
        int size = (int) Math.clamp(b.height() - 4, 5, 16);
        picture(gc, card.mark().map(m -> services.icons().image(m.icon(), m.tone(), size)).orElseGet(() -> services.icons().state(card.state(), false, size)),
                b.centre().x() - size / 2.0, b.centre().y() - size / 2.0);
    }

    private void far(GC gc, Card card, Box b, double s) {
        int size = (int) Math.max(6, Math.min(16, b.height() - 6));
        picture(gc, services.icons().state(card.state(), false, size), b.x() + 4, b.centre().y() - size / 2.0);
        gc.setForeground(services.theme().color(Tone.TEXT));
        texts.use(gc, Math.max(0.5, s), false);
        texts.draw(gc, name(card), b.x() + size + 7, b.centre().y(), b.width() - size - 12);
    }

    private void head(GC gc, Card card, Box b, double s) {
        int size = (int) Math.round(22 * s);
        picture(gc, services.icons().image(card.icon(), Tone.ICON, size), b.x() + PAD * s, b.y() + 13 * s);
        double left = b.x() + (PAD + 32) * s;
        double width = b.right() - left - (card.problems().isEmpty() ? PAD : 30) * s;
        texts.use(gc, s, true);
        gc.setForeground(services.theme().color(Tone.TEXT));
        texts.draw(gc, name(card), left, b.y() + 17 * s, width);
        texts.use(gc, s * 0.85, false);
        gc.setForeground(services.theme().color(Tone.MUTED));
        texts.draw(gc, card.title(), left, b.y() + 34 * s, b.right() - left - PAD * s);
    }

    private static String name(Card card) {
        return card.name().isEmpty() ? Messages.noName : card.name();
    }

    private void row(GC gc, List<UnitMark> units, Box b, double s) {
        double y = b.y() + 66 * s;
        boolean named = units.size() <= 2;
        double step = named ? (b.width() - 2 * PAD * s) / Math.max(1, units.size()) : 21 * s;
        int shown = units.size() > ROW ? ROW - 1 : units.size();
        int size = (int) Math.round(15 * s);
        for (int i = 0; i < shown; i++) {
            UnitMark unit = units.get(i);
            double x = b.x() + PAD * s + i * step;
            picture(gc, unit(unit, size), x, y - size / 2.0);
            if (named) {
                texts.use(gc, s * 0.85, false);
                gc.setForeground(services.theme().color(Tone.TEXT));
                texts.draw(gc, unit.label(), x + size + 5 * s, y, step - size - 9 * s);
            } else if (unit.master()) {
                gc.setBackground(services.theme().color(Tone.ACCENT));
                gc.fillRectangle(round(x), round(y + size / 2.0 + 3 * s), size, Math.max(1, round(2 * s)));
            }
        }
        if (shown < units.size()) {
            more(gc, units.size() - shown, b.x() + PAD * s + shown * step, y, 40 * s, s);
        }
    }

    private void list(GC gc, List<UnitMark> units, Box b, double s) {
        double column = (b.width() - 2 * PAD * s) / (units.size() > 2 ? 2 : 1);
        int shown = units.size() > LISTED ? LISTED - 1 : units.size();
        int size = (int) Math.round(11 * s);
        for (int i = 0; i < shown; i++) {
            UnitMark unit = units.get(i);
            double x = b.x() + PAD * s + (units.size() > 2 ? i % 2 : 0) * column;
            double y = b.y() + (55 + (units.size() > 2 ? i / 2 : i) * 18) * s;
            picture(gc, unit(unit, size), x, y - size / 2.0);
            texts.use(gc, s * 0.75, unit.master());
            gc.setForeground(services.theme().color(Tone.TEXT));
            String address = unit.address().isEmpty() ? "" : "  " + unit.address();
            texts.draw(gc, unit.label() + address, x + size + 4 * s, y, column - size - 8 * s);
        }
        if (shown < units.size()) {
            more(gc, units.size() - shown, b.x() + PAD * s + column, b.y() + 73 * s, column, s);
        }
    }

    private void more(GC gc, int count, double x, double y, double width, double s) {
        texts.use(gc, s * 0.85, false);
        gc.setForeground(services.theme().color(Tone.MUTED));
        texts.draw(gc, "+" + count, x, y, width);
    }

    private void mark(GC gc, Card card, Box b, double s) {
        int size = (int) Math.round(Math.clamp(15 * s, 8 * grain, 22 * grain));
        if (!card.problems().isEmpty()) {
            State worst = switch (card.problems().getFirst().severity()) {
                case ERROR -> State.FAILED;
                case WARNING -> State.ATTENTION;
                case INFO -> null;
            };
            Icons icons = services.icons();
            Image picture = worst == null ? icons.image("info", Tone.ACCENT, size) : icons.state(worst, false, size);
            picture(gc, picture, b.right() - size - 6 * Math.min(s, 1.5 * grain), b.y() + 6 * Math.min(s, 1.5 * grain));
        }
        if (!card.hint().isEmpty() && s >= 0.4) {
            int loop = (int) Math.round(Math.clamp(13 * s, 8 * grain, 20 * grain));
            picture(gc, services.icons().image("refresh-cw", Tone.ACCENT, loop), b.right() - loop - (card.pinned() && s >= 0.7 ? 24 : 6) * s, b.bottom() - loop - 6 * s);
        }
        if (card.pinned() && s >= 0.7) {
            int pin = (int) Math.round(11 * s);
            picture(gc, services.icons().image("pin", Tone.MUTED, pin), b.right() - pin - 6 * s, b.bottom() - pin - 6 * s);
        }
    }

    private static void picture(GC gc, Image image, double x, double y) {
        gc.drawImage(image, round(x), round(y));
    }

    private static int round(double value) {
        return (int) Math.round(value);
    }
}
