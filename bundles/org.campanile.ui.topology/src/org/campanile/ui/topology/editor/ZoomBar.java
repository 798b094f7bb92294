package org.campanile.ui.topology.editor;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** The strip below the canvas: scale, fit, and how many there are. UI thread only. */
final class ZoomBar extends Composite {

    private final Services services;
    private final ToolItem scale;
    private final ToolBar bar;
    private final Label count;

    ZoomBar(Composite parent, Services services, TopologyCanvas canvas) {
        super(parent, SWT.NONE);
        this.services = services;
        GridLayout layout = new GridLayout(2, false);
        layout.marginHeight = 2;
        layout.marginWidth = 8;
        setLayout(layout);
        bar = new ToolBar(this, SWT.FLAT | SWT.RIGHT);
        item("minus", "Zoom out (Ctrl+-)", () -> canvas.zoom(false));
        scale = item(null, "Show at 100 % (Ctrl+0)", () -> canvas.scale(1));
        item("plus", "Zoom in (Ctrl++)", () -> canvas.zoom(true));
        item("maximize", "Show all (Ctrl+9)", canvas::fit);
        count = Names.name(new Label(this, SWT.NONE), Topology.CANVAS + ".count");
        count.setForeground(services.theme().color(Theme.Tone.MUTED));
        count.setLayoutData(new GridData(SWT.END, SWT.CENTER, true, false));
        show(1);
    }

    private ToolItem item(String icon, String tip, Runnable run) {
        ToolItem item = new ToolItem(bar, SWT.PUSH);
        if (icon != null) {
            item.setImage(services.icons().image(icon));
        }
        item.setToolTipText(tip);
        item.addListener(SWT.Selection, e -> run.run());
        return item;
    }

    /** Shows the scale. */
    void show(double factor) {
        scale.setText(Math.round(factor * 100) + " %");
        bar.requestLayout();
    }

    /** Shows how many there are. */
    void count(String text) {
        if (!text.equals(count.getText())) {
            count.setText(text);
            requestLayout();
        }
    }
}
