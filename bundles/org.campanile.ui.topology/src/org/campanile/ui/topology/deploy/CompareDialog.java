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
import org.eclipse.osgi.util.NLS;
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
        super(parent, ID, Messages.compareRuns);
        this.services = services;
        this.comparison = comparison;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        area.setLayout(GridLayoutFactory.fillDefaults().margins(12, 12).spacing(0, 8).create());
        new Label(area, SWT.NONE).setText(comparison.sameDocument() ? Messages.sameDocument : Messages.documentWasChanged);
        CTabFolder tabs = new CTabFolder(area, SWT.BOTTOM | SWT.FLAT);
        tabs.setLayoutData(large(130, 18));
        TableKit<RunComparison.Row> table = new TableKit<>(tabs, ID + ".table", r -> r.unit() + "/" + r.step(), true, List.of(
                TableColumnSpec.<RunComparison.Row>text("unit", Messages.unit, 16, r -> r.unit().isEmpty() ? Messages.stack : r.unit())
                        .image(r -> services.icons().state(state(r))),
                TableColumnSpec.<RunComparison.Row>text("step", Messages.step, 26, RunComparison.Row::step),
                TableColumnSpec.<RunComparison.Row>text("before", Messages.earlier, 10, r -> r.before() == null ? "" : RunComparison.seconds(r.before().seconds())).right(),
                TableColumnSpec.<RunComparison.Row>text("after", Messages.later, 10, r -> r.after() == null ? "" : RunComparison.seconds(r.after().seconds())).right(),
                TableColumnSpec.<RunComparison.Row>text("longer", Messages.difference, 12, r -> RunComparison.signed(r.longer())).right()
                        .order((a, b) -> Double.compare(a.longer(), b.longer())),
                TableColumnSpec.<RunComparison.Row>text("result", Messages.whatDiffers, 50, CompareDialog::differs).tooltip(CompareDialog::differs)));
        Tabs.add(tabs, Messages.table, table.control());
        table.show(comparison.rows());
        Tabs.add(tabs, Messages.text, text(tabs, SWT.H_SCROLL, comparison.text()));
        tabs.setSelection(0);
        return area;
    }

    @Override
    public void create() {
        super.create();
        setTitle(Messages.twoRunsStepByStep);
        setMessage(head(Messages.earlier, comparison.before()) + "\n" + head(Messages.later, comparison.after()));
    }

    private static String head(String which, RunRecord run) {
        return NLS.bind(Messages.runInWords, new Object[] { which, Ages.exact(run.began()), run.by(), run.outcome().label().toLowerCase(Locale.ROOT),
                RunComparison.seconds(run.took().toMillis() / 1000.0) });
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
        boolean failed = row.after().state().toLowerCase(Locale.ROOT).contains("fail");
        return failed ? State.FAILED : row.before().state().equals(row.after().state()) ? State.GOOD : State.ATTENTION;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, COPY, Messages.copyAsText, false), ID + ".copy");
        Names.name(createButton(parent, EXPORT, Messages.export, false), ID + ".export");
        createButton(parent, IDialogConstants.OK_ID, Messages.close, true);
    }

    @Override
    protected void buttonPressed(int id) {
        switch (id) {
            case COPY -> Clip.copy(getShell().getDisplay(), comparison.text());
            case EXPORT -> TextExport.ask(getShell(), Messages.exportComparison, "runs-" + comparison.before().id() + "-" + comparison.after().id() + ".txt", comparison.text());
            default -> super.buttonPressed(id);
        }
    }
}
