package org.campanile.ui.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.controllers.Timeline;
import org.campanile.core.history.Event;
import org.campanile.core.history.EventQuery;
import org.campanile.ui.Ages;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.controllers.board.Matrix;
import org.campanile.ui.controllers.board.MatrixCanvas;
import org.campanile.ui.controllers.board.Sentences;
import org.campanile.ui.controllers.board.TimelineCanvas;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SystemView;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;

/**
 * What was: a timeline of the active role, each node and each group of the chosen system, the events with a swact as one of them, how available each
 * group was, and any moment shown again as the board would have. UI thread only; the history is read in jobs.
 */
public final class HistoryView extends FollowingView {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.controllers.history";
    /** Name of the timeline. */
    public static final String TIMELINE = ID + ".timeline";
    /** Name of the table of events. */
    public static final String EVENTS = ID + ".events";
    /** Name of the table of availability. */
    public static final String AVAILABILITY = ID + ".availability";
    /** Name of the sentence about the moment. */
    public static final String MOMENT = ID + ".moment";

    private static final int MOST = 20_000;

    /** A line in the list of events. @param took zero for what has no length */
    private record Line(Instant at, String what, Duration took, String details) {
    }

    /** A group's availability over some times. */
    private record Available(String group, String hour, String day, String all) {
    }

    private TimelineCanvas canvas;
    private TableKit<Line> events;
    private TableKit<Available> availability;
    private Label moment;
    private MatrixCanvas matrix;
    private Timeline timeline;
    private SystemSnapshot last;
    private boolean loading;
    private boolean broken;
    private FailureBanner banner;

    @Override
    List<String> emptyWords() {
        return List.of("history", Messages.nothingChosen, Messages.chooseForHistory);
    }

    @Override
    void create(Composite parent) {
        banner = new FailureBanner(parent, services());
        SashForm sash = new SashForm(parent, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        canvas = Names.name(new TimelineCanvas(sash, services(), this::at), TIMELINE);
        TabFolder tabs = new TabFolder(sash, SWT.TOP);
        events = new TableKit<>(tab(tabs, Messages.events), EVENTS, l -> l.at() + l.what(), false, List.of(
                TableColumnSpec.<Line>text("at", Messages.when, 18, l -> Ages.exact(l.at())).order(Comparator.comparing(Line::at)),
                TableColumnSpec.<Line>text("what", Messages.what, 54, Line::what).naming().tooltip(Line::details),
                TableColumnSpec.<Line>text("took", Messages.took, 9, l -> l.took().isZero() ? "" : Ages.duration(l.took())).right().order(Comparator.comparing(Line::took))));
        events.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        events.onSelect(rows -> rows.stream().findFirst().ifPresent(l -> {
            canvas.moment(l.at());
            at(l.at());
        }));
        availability = new TableKit<>(tab(tabs, Messages.availability), AVAILABILITY, Available::group, false, List.of(
                TableColumnSpec.<Available>text("group", Messages.serviceGroup, 26, Available::group),
                TableColumnSpec.<Available>text("hour", Messages.lastHour, 12, Available::hour).right(),
                TableColumnSpec.<Available>text("day", Messages.lastDay, 12, Available::day).right(),
                TableColumnSpec.<Available>text("all", Messages.allThatIsKnown, 16, Available::all).right()));
        availability.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        Composite then = tab(tabs, Messages.moment);
        moment = Names.name(new Label(then, SWT.WRAP), MOMENT);
        moment.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        matrix = new MatrixCanvas(then, services(), new MatrixCanvas.Listener() {
            @Override
            public void chosen(String node, String group) {
                // a look back, not a choice
            }

            @Override
            public void opened() {
                // there is nothing behind it
            }
        });
        matrix.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        sash.setSashWidth(SASH);
        sash.setWeights(1, 1);
    }

    private static Composite tab(TabFolder tabs, String text) {
        Composite area = new Composite(tabs, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        area.setLayout(layout);
        TabItem item = new TabItem(tabs, SWT.NONE);
        item.setText(text);
        item.setControl(area);
        return area;
    }

    @Override
    void turned() {
        timeline = null;
        last = null;
        broken = false;
        if (banner != null) {
            banner.clear();
        }
    }

    @Override
    void recolor() {
        canvas.redraw();
        matrix.recolor();
    }

    @Override
    void show(BoardSelection selection, SystemView view) {
        canvas.emphasise(selection.node(), selection.group());
        SystemSnapshot now = view.snapshot();
        boolean same = last != null && last.nodes().equals(now.nodes()) && last.assignments().equals(now.assignments())
                && last.roles().equals(now.roles()) && (last.failure() == null) == (now.failure() == null);
        if (broken) {
            return;
        }
        if (timeline == null || !same) {
            last = now;
            load(selection.system());
        } else {
            canvas.until(Instant.now());
        }
    }

    private void load(ControllerSystem system) {
        if (loading) {
            last = null;
            return;
        }
        loading = true;
        services().jobs().job(NLS.bind(Messages.readTheHistory, system.name()), task -> Timeline.of(system.name(),
                services().history().query(EventQuery.newest(MOST).of(system.lab().id())), Instant.now())).system().on(canvas).done(t -> {
                    if (chosen().filter(c -> c.system() == system).isPresent()) {
                        take(t);
                    }
                }).failed(f -> {
                    // Told once and in place; with each reading of the system it would come again.
                    broken = true;
                    banner.show(f, () -> {
                        broken = false;
                        banner.clear();
                        load(system);
                    });
                }).finished(() -> loading = false).start();
    }

    private void take(Timeline next) {
        timeline = next;
        canvas.show(next);
        List<Line> lines = new ArrayList<>();
        Set<Event> inSwacts = new HashSet<>();
        for (Timeline.Swact s : next.swacts()) {
            inSwacts.addAll(s.events());
            lines.add(new Line(s.begin(), swact(s), s.took(),
                    String.join("\n", s.events().stream().map(Event::text).toList())));
        }
        next.rows().stream().flatMap(r -> r.spans().stream()).filter(s -> !inSwacts.contains(s.event())).forEach(s -> lines.add(
                new Line(s.from(), s.event().text(), Duration.ZERO, s.event().text())));
        lines.sort(Comparator.comparing(Line::at).reversed());
        events.show(lines);
        Instant end = next.to();
        availability.show(next.rows().stream().map(Timeline.Row::group).filter(g -> !g.isEmpty()).distinct().map(g -> new Available(g,
                share(next, g, end.minus(Duration.ofHours(1))), share(next, g, end.minus(Duration.ofDays(1))), share(next, g, next.from()))).toList());
        at(end);
    }

    private static String swact(Timeline.Swact s) {
        int changes = s.events().size();
        return changes == 1 ? NLS.bind(Messages.swactEventOneChange, s.host(), s.to()) : NLS.bind(Messages.swactEvent, new Object[] {s.host(), s.to(), changes});
    }

    private static String share(Timeline t, String group, Instant from) {
        return t.availability(group, from, t.to()).map(a -> String.format(Locale.ROOT, "%.3f %%", a * 100)).orElse(Messages.notKnown);
    }

    private void at(Instant when) {
        if (timeline != null) {
            SystemSnapshot then = timeline.at(when);
            moment.setText(NLS.bind(Messages.momentWas, Ages.exact(when), Sentences.state(then)).replace("&", "&&"));
            matrix.show(Matrix.of(then), false);
        }
    }
}
