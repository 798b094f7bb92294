package org.campanile.ui.setup;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.campanile.ui.Ages;
import org.campanile.ui.Clip;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Theme;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/**
 * The parts of a lab, a row each: state as shape and word, name, one line of evidence, age, "Check". Where there is little room evidence and age have a
 * line of their own. Rows stay where they are while they change. UI thread only.
 */
final class PartList {

    private static final int COLUMNS = 6;
    private static final int NARROW_COLUMNS = 4;
    /** A row needs so many letters to have all in one line. */
    private static final int ROW = 95;
    private static final int INDENT = 20;

    /** The widgets of a row. */
    private record Line(Label shape, Label word, Label title, Label evidence, Label age, Link check, Link setUp) {
    }

    private final Services services;
    private final ScrolledComposite scroll;
    private final Composite area;
    private final Consumer<String> check;
    private final Consumer<String> setUp;
    private boolean changeable = true;
    private boolean narrow;
    private Set<String> canBeSetUp = Set.of();
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private Map<String, PartRow> shown = Map.of();

    /** @param check looks at the part of that id again, @param setUp opens the wizard for it */
    PartList(Composite parent, Services services, Consumer<String> check, Consumer<String> setUp) {
        this.services = services;
        this.check = check;
        this.setUp = setUp;
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        area = Names.name(new Composite(scroll, SWT.NONE), SetupIds.PAGE + ".parts");
        GridLayout layout = new GridLayout(COLUMNS, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        // The bar that scrolls is not touched.
        layout.marginRight = 8;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 8;
        area.setLayout(layout);
        scroll.setContent(area);
        scroll.addListener(SWT.Resize, e -> resize());
    }

    Control control() {
        return scroll;
    }

    /** Which parts have steps, and whether the lab lets itself be changed. */
    void setUp(Set<String> parts, boolean allowed) {
        canBeSetUp = Set.copyOf(parts);
        changeable = allowed;
        lines.forEach((id, line) -> line.setUp().setVisible(canBeSetUp.contains(id)));
        shown.forEach((rule, row) -> fill(lines.get(rule), row, null));
    }

    /** Shows these parts; rows are made anew only when there are other parts than before. */
    void show(List<PartRow> rows) {
        if (!List.copyOf(lines.keySet()).equals(rows.stream().map(PartRow::rule).toList())) {
            rebuild(rows);
        }
        Map<String, PartRow> now = new LinkedHashMap<>();
        rows.forEach(r -> now.put(r.rule(), r));
        boolean heights = false;
        for (PartRow row : rows) {
            heights |= fill(lines.get(row.rule()), row, shown.get(row.rule()));
        }
        shown = now;
        if (heights) {
            area.layout(true, true);
            resize();
        }
    }

    private void rebuild(List<PartRow> rows) {
        for (Control child : area.getChildren()) {
            child.dispose();
        }
        lines.clear();
        shown = Map.of();
        for (PartRow row : rows) {
            lines.put(row.rule(), line(row));
        }
        lines.values().forEach(this::arrange);
        recolor();
    }

    /** Evidence and age before the links, or below all. */
    private void arrange(Line line) {
        line.evidence().moveBelow(narrow ? line.setUp() : line.title());
        line.age().moveBelow(line.evidence());
        GridData title = new GridData(narrow ? SWT.FILL : SWT.LEFT, SWT.TOP, narrow, false);
        title.widthHint = narrow ? line.title().computeSize(SWT.DEFAULT, SWT.DEFAULT).x / 2 : SWT.DEFAULT;
        line.title().setLayoutData(title);
        ((GridData) line.word().getLayoutData()).widthHint = narrow ? SWT.DEFAULT : letters(12);
        GridData evidence = (GridData) line.evidence().getLayoutData();
        evidence.horizontalSpan = narrow ? 2 : 1;
        evidence.horizontalIndent = narrow ? INDENT : 0;
        GridData age = (GridData) line.age().getLayoutData();
        age.horizontalSpan = narrow ? 2 : 1;
        age.widthHint = narrow ? SWT.DEFAULT : letters(12);
    }

    private int letters(int count) {
        return (int) (Fonts.averageCharWidth(area) * count);
    }

    private Line line(PartRow row) {
        String id = SetupIds.PART + row.rule();
        Composite state = new Composite(area, SWT.NONE);
        GridLayout two = new GridLayout(2, false);
        two.marginWidth = 0;
        two.marginHeight = 0;
        state.setLayout(two);
        state.setLayoutData(new GridData(SWT.LEFT, SWT.TOP, false, false));
        Label shape = new Label(state, SWT.NONE);
        Label word = Names.name(new Label(state, SWT.NONE), id + ".state");
        word.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, false, false));
        Label title = label(area, id + ".title", SWT.WRAP);
        title.setText(row.title());
        Label evidence = label(area, id + ".evidence", SWT.WRAP);
        GridData fill = new GridData(SWT.FILL, SWT.TOP, true, false);
        fill.widthHint = 160;
        evidence.setLayoutData(fill);
        Label age = label(area, id + ".age", SWT.RIGHT);
        age.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
        Link link = Names.name(new Link(area, SWT.NONE), id + ".check");
        link.setText("<a>" + Messages.check + "</a>");
        link.setToolTipText(NLS.bind(Messages.checkPart, row.title()));
        link.setLayoutData(new GridData(SWT.LEFT, SWT.TOP, false, false));
        link.addListener(SWT.Selection, e -> check.accept(row.rule()));
        Link make = Names.name(new Link(area, SWT.NONE), id + ".setUp");
        make.setText("<a>" + Messages.setUp + "</a>");
        make.setToolTipText(NLS.bind(Messages.setUpPartAlone, row.title()));
        make.setLayoutData(new GridData(SWT.LEFT, SWT.TOP, false, false));
        make.addListener(SWT.Selection, e -> setUp.accept(row.rule()));
        make.setVisible(canBeSetUp.contains(row.rule()));
        Menu menu = new Menu(evidence);
        MenuItem copy = new MenuItem(menu, SWT.PUSH);
        copy.setText(Messages.copyDetails);
        copy.addListener(SWT.Selection, e -> Clip.copy(area.getDisplay(), shown.get(row.rule()).details()));
        evidence.setMenu(menu);
        return new Line(shape, word, title, evidence, age, link, make);
    }

    private static Label label(Composite parent, String id, int style) {
        Label label = Names.name(new Label(parent, style), id);
        label.setLayoutData(new GridData(SWT.LEFT, SWT.TOP, false, false));
        return label;
    }

    /** Fills a row; says whether heights may have changed. */
    private boolean fill(Line line, PartRow row, PartRow before) {
        line.age.setText(row.at().equals(Instant.EPOCH) ? "" : Ages.ago(row.at(), Instant.now()));
        if (row.equals(before)) {
            return false;
        }
        line.shape.setImage(services.icons().state(row.state()));
        line.word.setText(row.state() == State.CHANGING ? Messages.checking : row.state().word());
        line.evidence.setText(row.evidence().replace("&", "&&"));
        line.evidence.setToolTipText(row.details().isEmpty() ? null : row.details());
        line.age.setToolTipText(row.at().equals(Instant.EPOCH) ? null : Ages.exact(row.at()));
        line.check.setEnabled(row.state() != State.CHANGING);
        line.setUp.setEnabled(changeable && row.state() != State.CHANGING);
        return true;
    }

    /** Brings the ages up to date. */
    void tick() {
        shown.forEach((rule, row) -> fill(lines.get(rule), row, row));
    }

    /** Takes the colours from the theme again. */
    void recolor() {
        Theme theme = services.theme();
        scroll.setBackground(theme.color(Theme.Tone.GROUND));
        Ground.paint(area, theme, Theme.Tone.GROUND);
        lines.values().forEach(l -> {
            l.age.setForeground(theme.color(Theme.Tone.MUTED));
            l.word.setForeground(theme.color(Theme.Tone.MUTED));
        });
        shown.forEach((rule, row) -> fill(lines.get(rule), row, null));
    }

    private void resize() {
        int width = scroll.getClientArea().width;
        if (narrow != width < letters(ROW)) {
            narrow = !narrow;
            ((GridLayout) area.getLayout()).numColumns = narrow ? NARROW_COLUMNS : COLUMNS;
            lines.values().forEach(this::arrange);
            area.layout(true, true);
        }
        scroll.setMinHeight(area.computeSize(width, SWT.DEFAULT).y);
        scroll.getVerticalBar().setIncrement(24);
    }
}
