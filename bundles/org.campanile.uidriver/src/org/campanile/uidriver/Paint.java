package org.campanile.uidriver;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/**
 * What a control really looks like on the screen, whatever colours it says it has.
 *
 * @param ground the colour most of it has
 * @param contrast the highest contrast of any other colour in it to that ground, as WCAG 2 counts it: 1 none, 21 black on white
 */
public record Paint(RGB ground, double contrast) {

    private static final int SMALLEST = 8;

    /** Brightness of the ground: 0 black, 1 white. */
    public double brightness() {
        return luminance(ground);
    }

    /**
     * Reads all controls without children that are visible within a window, by their path of classes and positions. What another window
     * covers is read as that window's colours: bring it to the front first.
     */
    public static Map<String, Paint> of(ShellDriver window) {
        return Ui.read(() -> {
            Shell shell = window.widget();
            Display display = shell.getDisplay();
            Rectangle area = display.map(shell, null, shell.getClientArea()).intersection(display.getBounds());
            Image image = new Image(display, area.width, area.height);
            GC gc = new GC(display);
            try {
                gc.copyArea(image, area.x, area.y);
                Map<String, Paint> all = new LinkedHashMap<>();
                collect(shell, area, image.getImageData(), "", all);
                return all;
            } finally {
                gc.dispose();
                image.dispose();
            }
        });
    }

    private static void collect(Composite parent, Rectangle area, ImageData picture, String path, Map<String, Paint> all) {
        Control[] children = parent.getChildren();
        for (int i = 0; i < children.length; i++) {
            Control child = children[i];
            if (!child.isVisible()) {
                continue;
            }
            String at = path + "/" + i + "." + child.getClass().getSimpleName();
            if (child instanceof Composite composite && composite.getChildren().length > 0) {
                collect(composite, area, picture, at, all);
            } else {
                Rectangle bounds = child.getDisplay().map(child.getParent(), null, child.getBounds()).intersection(area);
                bounds.x -= area.x;
                bounds.y -= area.y;
                if (bounds.width >= SMALLEST && bounds.height >= SMALLEST) {
                    Object name = child.getData(Finder.ID);
                    all.put(name == null ? at : at + " #" + name, of(picture, bounds));
                }
            }
        }
    }

    private static Paint of(ImageData picture, Rectangle area) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = area.y; y < Math.min(picture.height, area.y + area.height); y++) {
            for (int x = area.x; x < Math.min(picture.width, area.x + area.width); x++) {
                counts.merge(picture.getPixel(x, y), 1, Integer::sum);
            }
        }
        int most = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        RGB ground = picture.palette.getRGB(most);
        double contrast = counts.keySet().stream().mapToDouble(pixel -> contrast(picture.palette.getRGB(pixel), ground)).max().orElse(1);
        return new Paint(ground, contrast);
    }

    /** How much two colours differ in brightness, 1 to 21. */
    public static double contrast(RGB one, RGB other) {
        double brighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (brighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(RGB rgb) {
        return 0.2126 * linear(rgb.red) + 0.7152 * linear(rgb.green) + 0.0722 * linear(rgb.blue);
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
