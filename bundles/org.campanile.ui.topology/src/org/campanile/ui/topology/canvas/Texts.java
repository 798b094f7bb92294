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

    private static final int MOST = 4000;

    private record Face(int height, boolean bold) {
    }

    private record Line(Face face, String text, int width) {
    }

    private final Control owner;
    private final LocalResourceManager resources;
    private final Map<Face, Font> fonts = new HashMap<>();
    private final Map<Line, String> fitted = new HashMap<>();
    private Face face = new Face(0, false);

    Texts(Control owner) {
        this.owner = owner;
        this.resources = new LocalResourceManager(JFaceResources.getResources(), owner);
    }

    /** Makes the control's font, {@code scale} times its size, the one to draw with. */
    void use(GC gc, double scale, boolean bold) {
        int height = (int) Math.max(1, Math.round(owner.getFont().getFontData()[0].getHeight() * scale));
        face = new Face(height, bold);
        gc.setFont(fonts.computeIfAbsent(face, f -> resources
                .create(FontDescriptor.createFrom(owner.getFont()).setHeight(f.height()).setStyle(f.bold() ? SWT.BOLD : SWT.NORMAL))));
    }

    /** The text, or as much of it as fits with an ellipsis; empty when not even that does. */
    String fit(GC gc, String text, int width) {
        if (fitted.size() > MOST) {
            fitted.clear();
        }
        return fitted.computeIfAbsent(new Line(face, text, width), line -> shorten(gc, text, width));
    }

    private static String shorten(GC gc, String text, int width) {
        if (gc.textExtent(text).x <= width) {
            return text;
        }
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (gc.textExtent(text.substring(0, middle) + "…").x <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low < 2 ? "" : text.substring(0, low) + "…";
    }

    /** Draws a text shortened to {@code width}, its middle at {@code y}. */
    void draw(GC gc, String text, double x, double y, double width) {
        String fits = fit(gc, text, (int) width);
        if (!fits.isEmpty()) {
            Point size = gc.textExtent(fits);
            gc.drawText(fits, (int) Math.round(x), (int) Math.round(y - size.y / 2.0), true);
        }
    }
}
