package org.campanile.ui;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Colours by their job, each designed twice: for the light and for the dark theme. Parts, canvases and charts ask here and never make a
 * colour of their own. UI thread only; {@link #rgb(Tone)} from any thread.
 */
@Component(service = Theme.class)
public final class Theme {

    /** Key that, set to true in a control's data, keeps the style sheet of the platform from that control: it has the colours that we give it. */
    public static final String NO_STYLE_SHEET = "org.eclipse.e4.ui.css.disabled";

    /** A colour's job; the first value is for light, the second for dark. */
    public enum Tone {
        /** Running text. */ TEXT(0x1f2328, 0xe2e5e9),
        /** Text of lesser weight: ages, hints, units. */ MUTED(0x5b6570, 0xb0b8c1),
        /** The ground of tables, trees, editors and canvases. */ GROUND(0xffffff, 0x24272b),
        /** The ground of headers and quiet areas. */ QUIET(0xf3f5f7, 0x2d3136),
        /** A card on a canvas or board. */ CARD(0xffffff, 0x33383e),
        /** Lines between things. */ LINE(0xd0d7de, 0x474e56),
        /** Arrows and marks that must be seen but not shout. */ STROKE(0x6e7781, 0x8b949e),
        /** Selection, focus, links, the one accent. */ ACCENT(0x0b6bcb, 0x7dbdf9),
        /** Ground of something selected on a canvas. */ ACCENT_GROUND(0xdcebfa, 0x1d3c5a),
        /** State good. */ GOOD(0x1a7f37, 0x4ac26b),
        /** State attention. */ ATTENTION(0xa05f00, 0xe8b040),
        /** State failed. */ FAILED(0xc8232c, 0xff9d95),
        /** State in transition. */ CHANGING(0x0969da, 0x6cb6ff),
        /** State off, locked or not known. */ OFF(0x6e7781, 0x9aa4ae),
        /** Ground of a message that tells of a failure. */ FAILED_GROUND(0xfdecec, 0x48272a),
        /** Ground of a message that asks for attention. */ ATTENTION_GROUND(0xfff6e0, 0x453819),
        /** Ground of a message that informs. */ INFO_GROUND(0xe8f2fd, 0x1f3247),
        /** Strokes of icons. */ ICON(0x48525c, 0xc0c8d0);

        private final int light;
        private final int dark;

        Tone(int light, int dark) {
            this.light = light;
            this.dark = dark;
        }
    }

    private final Display display;
    private final IThemeManager themes;
    private final Map<Tone, Color> colors = new EnumMap<>(Tone.class);
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile boolean dark;

    /** Light until the first {@link #refresh}, which asks {@code themes} for the workbench's theme. */
    @Activate
    public Theme(@Reference Ground ground, @Reference IThemeManager themes) {
        this.display = ground.display();
        this.themes = themes;
    }

    private boolean darkNow() {
        ITheme active = themes.getEngineForDisplay(display).getActiveTheme();
        return active != null && active.getId().contains("dark");
    }

    /** The display that the colours are for. */
    public Display display() {
        return display;
    }

    /** Whether the dark theme is on. Any thread. */
    public boolean dark() {
        return dark;
    }

    /** Reads the active theme again and tells listeners if it changed. Called by the shell when the theme engine says so. */
    public void refresh() {
        boolean now = darkNow();
        if (now != dark) {
            dark = now;
            colors.clear();
            List.copyOf(listeners).forEach(Runnable::run);
        }
    }

    /** Runs {@code action} on the UI thread after each change of theme, until the answer is closed. */
    public Subscription onChange(Runnable action) {
        listeners.add(action);
        return () -> listeners.remove(action);
    }

    /** Runs {@code colours}, which gives a control its colours or images, now and after each change of theme, as long as the control is there. */
    public void follow(Control control, Runnable colours) {
        colours.run();
        Subscription following = onChange(colours);
        control.addListener(SWT.Dispose, e -> following.close());
    }

    /** The colour for a job in the active theme. Never dispose it, never keep it beyond a change of theme. */
    public Color color(Tone tone) {
        return colors.computeIfAbsent(tone, t -> new Color(display, rgb(t)));
    }

    /** The value of a colour in the active theme. */
    public RGB rgb(Tone tone) {
        int value = dark ? tone.dark : tone.light;
        return new RGB(value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff);
    }

    /** A lab's own colour from its text form {@code #rrggbb}; the accent when it is none. */
    public Color labColor(String hex) {
        if (hex != null && hex.matches("#[0-9a-fA-F]{6}")) {
            int value = Integer.parseInt(hex.substring(1), 16);
            return new Color(display, value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff);
        }
        return color(Tone.ACCENT);
    }

    /** A colour as SVG and CSS write it. */
    public static String hex(RGB rgb) {
        return String.format("#%02x%02x%02x", rgb.red, rgb.green, rgb.blue);
    }
}
