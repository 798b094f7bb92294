package org.campanile.ui.topology.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.campanile.ui.Names;
import org.campanile.ui.Theme;
import org.campanile.ui.Theme.Tone;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ScrollBar;

/**
 * The steps of a plan over expected time, a row a unit. Filled bars are critical, the others hollow; those of selected services have a thick frame. A
 * click on a bar chooses its service. The table of steps tells the same for the keyboard. UI thread only.
 */
final class PlanTimeline {

    private static final int ROW = 20;
    private static final int HEAD = 22;
    private static final int MARGIN = 8;
    private static final int TICK_WIDTH = 70;
    private static final int[] TICKS = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400 };

    private final Canvas canvas;
    private final Theme theme;
    private final Map<String, List<StepRow>> units = new LinkedHashMap<>();
    private List<String> names = List.of();
    private double whole = 1;
    private Set<String> selected = Set.of();
    private PlanState shown;

    /** @param choose told the id of the service whose step was clicked */
    PlanTimeline(Composite parent, String name, Theme theme, Consumer<Set<String>> choose) {
        this.theme = theme;
        canvas = Names.name(new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.V_SCROLL | SWT.NO_BACKGROUND), name);
        canvas.addPaintListener(e -> paint(e.gc));
        canvas.addListener(SWT.Resize, e -> scroll());
        canvas.getVerticalBar().addListener(SWT.Selection, e -> canvas.redraw());
        canvas.addListener(SWT.MouseMove, e -> hint(at(e.x, e.y)));
        canvas.addListener(SWT.MouseDown, e -> {
            StepRow step = at(e.x, e.y);
            if (step != null && !step.serviceId().isEmpty()) {
                choose.accept(Set.of(step.serviceId()));
            }
        });
    }

    Canvas control() {
        return canvas;
    }

    void show(PlanState state) {
        if (state == shown) {
            return;
        }
        shown = state;
        units.clear();
        state.steps().stream().sorted(Comparator.comparingInt(StepRow::unitPlace)).forEach(s -> units.computeIfAbsent(s.unit(), u -> new ArrayList<>()).add(s));
        names = List.copyOf(units.keySet());
        whole = Math.max(1, state.schedule().seconds());
        scroll();
        canvas.redraw();
    }

    void select(Set<String> services) {
        selected = services;
        canvas.redraw();
    }

    private void scroll() {
        ScrollBar bar = canvas.getVerticalBar();
        int seen = Math.max(1, canvas.getClientArea().height - HEAD);
        int all = Math.max(1, names.size() * ROW + MARGIN);
        bar.setValues(Math.min(bar.getSelection(), Math.max(0, all - seen)), 0, all, Math.min(seen, all), ROW, seen);
        bar.setVisible(all > seen);
    }

    private int left(GC gc) {
        int widest = 60;
        for (String name : names.subList(0, Math.min(names.size(), 100))) {
            widest = Math.max(widest, gc.textExtent(name).x);
        }
        return Math.min(widest, 140) + 2 * MARGIN;
    }

    private double scale(int left) {
        return Math.max(1, canvas.getClientArea().width - left - 2 * MARGIN) / whole;
    }

    private void paint(GC gc) {
        Rectangle area = canvas.getClientArea();
        gc.setAntialias(SWT.ON);
        gc.setBackground(theme.color(Tone.GROUND));
        gc.fillRectangle(area);
        if (names.isEmpty()) {
            gc.setForeground(theme.color(Tone.MUTED));
            gc.drawText(Messages.nothingToDo, MARGIN, MARGIN, true);
            return;
        }
        int left = left(gc);
        double scale = scale(left);
        axis(gc, area, left, scale);
        gc.setClipping(0, HEAD, area.width, Math.max(0, area.height - HEAD));
        int top = HEAD - canvas.getVerticalBar().getSelection();
        int first = Math.max(0, (HEAD - top) / ROW);
        for (int row = first; row < names.size() && top + row * ROW < area.height; row++) {
            int y = top + row * ROW;
            gc.setForeground(theme.color(Tone.TEXT));
            Point size = gc.textExtent(names.get(row));
            gc.drawText(names.get(row), MARGIN, y + (ROW - size.y) / 2, true);
            units.get(names.get(row)).forEach(step -> bar(gc, step, left + (int) (step.begins() * scale), y + 3, (int) Math.max(3, (step.ends() - step.begins()) * scale)));
        }
        gc.setClipping((Rectangle) null);
    }

    private void axis(GC gc, Rectangle area, int left, double scale) {
        int tick = TICKS[TICKS.length - 1];
        for (int candidate : TICKS) {
            if (candidate * scale >= TICK_WIDTH) {
                tick = candidate;
                break;
            }
        }
        for (long at = 0; at <= whole; at += tick) {
            int x = left + (int) (at * scale);
            gc.setForeground(theme.color(Tone.LINE));
            gc.drawLine(x, HEAD - 4, x, area.height);
            gc.setForeground(theme.color(Tone.MUTED));
            String time = StepsTab.time(at);
            if (x + 3 + gc.textExtent(time).x <= area.width) {
                gc.drawText(time, x + 3, 2, true);
            }
        }
    }

    private void bar(GC gc, StepRow step, int x, int y, int width) {
        int height = ROW - 7;
        gc.setBackground(theme.color(step.critical() ? Tone.CHANGING : Tone.QUIET));
        gc.fillRectangle(x, y, width, height);
        boolean marked = selected.contains(step.serviceId());
        gc.setForeground(theme.color(marked ? Tone.TEXT : step.critical() ? Tone.GROUND : Tone.CHANGING));
        gc.setLineWidth(marked ? 2 : 1);
        gc.drawRectangle(x, y, width, height);
        gc.setLineWidth(1);
        gc.setForeground(theme.color(step.critical() ? Tone.GROUND : Tone.TEXT));
        Point size = gc.textExtent(step.template());
        if (size.x + 8 < width) {
            gc.drawText(step.template(), x + 4, y + (height - size.y) / 2, true);
        }
    }

    private StepRow at(int x, int y) {
        int row = (y - HEAD + canvas.getVerticalBar().getSelection()) / ROW;
        if (y < HEAD || row < 0 || row >= names.size()) {
            return null;
        }
        GC gc = new GC(canvas);
        int left = left(gc);
        gc.dispose();
        double at = (x - left) / scale(left);
        return units.get(names.get(row)).stream().filter(s -> s.begins() <= at && s.ends() >= at).findFirst().orElse(null);
    }

    private static String words(StepRow step) {
        Object[] all = { step.unit(), step.template(), StepsTab.time(step.expected()), StepsTab.time(step.ends()) };
        String words = step.critical() ? NLS.bind(Messages.criticalStepExpected, all) : NLS.bind(Messages.stepExpected, all);
        return step.after().isEmpty() ? words : words + "\n" + NLS.bind(Messages.waitsForSteps, step.after());
    }

    private void hint(StepRow step) {
        String text = step == null ? null : words(step);
        if (text == null ? canvas.getToolTipText() != null : !text.equals(canvas.getToolTipText())) {
            canvas.setToolTipText(text);
        }
    }
}
