package org.campanile.ui.topology.deploy;

import java.util.List;
import java.util.Locale;

import org.campanile.core.deploy.watch.RunComparison;
import org.campanile.core.deploy.watch.RunRecord;
import org.campanile.ui.Ages;
import org.campanile.ui.Clip;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.TextExport;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.frame.Tabs;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Two runs side by side, step by step, as a table and as text that can be copied and exported. UI thread only. */
final class CompareDialog extends RunDialog {

    /** Name of the dialog; the table is {@code .table}, the text {@code .text}. */
    static final String ID = Topology.DEPLOYMENT + ".compareRuns";
    private static final int COPY = IDialogConstants.CLIENT_ID;
    private static final int EXPORT = IDialogConstants.CLIENT_ID + 1;

    private final Services services;
    private final RunComparison comparison;

    CompareDialog(Shell parent, Services services, RunComparison comparison) {
        super(parent, ID, "Compare runs");
        this.services = services;
        this.comparison = comparison;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        area.setLayout(GridLayoutFactory.fillDefaults().margins(12, 12).spacing(0, 8).create());
        new Label(area, SWT.NONE).setText(comparison.sameDocument() ? "Both deployed the same document." : "The document was changed between the runs.");
        CTabFolder tabs = new CTabFolder(area, SWT.BOTTOM | SWT.FLAT);
        tabs.setLayoutData(large(130, 18));
        TableKit<RunComparison.Row> table = new TableKit<>(tabs, ID + ".table", r -> r.unit() + "/" + r.step(), true, List.of(
                TableColumnSpec.<RunComparison.Row>text("unit", "Unit", 16, RunComparison.Row::unit).image(r -> services.icons().state(state(r))),
                TableColumnSpec.<RunComparison.Row>text("step", "Step", 26, RunComparison.Row::step),
                TableColumnSpec.<RunComparison.Row>text("before", "Earlier", 10, r -> r.before() == null ? "" : RunComparison.seconds(r.before().seconds())).right(),
                TableColumnSpec.<RunComparison.Row>text("after", "Later", 10, r -> r.after() == null ? "" : RunComparison.seconds(r.after().seconds())).right(),
                TableColumnSpec.<RunComparison.Row>text("longer", "Difference", 12, r -> RunComparison.signed(r.longer())).right()
                        .order((a, b) -> Double.compare(a.longer(), b.longer())),
                TableColumnSpec.<RunComparison.Row>text("result", "What differs", 50, CompareDialog::differs).tooltip(CompareDialog::differs)));
        Tabs.add(tabs, "Table", table.control());
        table.show(comparison.rows());
        Tabs.add(tabs, "Text", text(tabs, SWT.H_SCROLL, comparison.text()));
        tabs.setSelection(0);
        return area;
    }

    @Override
    public void create() {
        super.create();
        setTitle("Two runs, step by step");
        setMessage(head("Earlier", comparison.before()) + "\n" + head("Later", comparison.after()));
    }

    private static String head(String which, RunRecord run) {
        return which + ": " + Ages.exact(run.began()) + " by " + run.by() + ", " + run.outcome().label().toLowerCase(Locale.ROOT) + " after "
                + RunComparison.seconds(run.took().toMillis() / 1000.0);
    }

    /** As a sentence of its own begins. */
    private static String differs(RunComparison.Row row) {
        String text = row.difference();
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static State state(RunComparison.Row row) {
        if (row.before() == null || row.after() == null) {
            return State.UNKNOWN;
        }
        return row.before().state().equals(row.after().state()) ? State.GOOD : State.ATTENTION;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, COPY, "Copy as text", false), ID + ".copy");
        Names.name(createButton(parent, EXPORT, "Export…", false), ID + ".export");
        createButton(parent, IDialogConstants.OK_ID, "Close", true);
    }

    @Override
    protected void buttonPressed(int id) {
        switch (id) {
            case COPY -> Clip.copy(getShell().getDisplay(), comparison.text());
            case EXPORT -> TextExport.ask(getShell(), "Export the comparison", "runs-" + comparison.before().id() + "-" + comparison.after().id() + ".txt", comparison.text());
            default -> super.buttonPressed(id);
        }
    }
}
