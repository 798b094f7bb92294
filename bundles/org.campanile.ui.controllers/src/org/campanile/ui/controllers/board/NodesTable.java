package org.campanile.ui.controllers.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.ui.Services;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.Theme.Tone;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/**
 * The nodes of many systems, one line each, grouped by what the user chose: the lines of a group stay together however they are sorted, its name stands on the
 * first of them and a line is drawn above it. UI thread only.
 */
public final class NodesTable {

    /** What the nodes are grouped by. */
    public enum By {
        /** Their system. */ SYSTEM(Messages.nodesBySystem, NodeRow::system),
        /** Active or standby. */ PERSONALITY(Messages.nodesByPersonality, NodeRow::personality),
        /** How they are, worst first. */ STATE(Messages.nodesByState, NodeRow::state);

        private final String title;
        private final Function<NodeRow, String> key;

        By(String title, Function<NodeRow, String> key) {
            this.title = title;
            this.key = key;
        }

        /** What such a table is called. */
        public String title() {
            return title;
        }
    }

    /** Name of the table. */
    public static final String TABLE = "org.campanile.ui.controllers.nodes";

    private record Kept(SystemSnapshot of, boolean stale, List<NodeRow> rows) {
    }

    private final Services services;
    private final TableKit<NodeRow> table;
    private final Map<String, Kept> kept = new HashMap<>();
    private Map<String, Long> sizes = Map.of();
    private By by = By.SYSTEM;

    /** An empty table. */
    public NodesTable(Composite parent, Services services, Consumer<NodeRow> chosen, Runnable opened) {
        this.services = services;
        table = new TableKit<>(parent, TABLE, r -> r.system() + "\n" + r.node(), true, List.of(
                column("group", Messages.group, 12, r -> by.key.apply(r)),
                column("node", Messages.node, 14, NodeRow::node).naming().image(r -> r.mark().image(services.icons(), r.stale()))
                        .tooltip(r -> NLS.bind(Messages.stateAndReady, r.state(), Matrix.word(r.ready()))),
                column("system", Messages.system, 11, NodeRow::system),
                column("personality", Messages.personality, 11, NodeRow::personality),
                column("admin", Messages.admin, 8, NodeRow::admin),
                column("oper", Messages.oper, 8, NodeRow::oper),
                column("avail", Messages.avail, 8, NodeRow::avail),
                column("trouble", Messages.serviceGroups, 15, r -> r.trouble().isEmpty() ? Messages.well : r.trouble()).tooltip(NodeRow::trouble)));
        table.sortBy("node");
        table.onSelect(all -> all.stream().findFirst().ifPresent(chosen));
        table.onOpen(r -> opened.run());
        table.table().addListener(SWT.EraseItem, e -> {
            if (e.index == 0) {
                e.detail &= ~SWT.FOREGROUND;
            }
        });
        table.table().addListener(SWT.PaintItem, this::title);
    }

    private TableColumnSpec<NodeRow> column(String id, String title, int chars, Function<NodeRow, String> text) {
        TableColumnSpec<NodeRow> plain = TableColumnSpec.text(id, title, chars, text);
        return plain.order(grouped(plain.order()));
    }

    /** Group first, whichever way round the column is sorted. */
    private Comparator<NodeRow> grouped(Comparator<NodeRow> own) {
        return (a, b) -> {
            int groups = by == By.STATE ? b.mark().compareTo(a.mark()) : by.key.apply(a).compareTo(by.key.apply(b));
            if (groups != 0 && !by.key.apply(a).equals(by.key.apply(b))) {
                return table != null && table.table().getSortDirection() == SWT.DOWN ? -groups : groups;
            }
            int first = own.compare(a, b);
            return first != 0 ? first : (a.system() + "\n" + a.node()).compareTo(b.system() + "\n" + b.node());
        };
    }

    private void title(Event e) {
        Table control = table.table();
        int at = control.indexOf((TableItem) e.item);
        if (at < 0 || at >= table.shown().size()) {
            return;
        }
        String group = by.key.apply(table.shown().get(at));
        if (at > 0 && by.key.apply(table.shown().get(at - 1)).equals(group)) {
            return;
        }
        Rectangle cell = ((TableItem) e.item).getBounds(e.index);
        if (at > 0) {
            e.gc.setForeground(services.theme().color(Tone.MUTED));
            e.gc.drawLine(cell.x, cell.y, cell.x + cell.width, cell.y);
        }
        if (e.index == 0) {
            String text = group + "  " + sizes.getOrDefault(group, 0L);
            e.gc.setForeground((e.detail & SWT.SELECTED) != 0 ? e.display.getSystemColor(SWT.COLOR_LIST_SELECTION_TEXT) : services.theme().color(Tone.TEXT));
            e.gc.drawText(text, cell.x + 4, cell.y + (cell.height - e.gc.textExtent(text).y) / 2, true);
        }
    }

    /** Groups by something else from now on. */
    public void by(By next) {
        by = next;
        // turned round twice: the order stays and is made anew
        String column = (String) table.table().getSortColumn().getData(org.campanile.ui.Names.KEY);
        table.sortBy(column);
        table.sortBy(column);
        sizes();
        table.repaint();
    }

    /** Shows the nodes of these systems as they are known now; only those of systems that have changed are looked at anew. */
    public void show(Iterable<ControllerSystem> systems) {
        Instant now = Instant.now();
        List<NodeRow> rows = new ArrayList<>();
        for (ControllerSystem system : systems) {
            SystemSnapshot current = system.poller().current();
            Kept before = kept.get(system.name());
            boolean stale = Sentences.stale(current, now);
            if (before == null || before.stale() != stale || !before.of().saysTheSameAs(current)) {
                before = new Kept(current, stale, NodeRow.of(current, now));
                kept.put(system.name(), before);
            }
            rows.addAll(before.rows());
        }
        table.show(rows);
        sizes();
    }

    private void sizes() {
        Map<String, Long> next = new HashMap<>();
        table.shown().forEach(r -> next.merge(by.key.apply(r), 1L, Long::sum));
        if (!next.equals(sizes)) {
            sizes = next;
            table.repaint();
        }
    }

    /** Forgets all systems. */
    public void clear() {
        kept.clear();
        table.show(List.of());
    }

    /** What is selected, or everything shown, as lines with tabs. */
    public String copied() {
        List<NodeRow> all = table.selection().isEmpty() ? table.shown() : table.selection();
        return String.join("\n", all.stream().map(r -> String.join("\t", r.system(), r.node(), r.personality(), r.state(), r.admin(), r.oper(), r.avail(), r.ready(),
                r.trouble())).toList());
    }

    /** The table. */
    public TableKit<NodeRow> kit() {
        return table;
    }
}
