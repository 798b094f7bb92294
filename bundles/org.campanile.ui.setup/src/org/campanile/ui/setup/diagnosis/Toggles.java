package org.campanile.ui.setup.diagnosis;

import org.campanile.ui.Names;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** Switches in the head of a view, in one bar: check boxes in a part lose their tick to the part's ground on GTK. UI thread only. */
public final class Toggles {

    private final ToolBar bar;
    private final String id;

    /** An empty bar; the names of its items begin with {@code id} and a full stop. */
    public Toggles(Composite parent, String id) {
        this.id = id;
        bar = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
        bar.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
    }

    /** Adds a switch; {@code run} is called when the user turns it. */
    public ToolItem add(String name, String label, String help, boolean on, Runnable run) {
        ToolItem item = Names.name(new ToolItem(bar, SWT.CHECK), id + "." + name);
        item.setText(label);
        item.setToolTipText(help);
        item.setSelection(on);
        item.addListener(SWT.Selection, e -> run.run());
        return item;
    }
}
