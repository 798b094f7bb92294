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
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** The strip below the canvas: scale, fit, search, and how many there are. UI thread only. */
final class ZoomBar extends Composite {

    private static final int FIND_WIDTH = 120;
    private static final String TIP = Messages.findTip;

    private final Services services;
    private final ToolItem scale;
    private final ToolBar bar;
    private final Label count;
    private final Text find;

    ZoomBar(Composite parent, Services services, TopologyCanvas canvas) {
        super(parent, SWT.NONE);
        this.services = services;
        GridLayout layout = new GridLayout(3, false);
        layout.marginHeight = 2;
        layout.marginWidth = 8;
        setLayout(layout);
        bar = new ToolBar(this, SWT.FLAT | SWT.RIGHT);
        item("minus", Messages.zoomOut, () -> canvas.zoom(false));
        scale = item(null, Messages.showAtFullSize, () -> canvas.scale(1));
        item("plus", Messages.zoomIn, () -> canvas.zoom(true));
        item("maximize", Messages.showAll, canvas::fit);
        find = Names.name(new Text(this, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), Topology.CANVAS + ".find");
        find.setMessage(Messages.find);
        find.setToolTipText(TIP);
        find.setData(Names.FILTER, Boolean.TRUE);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = FIND_WIDTH;
        find.setLayoutData(wide);
        find.addListener(SWT.DefaultSelection, e -> find(canvas));
        find.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) {
                find.setText("");
                canvas.setFocus();
            }
        });
        count = Names.name(new Label(this, SWT.NONE), Topology.CANVAS + ".count");
        services.theme().follow(count, () -> count.setForeground(services.theme().color(Theme.Tone.MUTED)));
        count.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        addListener(SWT.Resize, e -> room());
        show(1);
    }

    private ToolItem item(String icon, String tip, Runnable run) {
        ToolItem item = new ToolItem(bar, SWT.PUSH);
        if (icon != null) {
            services.theme().follow(bar, () -> item.setImage(services.icons().image(icon)));
        }
        item.setToolTipText(tip);
        item.addListener(SWT.Selection, e -> run.run());
        return item;
    }

    /** Goes to the next one; Enter again goes on. What is not there is said by the field's colour and tooltip. */
    private void find(TopologyCanvas canvas) {
        boolean there = find.getText().isBlank() || canvas.find(find.getText());
        find.setForeground(there ? null : services.theme().color(Theme.Tone.FAILED));
        find.setToolTipText(there ? TIP : Messages.nothingFound);
    }

    /** In a narrow window the field for searching needs the room more than the count does. */
    private void room() {
        GridLayout layout = (GridLayout) getLayout();
        int others = bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + FIND_WIDTH + 2 * layout.horizontalSpacing + 2 * layout.marginWidth;
        boolean wide = getClientArea().width >= others + count.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
        count.setVisible(wide);
        ((GridData) count.getLayoutData()).exclude = !wide;
        layout();
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
            room();
        }
    }
}
