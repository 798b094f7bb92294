package org.campanile.ui.topology.canvas;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;

/** Fonts for each scale and texts shortened to a width; both kept, since measuring text is most of a paint. UI thread only. */
final class Texts {

    private static final int MOST = 12000;

    private record Face(int height, boolean bold) {
    }

    private record Line(Face face, String text, int width) {
    }

    private record Fitted(String text, int height) {
    }

    private final Control owner;
    private final LocalResourceManager resources;
    private final Map<Face, Font> fonts = new HashMap<>();
    private final Map<Line, Fitted> fitted = new HashMap<>();
    private final Map<Line, Point> extents = new HashMap<>();
    private Face face = new Face(0, false);
    private Font base;
    private int baseHeight;

    Texts(Control owner) {
        this.owner = owner;
        this.resources = new LocalResourceManager(JFaceResources.getResources(), owner);
    }

    /** To be called first in each paint: another GC, and perhaps another font of the control. */
    void begin() {
        face = new Face(0, false);
        if (!owner.getFont().equals(base)) {
            base = owner.getFont();
            baseHeight = base.getFontData()[0].getHeight();
            fonts.clear();
            fitted.clear();
            extents.clear();
        }
    }

    /** Makes the control's font, {@code scale} times its size, the one to draw with. */
    void use(GC gc, double scale, boolean bold) {
        Face wanted = new Face((int) Math.max(1, Math.round(baseHeight * scale)), bold);
        if (!wanted.equals(face)) {
            face = wanted;
            gc.setFont(fonts.computeIfAbsent(face, f -> resources
                    .create(FontDescriptor.createFrom(base).setHeight(f.height()).setStyle(f.bold() ? SWT.BOLD : SWT.NORMAL))));
        }
    }

    /** The text, or as much of it as fits with an ellipsis; empty when not even that does. */
    private Fitted fit(GC gc, String text, int width) {
        if (fitted.size() > MOST) {
            fitted.clear();
        }
        return fitted.computeIfAbsent(new Line(face, text, width), line -> {
            String fits = shorten(gc, text, width);
            return new Fitted(fits, fits.isEmpty() ? 0 : whole(gc, text).y);
        });
    }

    /** Guesses from the width of the whole, since zooming asks for each text at each width and measuring is slow. */
    private String shorten(GC gc, String text, int width) {
        int whole = whole(gc, text).x;
        if (whole <= width) {
            return text;
        }
        int fits = Math.clamp((long) ((double) text.length() * (width - whole(gc, "…").x) / whole), 0, text.length() - 1);
        return fits < 2 ? "" : text.substring(0, fits) + "…";
    }

    private Point whole(GC gc, String text) {
        if (extents.size() > MOST) {
            extents.clear();
        }
        return extents.computeIfAbsent(new Line(face, text, 0), line -> gc.textExtent(text));
    }

    /** Draws a text shortened to {@code width}, its middle at {@code y}. */
    void draw(GC gc, String text, double x, double y, double width) {
        Fitted fits = fit(gc, text, (int) width);
        if (!fits.text().isEmpty()) {
            gc.drawText(fits.text(), (int) Math.round(x), (int) Math.round(y - fits.height() / 2.0), true);
        }
    }
}
