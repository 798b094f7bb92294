package org.campanile.ui.controllers.board;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.campanile.core.controllers.StateChanges;
import org.campanile.core.controllers.Timeline;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.ui.Ages;
import org.campanile.ui.Services;
import org.campanile.ui.Theme.Tone;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * Draws a timeline: a row each, time to the right, swacts as bars over all rows. The pointer or the arrow keys choose a moment; the wheel, plus and minus
 * zoom, Home and End go to its ends, Page up and down scroll. A state is told by its colour and by a pattern. UI thread only.
 */
public final class TimelineCanvas extends Canvas {

    private static final Duration LEAST = Duration.ofSeconds(20);
    private static final int STEP = 4;
    /** Where the time begins in an exact date, and how long it is. */
    private static final int DAY = 11;
    private static final int TIME = 8;

    private final Services services;
    private final Consumer<Instant> told;
    private Timeline timeline;
    private Instant from = Instant.now();
    private Instant to = from;
    private Instant cursor;
    private boolean follows = true;
    private String node = "";
    private String group = "";

    /** @param told takes the moment that is chosen */
    public TimelineCanvas(Composite parent, Services services, Consumer<Instant> told) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.V_SCROLL | SWT.NO_BACKGROUND);
        this.services = services;
        this.told = told;
        addListener(SWT.Paint, e -> paint(e.gc));
        addListener(SWT.MouseDown, e -> {
            setFocus();
            choose(instant(e.x));
        });
        addListener(SWT.MouseMove, e -> {
            if ((e.stateMask & SWT.BUTTON1) != 0) {
                choose(instant(e.x));
            } else {
                setToolTipText(tip(e.x, e.y));
            }
        });
        addListener(SWT.MouseVerticalWheel, e -> {
            if ((e.stateMask & SWT.MOD1) != 0) {
                zoom(e.count > 0 ? 0.5 : 2, instant(e.x));
                e.doit = false;
            }
        });
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
        addListener(SWT.Resize, e -> scrolling());
        addListener(SWT.Traverse, e -> e.doit = e.detail == SWT.TRAVERSE_TAB_NEXT || e.detail == SWT.TRAVERSE_TAB_PREVIOUS
                || e.detail == SWT.TRAVERSE_ESCAPE);
        getVerticalBar().addListener(SWT.Selection, e -> redraw());
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = timeline == null ? Messages.timeline : timeline.swacts().size() == 1 ? NLS.bind(Messages.timelineNameOneSwact, timeline.system())
                        : NLS.bind(Messages.timelineName, timeline.system(), timeline.swacts().size());
            }
        });
    }

    /** Shows a timeline, all of it unless the user has zoomed. */
    public void show(Timeline next) {
        boolean first = timeline == null || !timeline.system().equals(next.system());
        timeline = next;
        if (first || follows) {
            from = next.from();
            follows = true;
            cursor = null;
        }
        until(next.to());
        scrolling();
    }

    /** Time goes on without changes. */
    public void until(Instant now) {
        if (follows) {
            to = now.isAfter(from.plus(LEAST)) ? now : from.plus(LEAST);
        }
        redraw();
    }

    /** Draws rows of a node or group stronger. */
    public void emphasise(String chosenNode, String chosenGroup) {
        node = chosenNode;
        group = chosenGroup;
        redraw();
    }

    /** Puts the cursor there, in sight. */
    public void moment(Instant at) {
        cursor = at;
        if (at.isBefore(from) || at.isAfter(to)) {
            Duration half = Duration.between(from, to).dividedBy(2);
            from = at.minus(half);
            to = at.plus(half);
            follows = false;
        }
        redraw();
    }

    private void choose(Instant at) {
        cursor = at;
        redraw();
        told.accept(at);
    }

    private void zoom(double by, Instant around) {
        Duration before = Duration.between(from, to);
        long after = Math.max(LEAST.toMillis(), (long) (before.toMillis() * by));
        double place = (double) Duration.between(from, around).toMillis() / Math.max(1, before.toMillis());
        from = around.minusMillis((long) (after * place));
        to = from.plusMillis(after);
        follows = timeline != null && !from.isAfter(timeline.from()) && !to.isBefore(timeline.to());
        if (follows) {
            show(timeline);
        }
        redraw();
    }

    private void key(Event e) {
        if (timeline == null) {
            return;
        }
        Duration step = Duration.between(from, to).dividedBy(50);
        Instant at = cursor == null ? to : cursor;
        switch (e.keyCode) {
            case SWT.ARROW_LEFT -> go(at.minus(step));
            case SWT.ARROW_RIGHT -> go(at.plus(step));
            case SWT.HOME -> go(timeline.from());
            case SWT.END -> go(timeline.to());
            case SWT.PAGE_UP, SWT.ARROW_UP -> scroll(-1);
            case SWT.PAGE_DOWN, SWT.ARROW_DOWN -> scroll(1);
            default -> {
                if (e.character == '+' || e.character == '-') {
                    zoom(e.character == '+' ? 0.5 : 2, at);
                }
            }
        }
    }

    private void go(Instant at) {
        moment(at);
        told.accept(at);
    }

    private void scroll(int rows) {
        getVerticalBar().setSelection(getVerticalBar().getSelection() + rows * rowHeight());
        redraw();
    }

    private int rowHeight() {
        GC gc = new GC(this);
        int height = gc.getFontMetrics().getHeight() + STEP;
        gc.dispose();
        return height;
    }

    private void scrolling() {
        if (timeline != null) {
            int all = (timeline.rows().size() + 1) * rowHeight();
            int seen = Math.max(1, getClientArea().height);
            getVerticalBar().setValues(Math.min(getVerticalBar().getSelection(), Math.max(0, all - seen)), 0, Math.max(all, seen), seen, rowHeight(), seen);
            getVerticalBar().setVisible(all > seen);
        }
        redraw();
    }

    private int left() {
        return Math.min(getClientArea().width / 2, 30 * rowHeight() / 3);
    }

    private Instant instant(int x) {
        int width = Math.max(1, getClientArea().width - left() - STEP);
        return from.plusMillis(Duration.between(from, to).toMillis() * (x - left()) / width);
    }

    private int x(Instant at) {
        int width = Math.max(1, getClientArea().width - left() - STEP);
        double place = (double) Duration.between(from, at).toMillis() / Math.max(1, Duration.between(from, to).toMillis());
        return left() + (int) (Math.max(-0.1, Math.min(1.1, place)) * width);
    }

    private void paint(GC gc) {
        Rectangle area = getClientArea();
        gc.setBackground(services.theme().color(Tone.GROUND));
        gc.fillRectangle(area);
        gc.setForeground(services.theme().color(Tone.MUTED));
        if (timeline == null) {
            return; // being read, or it could not be, which is said above
        }
        if (timeline.rows().isEmpty()) {
            gc.drawText(Messages.notOnRecordYet, 2 * STEP, 2 * STEP, true);
            return;
        }
        int row = rowHeight();
        int y = row - getVerticalBar().getSelection();
        for (Timeline.Row r : timeline.rows()) {
            if (y > 0 && y < area.height) {
                paint(gc, r, y, row);
            }
            y += row;
        }
        gc.setForeground(services.theme().color(Tone.ACCENT));
        for (Timeline.Swact s : timeline.swacts()) {
            int a = x(s.begin());
            int b = Math.max(a + 2, x(s.end()));
            if (b >= left() && a <= area.width) {
                gc.drawRectangle(Math.max(left(), a), row, b - Math.max(left(), a), area.height - row);
            }
        }
        gc.setBackground(services.theme().color(Tone.GROUND));
        gc.fillRectangle(0, 0, area.width, row);
        gc.setForeground(services.theme().color(Tone.MUTED));
        String begin = Ages.exact(from);
        String end = Ages.exact(to);
        if (gc.textExtent(begin).x + gc.textExtent(end).x + 4 * STEP > area.width - left()) {
            // the days are in the tooltips
            begin = begin.substring(DAY, DAY + TIME);
            end = end.substring(DAY, DAY + TIME);
        }
        gc.drawText(begin, left(), 2, true);
        gc.drawText(end, area.width - gc.textExtent(end).x - STEP, 2, true);
        if (cursor != null && x(cursor) >= left()) {
            gc.setForeground(services.theme().color(Tone.TEXT));
            gc.drawLine(x(cursor), row, x(cursor), area.height);
        }
        if (isFocusControl()) {
            gc.setForeground(services.theme().color(Tone.ACCENT));
            gc.drawRectangle(0, 0, area.width - 1, area.height - 1);
        }
    }

    private void paint(GC gc, Timeline.Row r, int y, int height) {
        boolean own = !node.isEmpty() && r.node().equals(node) && (group.isEmpty() || r.group().equals(group)) || node.isEmpty() && !group.isEmpty()
                && r.group().equals(group);
        gc.setForeground(services.theme().color(own ? Tone.ACCENT : Tone.TEXT));
        gc.setClipping(0, y, left() - STEP, height);
        gc.drawText(label(gc, r), STEP, y, true);
        Rectangle area = getClientArea();
        gc.setClipping(left(), y, Math.max(0, area.width - left() - STEP), height);
        for (Timeline.Span s : r.spans()) {
            int a = x(s.from());
            int b = Math.max(a + 2, x(s.to().equals(timeline.to()) ? to : s.to()));
            Mark mark = mark(r, s);
            gc.setBackground(services.theme().color(tone(mark)));
            int inset = mark == Mark.STANDBY || mark == Mark.OFF ? height / 3 : 2;
            gc.fillRectangle(a, y + inset, b - a - 1, height - 2 * inset);
            Point text = gc.textExtent(s.state());
            if (inset == 2 && text.x + 2 * STEP < b - a) {
                gc.setForeground(services.theme().color(Tone.GROUND));
                gc.drawText(s.state(), a + STEP, y + (height - text.y) / 2, true);
            }
        }
        gc.setClipping((Rectangle) null);
    }

    /** The row's name; where there is no room the group gives way, since the node at the end is what tells rows apart. */
    private String label(GC gc, Timeline.Row r) {
        String whole = r.name();
        int room = left() - 3 * STEP;
        for (int cut = r.group().length() - 1; cut > 2 && gc.textExtent(whole).x > room; cut--) {
            whole = NLS.bind(Messages.shortenedGroupOnNode, r.group().substring(0, cut), r.node());
        }
        return whole;
    }

    private static Mark mark(Timeline.Row row, Timeline.Span span) {
        Map<String, String> d = span.event().data();
        if (row.node().isEmpty()) {
            return span.state().equals(StateChanges.SILENT) ? Mark.FAILED : span.state().contains(" ") ? Mark.ATTENTION : Mark.ACTIVE;
        }
        if (row.group().isEmpty()) {
            return Mark.of(new Node(-1, row.node(), d.getOrDefault("admin", ""), d.getOrDefault("oper", ""), d.getOrDefault("avail", ""),
                    d.getOrDefault("ready", "")));
        }
        return Mark.of(new Assignment(-1, "", "", row.node(), row.group(), d.getOrDefault("desired", ""), d.getOrDefault("state", ""),
                d.getOrDefault("status", ""), d.getOrDefault("condition", "")));
    }

    private static Tone tone(Mark mark) {
        return switch (mark) {
            case ACTIVE, STANDBY -> Tone.GOOD;
            case OFF, UNKNOWN -> Tone.OFF;
            case CHANGING -> Tone.CHANGING;
            case ATTENTION -> Tone.ATTENTION;
            case FAILED -> Tone.FAILED;
        };
    }

    private String tip(int x, int y) {
        int at = (y + getVerticalBar().getSelection()) / rowHeight() - 1;
        List<Timeline.Row> rows = timeline == null ? List.of() : timeline.rows();
        if (at < 0 || at >= rows.size() || x < left()) {
            return null;
        }
        Instant when = instant(x);
        return rows.get(at).spans().stream().filter(s -> !s.from().isAfter(when)).reduce((a, b) -> b)
                .map(s -> NLS.bind(Messages.spanTooltip, new Object[] {rows.get(at).name(), s.state(), Ages.exact(s.from()), Ages.duration(s.lasted())}))
                .orElse(null);
    }
}
