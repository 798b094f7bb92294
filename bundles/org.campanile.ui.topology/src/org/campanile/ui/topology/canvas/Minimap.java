package org.campanile.ui.topology.canvas;

import java.util.Optional;

import org.campanile.ui.Services;
import org.campanile.ui.Theme.Tone;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Spot;
import org.campanile.ui.topology.scene.Viewport;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Control;

/**
 * The overview in the lower right corner of the canvas: all of the scene small, and a frame around what is seen. It is there while not all is seen.
 * The scene is drawn into a picture once and only copied in each paint. UI thread only.
 */
final class Minimap {

    private static final double WIDTH = 168;
    private static final double HEIGHT = 112;
    private static final double MARGIN = 12;

    private final Services services;
    private final Control owner;
    private Image picture;
    private Scene drawn;

    Minimap(Services services, Control owner) {
        this.services = services;
        this.owner = owner;
        var theme = services.theme().onChange(this::forget);
        owner.addDisposeListener(e -> {
            theme.close();
            forget();
        });
    }

    private void forget() {
        if (picture != null) {
            picture.dispose();
            picture = null;
        }
    }

    /** Where it is in the window; empty when there is no need or no room for it. */
    Optional<Box> place(Scene scene, Viewport view) {
        boolean needed = !scene.cards().isEmpty() && !view.seen().covers(scene.bounds());
        return needed && view.width() > 2.5 * WIDTH && view.height() > 2 * HEIGHT
                ? Optional.of(new Box(view.width() - WIDTH - MARGIN, view.height() - HEIGHT - MARGIN, WIDTH, HEIGHT)) : Optional.empty();
    }

    private static double scale(Scene scene) {
        return Math.min((WIDTH - 8) / Math.max(1, scene.bounds().width()), (HEIGHT - 8) / Math.max(1, scene.bounds().height()));
    }

    /** The point of the drawing that a point on the map stands for. */
    Spot toDrawing(Scene scene, Box place, Spot window) {
        double s = scale(scene);
        Spot middle = scene.bounds().centre();
        return new Spot(middle.x() + (window.x() - place.centre().x()) / s, middle.y() + (window.y() - place.centre().y()) / s);
    }

    void paint(GC gc, Scene scene, Viewport view) {
        place(scene, view).ifPresent(place -> {
            if (picture == null || drawn != scene) {
                draw(scene);
            }
            gc.drawImage(picture, (int) place.x(), (int) place.y());
            double s = scale(scene);
            Box seen = view.seen();
            Spot middle = scene.bounds().centre();
            Box frame = new Box(place.centre().x() + (seen.x() - middle.x()) * s, place.centre().y() + (seen.y() - middle.y()) * s, seen.width() * s, seen.height() * s);
            double left = Math.max(place.x() + 1, frame.x());
            double top = Math.max(place.y() + 1, frame.y());
            double right = Math.min(place.right() - 2, frame.right());
            double bottom = Math.min(place.bottom() - 2, frame.bottom());
            gc.setForeground(services.theme().color(Tone.ACCENT));
            gc.setLineWidth(2);
            gc.drawRectangle((int) left, (int) top, (int) Math.max(3, right - left), (int) Math.max(3, bottom - top));
            gc.setLineWidth(1);
        });
    }

    private void draw(Scene scene) {
        forget();
        drawn = scene;
        picture = new Image(owner.getDisplay(), (int) WIDTH, (int) HEIGHT);
        GC gc = new GC(picture);
        try {
            gc.setAntialias(SWT.OFF);
            gc.setBackground(services.theme().color(Tone.QUIET));
            gc.fillRectangle(0, 0, (int) WIDTH, (int) HEIGHT);
            gc.setForeground(services.theme().color(Tone.LINE));
            gc.drawRectangle(0, 0, (int) WIDTH - 1, (int) HEIGHT - 1);
            double s = scale(scene);
            Spot middle = scene.bounds().centre();
            scene.frames().forEach(f -> box(gc, f.box(), s, middle, false));
            scene.ghosts().forEach(c -> box(gc, c.box(), s, middle, false));
            scene.cards().forEach(c -> {
                gc.setBackground(services.theme().color(c.state().tone()));
                box(gc, c.box(), s, middle, true);
            });
        } finally {
            gc.dispose();
        }
    }

    private static void box(GC gc, Box b, double s, Spot middle, boolean fill) {
        int x = (int) (WIDTH / 2 + (b.x() - middle.x()) * s);
        int y = (int) (HEIGHT / 2 + (b.y() - middle.y()) * s);
        int width = (int) Math.max(2, b.width() * s - 1);
        int height = (int) Math.max(2, b.height() * s - 1);
        if (fill) {
            gc.fillRectangle(x, y, width, height);
        } else {
            gc.drawRectangle(x, y, width, height);
        }
    }
}
