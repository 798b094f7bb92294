package org.campanile.ui.topology.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.StepProgress;
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
 * The steps of a deployment over time, a row a unit: a filled bar is the time a step has taken, the frame around it the time it was expected to take. A
 * failed step has a cross, one that is under way an open end. The table of steps beside it tells the same for the keyboard. UI thread only.
 */
final class StepsTimeline {

    private static final int ROW = 22;
    private static final int HEAD = 24;
    private static final int MARGIN = 8;
    private static final int[] TICKS = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400 };

    private record Bar(StepProgress step, int row, long from, long to, long expected) {
    }

    private final Canvas canvas;
    private final Theme theme;
    private List<String> hosts = List.of();
    private List<Bar> bars = List.of();
    private long whole = 1;
    private long now;

    StepsTimeline(Composite parent, String name, Theme theme) {
        this.theme = theme;
        canvas = Names.name(new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.V_SCROLL | SWT.NO_BACKGROUND), name);
        canvas.addPaintListener(e -> paint(e.gc));
        canvas.addListener(SWT.Resize, e -> scroll());
        canvas.getVerticalBar().addListener(SWT.Selection, e -> canvas.redraw());
        canvas.addListener(SWT.MouseMove, e -> hint(e.x, e.y));
    }

    Canvas control() {
        return canvas;
    }

    void show(DeploymentSnapshot snapshot, Instant at) {
        Instant began = snapshot.steps().stream().flatMap(s -> s.began().stream()).min(Instant::compareTo).orElse(at);
        Map<String, Integer> rows = new LinkedHashMap<>();
        List<Bar> drawn = new ArrayList<>();
        for (StepProgress step : snapshot.steps()) {
            if (!step.step().unit().isEmpty()) {
                int row = rows.computeIfAbsent(step.step().hostName(), h -> rows.size());
                step.began().ifPresent(from -> drawn.add(new Bar(step, row, millis(began, from), millis(began, step.ended().orElse(at)),
                        step.step().expectedSeconds() * 1000L)));
            }
        }
        hosts = List.copyOf(rows.keySet());
        bars = drawn;
        now = snapshot.phase().isEnd() ? 0 : millis(began, at);
        whole = Math.max(1000, Math.max(snapshot.criticalPathSeconds() * 1000L, drawn.stream().mapToLong(Bar::to).max().orElse(0)));
        scroll();
        canvas.redraw();
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private void scroll() {
        ScrollBar bar = canvas.getVerticalBar();
        int seen = Math.max(1, canvas.getClientArea().height - HEAD);
        int all = hosts.size() * ROW + MARGIN;
        bar.setValues(Math.min(bar.getSelection(), Math.max(0, all - seen)), 0, Math.max(all, 1), Math.min(seen, Math.max(all, 1)), ROW, seen);
        bar.setVisible(all > seen);
    }

    private int left(GC gc) {
        int widest = 60;
        for (String host : hosts) {
            widest = Math.max(widest, gc.textExtent(host).x);
        }
        return Math.min(widest, 160) + 2 * MARGIN;
    }

    private void paint(GC gc) {
        Rectangle area = canvas.getClientArea();
        gc.setAntialias(SWT.ON);
        gc.setBackground(theme.color(Tone.GROUND));
        gc.fillRectangle(area);
        if (bars.isEmpty()) {
            gc.setForeground(theme.color(Tone.MUTED));
            gc.drawText(Messages.noStepHasBegun, MARGIN, MARGIN, true);
            return;
        }
        int left = left(gc);
        double scale = (double) Math.max(1, area.width - left - MARGIN) / whole;
        axis(gc, area, left, scale);
        int offset = HEAD - canvas.getVerticalBar().getSelection();
        gc.setClipping(0, HEAD, area.width, Math.max(0, area.height - HEAD));
        for (int row = 0; row < hosts.size(); row++) {
            int y = offset + row * ROW;
            gc.setForeground(theme.color(Tone.LINE));
            gc.drawLine(0, y, area.width, y);
            gc.setForeground(theme.color(Tone.TEXT));
            Point size = gc.textExtent(hosts.get(row));
            gc.drawText(hosts.get(row), MARGIN, y + (ROW - size.y) / 2, true);
        }
        bars.forEach(bar -> bar(gc, bar, left, scale, offset));
        if (now > 0) {
            gc.setForeground(theme.color(Tone.ACCENT));
            int x = left + (int) (now * scale);
            gc.drawLine(x, HEAD, x, area.height);
        }
        gc.setClipping((Rectangle) null);
    }

    private void axis(GC gc, Rectangle area, int left, double scale) {
        int tick = TICKS[TICKS.length - 1];
        for (int candidate : TICKS) {
            if (candidate * 1000 * scale >= 70) {
                tick = candidate;
                break;
            }
        }
        for (long at = 0; at <= whole; at += tick * 1000L) {
            int x = left + (int) (at * scale);
            gc.setForeground(theme.color(Tone.LINE));
            gc.drawLine(x, HEAD - 4, x, area.height);
            gc.setForeground(theme.color(Tone.MUTED));
            String time = Times.words(Duration.ofMillis(at));
            if (x + 3 + gc.textExtent(time).x <= area.width) {
                gc.drawText(time, x + 3, 4, true);
            }
        }
    }

    private void bar(GC gc, Bar bar, int left, double scale, int offset) {
        int y = offset + bar.row() * ROW + 4;
        int height = ROW - 8;
        int x = left + (int) (bar.from() * scale);
        int width = Math.max(2, (int) ((bar.to() - bar.from()) * scale));
        int expected = (int) (bar.expected() * scale);
        Tone tone = StepStates.state(bar.step().state()).tone();
        gc.setForeground(theme.color(Tone.STROKE));
        gc.setLineStyle(SWT.LINE_DOT);
        gc.drawRectangle(x, y, Math.max(2, expected), height);
        gc.setLineStyle(SWT.LINE_SOLID);
        gc.setBackground(theme.color(tone));
        gc.fillRectangle(x, y + 2, width, height - 3);
        gc.setForeground(theme.color(Tone.GROUND));
        if (bar.step().state() == StepProgress.State.FAILED || bar.step().state() == StepProgress.State.WARNED) {
            gc.drawLine(x + 2, y + 3, x + 9, y + height - 3);
            gc.drawLine(x + 9, y + 3, x + 2, y + height - 3);
        } else if (bar.step().state() == StepProgress.State.RUNNING) {
            gc.drawLine(x + width - 4, y + 3, x + width - 1, y + height / 2);
            gc.drawLine(x + width - 4, y + height - 3, x + width - 1, y + height / 2);
        }
        String name = bar.step().step().template();
        if (gc.textExtent(name).x + 6 < width) {
            gc.drawText(name, x + 4, y + 1, true);
        }
    }

    private static String words(Bar bar) {
        StepProgress step = bar.step();
        String took = Times.words(Duration.ofMillis(bar.to() - bar.from()));
        String words = NLS.bind(Messages.stepTook, new Object[] { step.step().hostName(), step.step().template(), StepStates.word(step.state()), took,
                Times.words(Duration.ofMillis(bar.expected())) });
        return step.message().isEmpty() ? words : words + "\n" + step.message();
    }

    private void hint(int x, int y) {
        GC gc = new GC(canvas);
        int left = left(gc);
        gc.dispose();
        double scale = (double) Math.max(1, canvas.getClientArea().width - left - MARGIN) / whole;
        int row = (y - HEAD + canvas.getVerticalBar().getSelection()) / ROW;
        long at = (long) ((x - left) / scale);
        String text = bars.stream().filter(b -> b.row() == row && b.from() <= at && Math.max(b.to(), b.from() + (long) (2 / scale)) >= at).findFirst()
                .map(StepsTimeline::words).orElse(null);
        if (text == null ? canvas.getToolTipText() != null : !text.equals(canvas.getToolTipText())) {
            canvas.setToolTipText(text);
        }
    }
}
