package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.preferences.ThemeChoice;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ChecksPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.uidriver.Paint;
import org.campanile.uidriver.RebuildsTheWindow;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The theme is changed while windows are open, in both directions, and what is on the screen afterwards is read pixel by pixel: a widget
 * may say that it is light and be painted dark.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class ThemeChangeTest {

    /** So many pictures in a row are alike when nothing moves any more; one is taken every 20 ms at most. */
    private static final int STILL = 10;

    /** Less than any text may have; text in a field that is empty or an empty list has none. */
    private static final double READABLE = 3;
    /** What words of usual size need (WCAG 2, 1.4.3). */
    private static final double OF_WORDS = 4.5;

    private final WorkbenchDriver workbench = new WorkbenchDriver();

    @BeforeEach
    @AfterEach
    void light() {
        change(DemoLabFixture.services(workbench), ThemeChoice.LIGHT);
    }

    @Test
    @RebuildsTheWindow
    void theWindowIsLightAgainAfterItWasDark(Services services, Lab lab) {
        workbench.perspectiveById("org.campanile.ui.setup.perspective");
        new LabsPage(workbench);
        new ChecksPage(workbench).checkLab(lab.name());
        ShellDriver window = workbench.mainShell().activate();
        Map<String, Paint> before = paint(window);
        change(services, ThemeChoice.DARK);
        assertDark(paint(window), before);
        change(services, ThemeChoice.LIGHT);
        assertAlike(paint(window), before);
    }

    @Test
    @RebuildsTheWindow
    void theDialogInWhichTheThemeIsChosenTurnsWithIt(Services services) {
        workbench.command("org.eclipse.ui.window.preferences");
        ShellDriver dialog = workbench.shell("Preferences");
        Map<String, Paint> before = paint(dialog);
        dialog.buttonWithId("org.campanile.ui.preferences.theme.DARK").click();
        dialog.button("Apply").click();
        await(services, true);
        Map<String, Paint> dark = paint(dialog);
        assertDark(dark, before);
        assertWordsAreReadable(services, dark);
        dialog.buttonWithId("org.campanile.ui.preferences.theme.LIGHT").click();
        dialog.button("Apply").click();
        await(services, false);
        assertAlike(paint(dialog), before);
        dialog.button("Cancel").click();
        dialog.waitUntilClosed();
        assertEquals(ThemeChoice.LIGHT, ThemeChoice.saved());
    }

    /** A dialog's ground is not that of tables and editors, for which the colours were chosen first. */
    private static void assertWordsAreReadable(Services services, Map<String, Paint> dialog) {
        List<RGB> grounds = dialog.entrySet().stream().filter(e -> e.getKey().contains("Label")).map(e -> e.getValue().ground()).distinct().toList();
        assertTrue(!grounds.isEmpty(), dialog::toString);
        for (Theme.Tone tone : List.of(Theme.Tone.TEXT, Theme.Tone.MUTED, Theme.Tone.ACCENT, Theme.Tone.ATTENTION, Theme.Tone.FAILED)) {
            grounds.forEach(g -> assertTrue(Paint.contrast(services.theme().rgb(tone), g) >= OF_WORDS, () -> tone + " on " + g));
        }
    }

    private static void assertDark(Map<String, Paint> now, Map<String, Paint> before) {
        List<String> bad = new ArrayList<>();
        now.forEach((control, paint) -> {
            if (paint.brightness() > 0.25) {
                bad.add(control + " is light: " + paint);
            } else if (!control.contains("ToolBar") && legible(before.get(control)) && !legible(paint)) {
                bad.add(control + " cannot be read: " + paint);
            }
        });
        assertEquals(List.of(), bad);
    }

    private static void assertAlike(Map<String, Paint> now, Map<String, Paint> before) {
        List<String> bad = new ArrayList<>();
        before.forEach((control, was) -> {
            Paint is = now.get(control);
            if (is == null) {
                bad.add(control + " is gone");
            } else if (was.brightness() > 0.5 && is.brightness() < was.brightness() - 0.15) {
                bad.add(control + " was " + was + ", is " + is);
            } else if (legible(was) && !legible(is)) {
                bad.add(control + " cannot be read any more: " + is);
            }
        });
        assertTrue(before.size() > 10, before::toString);
        assertEquals(List.of(), bad);
    }

    private static boolean legible(Paint paint) {
        return paint != null && paint.contrast() >= READABLE;
    }

    /** What the window looks like when all is painted and GTK's short fading from colour to colour has ended. */
    private Map<String, Paint> paint(ShellDriver window) {
        AtomicReference<Map<String, Paint>> last = new AtomicReference<>(Map.of());
        AtomicInteger alike = new AtomicInteger();
        Wait.until("the window stops changing", () -> {
            workbench.settle();
            Map<String, Paint> now = Paint.of(window);
            alike.set(grounds(now).equals(grounds(last.getAndSet(now))) ? alike.get() + 1 : 0);
            return alike.get() == STILL;
        });
        return last.get();
    }

    private static List<RGB> grounds(Map<String, Paint> paints) {
        return paints.values().stream().map(Paint::ground).toList();
    }

    private void change(Services services, ThemeChoice choice) {
        workbench.run(() -> choice.apply(PlatformUI.getWorkbench().getService(IThemeEngine.class)));
        await(services, choice == ThemeChoice.DARK);
    }

    private void await(Services services, boolean dark) {
        Wait.until("the theme is " + (dark ? "dark" : "light"), () -> services.theme().dark() == dark);
        Wait.until("the toolkit's own colours follow", () -> toolkit() < 0.4f == dark);
        workbench.settle();
    }

    private float toolkit() {
        return workbench.read(() -> Display.getCurrent().getSystemColor(SWT.COLOR_WIDGET_BACKGROUND).getRGB().getHSB()[2]);
    }
}
