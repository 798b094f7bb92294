package org.campanile.ui.setup.logs;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.campanile.core.diagnosis.Knowledge;
import org.campanile.core.diagnosis.Place;
import org.campanile.core.diagnosis.Symptom;
import org.campanile.core.logs.LogLine;
import org.campanile.core.logs.LogSeverity;
import org.campanile.core.logs.LogView;
import org.campanile.ui.Clip;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Theme;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * The entries of a {@link LogView} as a virtual table: only rows that are seen are read. Severity has a word, a colour and a shape, harmless rows are dimmed,
 * rows of which something is known have a mark. UI thread only.
 */
final class LogTable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(Messages.timeFormat, Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int LONGEST = 600;

    /** Time, process and severity at the begin of a line, which have columns of their own. */
    private static final Pattern HEAD = Pattern.compile("^\\[?\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?]?[ |]*(?:\\d+ )?"
            + "(?:\\[?(?:TRACE|DEBUG|INFO|NOTICE|AUDIT|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL)]?[ |]+)?", Pattern.CASE_INSENSITIVE);
    private static final int REMEMBERED = 2000;
    private static final int MOST_COPIED = 100_000;
    private static final int MOST_CHOSEN = 200;

    private final Services services;
    private final Table table;
    private final Map<Integer, List<Symptom>> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<Symptom>> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Knowledge knowledge = Knowledge.shipped();
    private Optional<LogView> view = Optional.empty();

    LogTable(Composite parent, Services services, Consumer<Integer> selected) {
        this.services = services;
        table = Names.name(new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.MULTI), LogIds.VIEW + ".table");
        table.setHeaderVisible(true);
        column(Messages.time, 19);
        column(Messages.severity, 13);
        column(Messages.log, 26);
        column(Messages.message, 120);
        table.addListener(SWT.SetData, e -> fill((TableItem) e.item, e.index));
        table.addListener(SWT.Selection, e -> selected.accept(table.getSelectionIndex()));
        table.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == 'c' && (e.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1) {
                copy();
            }
        });
    }

    private void column(String title, int chars) {
        TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText(title);
        column.setWidth((int) Math.ceil(chars * Fonts.averageCharWidth(table)) + 16);
        column.setMoveable(true);
    }

    Table table() {
        return table;
    }

    void knowledge(Knowledge now) {
        knowledge = now;
        known.clear();
        table.clearAll();
    }

    /** Shows what was found; the selection stays on its entry, and the view where it is unless it follows. */
    void show(LogView now, boolean follow) {
        int[] chosen = chosen();
        int top = table.getTopIndex();
        view = Optional.of(now);
        table.setItemCount(now.size());
        table.clearAll();
        table.deselectAll();
        table.select(IntStream.of(chosen).map(now::indexOf).filter(i -> i >= 0).toArray());
        table.setTopIndex(follow ? Math.max(0, now.size() - 1) : Math.min(top, Math.max(0, now.size() - 1)));
    }

    /** Ids of the selected entries; of very many only the first, since each is looked for again. */
    private int[] chosen() {
        LogView before = view.orElse(null);
        return before == null ? new int[0] : IntStream.of(table.getSelectionIndices()).limit(MOST_CHOSEN).filter(i -> i < before.size())
                .map(i -> before.entry(i).map(LogLine::id).orElse(-1)).filter(id -> id >= 0).toArray();
    }

    private void fill(TableItem item, int index) {
        if (index < 0) {
            // While it takes rows away, GTK asks for some that are gone already.
            return;
        }
        Optional<LogLine> line = view.filter(v -> index < v.size()).flatMap(v -> v.entry(index));
        if (line.isEmpty()) {
            item.setText(3, Messages.lineMadeRoom);
            return;
        }
        LogLine l = line.get();
        List<Symptom> means = symptoms(l);
        String whole = Shown.of(l.text().length() > LONGEST ? l.text().substring(0, LONGEST) + "…" : l.text());
        String text = l.time().isPresent() && !l.continuation() ? HEAD.matcher(whole).replaceFirst("") : whole;
        item.setText(new String[] {l.time().map(TIME::format).orElse(""), l.severity().label(), l.source().host() + ":" + l.source().shortName(),
                l.more() == 0 ? text : l.more() == 1 ? NLS.bind(Messages.withOneMoreLine, text) : NLS.bind(Messages.withMoreLines, text, l.more())});
        boolean dim = l.harmless() || !means.isEmpty() && means.stream().allMatch(Symptom::harmless);
        item.setForeground(services.theme().color(dim ? Theme.Tone.MUTED : tone(l.severity())));
        item.setImage(1, shape(l.severity(), dim));
        item.setImage(3, means.isEmpty() ? null : services.icons().image("lightbulb", dim ? Theme.Tone.MUTED : Theme.Tone.ACCENT, 16));
    }

    /** The shape that says the same as the colour; what is harmless or nothing odd has none. */
    private Image shape(LogSeverity severity, boolean dim) {
        return dim ? null : switch (severity) {
            case CRITICAL, ERROR -> services.icons().state(State.FAILED);
            case WARNING -> services.icons().state(State.ATTENTION);
            case DEBUG, INFO, UNKNOWN -> null;
        };
    }

    private static Theme.Tone tone(LogSeverity severity) {
        return switch (severity) {
            case CRITICAL, ERROR -> Theme.Tone.FAILED;
            case WARNING -> Theme.Tone.ATTENTION;
            case DEBUG -> Theme.Tone.MUTED;
            case INFO, UNKNOWN -> Theme.Tone.TEXT;
        };
    }

    /** What is known of a line. */
    List<Symptom> symptoms(LogLine line) {
        return known.computeIfAbsent(line.id(), id -> knowledge.explain(Place.ofFile(line.source().name()), line.text()));
    }

    /** What is known of a whole entry. */
    List<Symptom> symptoms(LogLine line, String whole) {
        return line.more() == 0 ? symptoms(line) : knowledge.explain(Place.ofFile(line.source().name()), whole);
    }

    Optional<LogView> view() {
        return view;
    }

    void copy() {
        List<String> lines = new ArrayList<>();
        for (int i : table.getSelectionIndices()) {
            lines.add(view.orElseThrow().text(i));
        }
        Clip.copy(table.getDisplay(), String.join("\n", lines));
    }

    /** All that is shown, up to 100,000 entries. */
    String text() {
        StringBuilder out = new StringBuilder();
        view.ifPresent(v -> {
            for (int i = 0; i < Math.min(MOST_COPIED, v.size()); i++) {
                LogLine line = v.entry(i).orElse(null);
                if (line != null) {
                    out.append(line.source().label()).append('\t').append(line.more() == 0 ? line.text() : v.text(i)).append('\n');
                }
            }
        });
        return out.toString();
    }
}
