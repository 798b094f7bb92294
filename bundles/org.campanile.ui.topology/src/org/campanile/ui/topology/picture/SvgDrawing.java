package org.campanile.ui.topology.picture;

import java.util.List;
import java.util.Locale;

import org.campanile.ui.Theme;
import org.campanile.ui.Theme.Tone;
import org.campanile.ui.topology.scene.Arrow;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Frame;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Spot;
import org.campanile.ui.topology.scene.UnitMark;

/**
 * A scene as an SVG document of its own: frames, arrows, cards with name, type and units, each state in words as well as in its colour and shape. Any
 * thread.
 */
public final class SvgDrawing {

    private static final double AIR = 24;
    private static final int NAME = 22;
    private static final int LINE = 27;

    private final Theme theme;
    private final StringBuilder out = new StringBuilder();

    private SvgDrawing(Theme theme) {
        this.theme = theme;
    }

    /** The document's text. @param theme gives the colours */
    public static String of(Scene scene, Theme theme) {
        return new SvgDrawing(theme).draw(scene);
    }

    private String draw(Scene scene) {
        Box b = scene.bounds().grow(AIR);
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(n(b.width())).append("\" height=\"")
                .append(n(b.height())).append("\" viewBox=\"").append(n(b.x())).append(' ').append(n(b.y())).append(' ').append(n(b.width())).append(' ')
                .append(n(b.height())).append("\" font-family=\"sans-serif\" font-size=\"12\">\n");
        rect(b, 0, Tone.GROUND, null, "");
        scene.frames().forEach(this::frame);
        scene.arrows().forEach(this::arrow);
        scene.ghosts().forEach(c -> card(c, " stroke-dasharray=\"6 4\""));
        scene.cards().forEach(c -> card(c, ""));
        return out.append("</svg>\n").toString();
    }

    private void frame(Frame frame) {
        rect(frame.box(), 12, Tone.QUIET, Tone.LINE, " stroke-dasharray=\"4 3\"");
        text(frame.box().x() + Frame.MARGIN, frame.box().y() + Frame.HEAD / 2 + 8, frame.title(), Tone.MUTED, " font-weight=\"bold\"");
    }

    private void arrow(Arrow arrow) {
        Tone tone = arrow.circle() ? Tone.ACCENT : Tone.STROKE;
        out.append("<polyline fill=\"none\" stroke=\"").append(color(tone)).append("\" points=\"");
        arrow.path().forEach(p -> out.append(n(p.x())).append(',').append(n(p.y())).append(' '));
        out.append("\"><title>").append(escape(arrow.label())).append("</title></polyline>\n");
        Spot end = arrow.path().getLast();
        Spot before = arrow.path().get(arrow.path().size() - 2);
        double length = Math.max(1, end.distance(before));
        double ux = (end.x() - before.x()) / length * 9;
        double uy = (end.y() - before.y()) / length * 9;
        out.append("<path fill=\"").append(color(tone)).append("\" d=\"M").append(n(end.x())).append(' ').append(n(end.y())).append(" L")
                .append(n(end.x() - ux - uy * 0.45)).append(' ').append(n(end.y() - uy + ux * 0.45)).append(" L")
                .append(n(end.x() - ux + uy * 0.45)).append(' ').append(n(end.y() - uy - ux * 0.45)).append(" Z\"/>\n");
    }

    private void card(Card card, String stroke) {
        Box b = card.box();
        out.append("<g><title>").append(escape(card.description())).append("</title>\n");
        rect(b, 8, Tone.CARD, Tone.LINE, stroke);
        text(b.x() + 12, b.y() + 22, shorten(card.name().isEmpty() ? Messages.noName : card.name(), NAME), Tone.TEXT, " font-weight=\"bold\"");
        text(b.x() + 12, b.y() + 39, shorten(card.title(), LINE), Tone.MUTED, " font-size=\"10\"");
        units(card.units(), b);
        out.append("</g>\n");
    }

    private void units(List<UnitMark> units, Box b) {
        boolean named = units.size() <= 2;
        double step = named ? (b.width() - 24) / Math.max(1, units.size()) : 20;
        int shown = Math.min(units.size(), 8);
        for (int i = 0; i < shown; i++) {
            UnitMark unit = units.get(i);
            double x = b.x() + 12 + i * step;
            out.append("<g transform=\"translate(").append(n(x)).append(' ').append(n(b.y() + 58)).append(")\"><title>")
                    .append(escape(unit.label() + ": " + unit.words())).append("</title>").append(unit.state().svg(theme)).append("</g>\n");
            if (named) {
                text(x + 20, b.y() + 70, shorten(unit.label(), 9), Tone.TEXT, " font-size=\"10\"");
            }
        }
    }

    private static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private void rect(Box b, int radius, Tone fill, Tone stroke, String more) {
        out.append("<rect x=\"").append(n(b.x())).append("\" y=\"").append(n(b.y())).append("\" width=\"").append(n(b.width())).append("\" height=\"")
                .append(n(b.height())).append("\" rx=\"").append(radius).append("\" fill=\"").append(color(fill)).append('"');
        if (stroke != null) {
            out.append(" stroke=\"").append(color(stroke)).append('"').append(more);
        }
        out.append("/>\n");
    }

    private void text(double x, double y, String text, Tone tone, String more) {
        out.append("<text x=\"").append(n(x)).append("\" y=\"").append(n(y)).append("\" fill=\"").append(color(tone)).append('"').append(more).append('>')
                .append(escape(text)).append("</text>\n");
    }

    private String color(Tone tone) {
        return Theme.hex(theme.rgb(tone));
    }

    private static String n(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }

    private static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().filter(c -> c >= 0x20 || c == '\n' || c == '\t').forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
