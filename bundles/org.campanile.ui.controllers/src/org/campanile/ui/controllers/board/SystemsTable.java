package org.campanile.ui.controllers.board;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.campanile.core.controllers.SystemPoller.Attention;
import org.campanile.ui.Ages;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SystemView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/**
 * Many systems, one line each, worst first; groups as a row of shapes. Lines are made where the readings come in and shown together a few times a
 * second, so that hundreds of systems cost the UI thread little. UI thread only.
 */
public final class SystemsTable {

    /** Name of the table. */
    public static final String TABLE = "org.campanile.ui.controllers.systems";

    private static final int TOGETHER_MILLIS = 300;
    private static final int GROUPS = 3;
    private static final int SHAPE = 16;

    private static final TableColumnSpec<SystemRow> NAME = TableColumnSpec.<SystemRow>text("system", Messages.system, 13, SystemRow::system);

    private final Services services;
    private final TableKit<SystemRow> table;
    private final Map<String, ControllerSystem> systems = new LinkedHashMap<>();
    private final Map<String, SystemRow> rows = new ConcurrentHashMap<>();
    private final Map<String, SystemView> seen = new ConcurrentHashMap<>();
    private final Map<String, Subscription> watches = new LinkedHashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private Runnable shown = () -> {
    };

    /** An empty table. */
    public SystemsTable(Composite parent, Services services, Consumer<ControllerSystem> chosen, Runnable opened) {
        this.services = services;
        table = new TableKit<>(parent, TABLE, SystemRow::system, true, List.of(
                NAME.image(r -> services.icons().state(r.state(), r.stale(), SHAPE))
                        .tooltip(SystemRow::sentence),
                TableColumnSpec.<SystemRow>text("state", Messages.state, 10, r -> Sentences.word(r.state())).order(Comparator.comparingInt(SystemRow::rank).reversed()
                        .thenComparing(NAME.order())),
                TableColumnSpec.<SystemRow>text("active", Messages.active, 11, SystemRow::active),
                // drawn as shapes; the words are for filter, copy and export
                TableColumnSpec.<SystemRow>text("groups", Messages.serviceGroups, 25, SystemRow::groupWords).tooltip(SystemRow::groupWords),
                TableColumnSpec.<SystemRow>text("sentence", Messages.howItIs, 26, r -> r.action().isEmpty() ? r.besidesActive() : r.action())
                        .tooltip(r -> (r.action().isEmpty() ? r.sentence() : r.action()) + "\n" + r.nodeWords()),
                TableColumnSpec.<SystemRow>text("since", Messages.activeSince, 12, r -> r.since().map(at -> Ages.exact(at).substring(5, 16)).orElse(""))
                        .tooltip(r -> r.since().map(Ages::exact).orElse(null))
                        .order(Comparator.comparing(r -> r.since().orElse(Instant.MAX)))));
        table.sortBy("state");
        table.onSelect(all -> all.stream().findFirst().map(r -> systems.get(r.system())).ifPresent(chosen));
        table.onOpen(r -> opened.run());
        Table control = table.table();
        control.addListener(SWT.EraseItem, e -> {
            if (e.index == GROUPS) {
                // the text is not drawn, the shapes are
                e.detail &= ~SWT.FOREGROUND;
            }
        });
        control.addListener(SWT.PaintItem, this::shapes);
    }

    private void shapes(Event e) {
        if (e.index == 0 && (e.detail & SWT.SELECTED) != 0) {
            // with the erasing above in force GTK leaves the image of a selected line out
            TableItem item = (TableItem) e.item;
            if (item.getImage(0) != null) {
                Rectangle place = item.getImageBounds(0);
                e.gc.drawImage(item.getImage(0), place.x, place.y);
            }
        }
        if (e.index != GROUPS) {
            return;
        }
        int at = table.table().indexOf((TableItem) e.item);
        if (at < 0 || at >= table.shown().size()) {
            return;
        }
        SystemRow row = table.shown().get(at);
        Rectangle cell = ((TableItem) e.item).getBounds(GROUPS);
        int x = cell.x + 2;
        for (SystemRow.GroupCell g : row.groups()) {
            Image image = g.mark().image(services.icons(), row.stale());
            Rectangle size = image.getBounds();
            if (x + size.width > cell.x + cell.width) {
                break;
            }
            e.gc.drawImage(image, x, cell.y + (cell.height - size.height) / 2);
            x += size.width + 1;
        }
    }

    /** Shows other systems; nothing is read yet. */
    public void show(List<ControllerSystem> next) {
        watch(false);
        systems.clear();
        rows.clear();
        seen.clear();
        next.forEach(s -> systems.put(s.name(), s));
        next.forEach(s -> rows.put(s.name(), SystemRow.of(s, s.view(), Instant.now())));
        flush();
    }

    /** Reads them from now on, or no longer. */
    public void watch(boolean on) {
        watches.values().forEach(Subscription::close);
        watches.clear();
        if (on) {
            systems.values().forEach(s -> watches.put(s.name(), s.watch(view -> take(s, view), Attention.USUAL)));
        }
    }

    private void take(ControllerSystem system, SystemView view) {
        SystemView before = seen.put(system.name(), view);
        SystemRow line = rows.get(system.name());
        if (before != null && line != null && !line.stale() && view.snapshot().failure() == null && view.saysTheSameAs(before)) {
            return;
        }
        SystemRow row = SystemRow.of(system, view, Instant.now());
        if (!row.equals(rows.put(system.name(), row)) && due.compareAndSet(false, true)) {
            var display = table.control().getDisplay();
            display.asyncExec(() -> {
                if (!table.control().isDisposed()) {
                    display.timerExec(TOGETHER_MILLIS, this::flush);
                }
            });
        }
    }

    private void flush() {
        due.set(false);
        if (!table.control().isDisposed()) {
            table.show(systems.keySet().stream().map(rows::get).filter(java.util.Objects::nonNull).toList());
            shown.run();
        }
    }

    /** Calls {@code then} each time something new is shown. */
    public void onShown(Runnable then) {
        shown = then;
    }

    /** The time goes on: what is not renewed turns pale. */
    public void tick() {
        Instant now = Instant.now();
        boolean changed = false;
        for (ControllerSystem s : systems.values()) {
            SystemRow before = rows.get(s.name());
            if (before != null && before.stale() != Sentences.stale(s.poller().current(), now)) {
                rows.put(s.name(), SystemRow.of(s, s.view(), now));
                changed = true;
            }
        }
        if (changed) {
            flush();
        }
    }

    /** What is selected, or everything shown, as lines with tabs. */
    public String copied() {
        List<SystemRow> all = table.selection().isEmpty() ? table.shown() : table.selection();
        return String.join("\n", all.stream().map(r -> String.join("\t", r.system(), Sentences.word(r.state()), r.active(), r.groupWords(),
                r.since().map(Ages::exact).orElse(""), r.sentence(), r.nodeWords())).toList());
    }

    /** The table. */
    public TableKit<SystemRow> kit() {
        return table;
    }

    /** Draws it in the colours of the theme. */
    public void recolor() {
        table.repaint();
    }
}
