package org.campanile.ui.setup.diagnosis;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** Switches in the head of a view, in one bar: check boxes in a part lose their tick to the part's ground on GTK. UI thread only. */
public final class Toggles {

    private final Services services;
    private final ToolBar bar;
    private final String id;

    /** An empty bar; the names of its items begin with {@code id} and a full stop. */
    public Toggles(Composite parent, Services services, String id) {
        this.services = services;
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
        picture(item);
        item.addListener(SWT.Selection, e -> {
            picture(item);
            run.run();
        });
        return item;
    }

    /** Draws all switches again after a change of theme. */
    public void recolor() {
        for (ToolItem item : bar.getItems()) {
            picture(item);
        }
    }

    private void picture(ToolItem item) {
        item.setImage(services.icons().image(item.getSelection() ? "square-check" : "square", item.getSelection() ? Theme.Tone.ACCENT : Theme.Tone.ICON, 16));
    }
}
