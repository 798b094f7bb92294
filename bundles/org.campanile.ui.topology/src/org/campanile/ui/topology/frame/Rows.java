package org.campanile.ui.topology.frame;

import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;

/** The grid of a dialog or wizard page: a banner for what failed, below it rows of a label and what is asked. UI thread only. */
public final class Rows {

    private static final int BAR = 4;

    private final Composite area;
    private final FailureBanner banner;
    private final int columns;

    /** @param columns a label and what belongs to it */
    public Rows(Composite parent, Services services, int columns) {
        this.columns = columns;
        area = new Composite(parent, SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        layout.verticalSpacing = 8;
        layout.horizontalSpacing = 12;
        area.setLayout(layout);
        banner = new FailureBanner(area, services);
        ((GridData) banner.getLayoutData()).horizontalSpan = columns;
    }

    /** Where the rows are made. */
    public Composite area() {
        return area;
    }

    /** Where failures are told. */
    public FailureBanner banner() {
        return banner;
    }

    /** Begins a row by its label, which may be empty; answers where the rest of it is made. */
    public Composite labelled(String label) {
        Label made = new Label(area, SWT.NONE);
        made.setText(label);
        return area;
    }

    /** The same for something high: its label stands at the top. */
    public Composite labelledAtTop(String label) {
        Label made = new Label(area, SWT.NONE);
        made.setText(label);
        made.setLayoutData(new GridData(SWT.BEGINNING, SWT.TOP, false, false));
        return area;
    }

    /** Gives a control the rest of its row, and asks for some width that long words do not change. */
    public static <T extends Control> T wide(T control, int width, int span) {
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, span, 1);
        data.widthHint = width;
        control.setLayoutData(data);
        return control;
    }

    /** A bar along all columns that says that something is worked out. */
    public ProgressBar progress(String name) {
        ProgressBar bar = Names.name(new ProgressBar(area, SWT.INDETERMINATE | SWT.SMOOTH), name);
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, columns, 1);
        data.heightHint = BAR;
        bar.setLayoutData(data);
        return bar;
    }
}
