package org.campanile.ui.topology.canvas;

import java.util.Locale;
import java.util.function.Consumer;

import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.scene.ServiceIcons;
import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/** The types of services, with a search field: Enter or a double click adds one, and each can be dragged to the canvas. UI thread only. */
public final class Palette extends Composite {

    /** Room that GTK keeps free at the end of a cell, in points. */
    private static final int INSET = 4;

    private final Services services;
    private final ServiceTypes types;
    private final Consumer<ServiceType> add;
    private final Text search;
    private final Table table;
    private final TableColumn column;
    private final int longest;

    /** @param add called with the type to add */
    public Palette(Composite parent, Services services, ServiceTypes types, Consumer<ServiceType> add) {
        super(parent, SWT.NONE);
        this.services = services;
        this.types = types;
        this.add = add;
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 4;
        layout.marginHeight = 4;
        layout.verticalSpacing = 4;
        setLayout(layout);
        search = Names.name(new Text(this, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), Topology.PALETTE + ".search");
        search.setMessage(Messages.addAService);
        search.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        table = Names.name(new Table(this, SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Topology.PALETTE);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        column = new TableColumn(table, SWT.LEFT);
        table.addListener(SWT.Resize, e -> fit());
        search.addListener(SWT.Modify, e -> fill());
        search.addListener(SWT.DefaultSelection, e -> {
            if (table.getItemCount() > 0) {
                add.accept((ServiceType) table.getItem(0).getData());
            }
        });
        search.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ARROW_DOWN) {
                table.setFocus();
                table.select(0);
            } else if (e.keyCode == SWT.ESC) {
                search.setText("");
            }
        });
        table.addListener(SWT.DefaultSelection, e -> addSelected());
        table.addListener(SWT.MouseMove, e -> {
            TableItem item = table.getItem(new Point(e.x, e.y));
            String tip = item == null ? null : ((ServiceType) item.getData()).title() + "\n" + ((ServiceType) item.getData()).description();
            if (tip == null || !tip.equals(table.getToolTipText())) {
                table.setToolTipText(tip);
            }
        });
        Subscription theme = services.theme().onChange(this::fill);
        addDisposeListener(e -> theme.close());
        letDrag();
        fill();
        column.pack();
        longest = column.getWidth();
    }

    /** The width, in points, at which the longest title is whole. */
    public int wantedWidth() {
        GridLayout layout = (GridLayout) getLayout();
        return table.computeTrim(0, 0, longest, 0).width + 2 * layout.marginWidth;
    }

    private void addSelected() {
        if (table.getSelectionCount() == 1) {
            add.accept((ServiceType) table.getSelection()[0].getData());
        }
    }

    private void fill() {
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        table.removeAll();
        for (ServiceType type : types.all()) {
            String all = (type.title() + " " + type.id() + " " + type.description()).toLowerCase(Locale.ROOT);
            if (all.contains(wanted)) {
                TableItem item = new TableItem(table, SWT.NONE);
                item.setText(type.title());
                item.setImage(services.icons().image(ServiceIcons.of(type)));
                item.setData(type);
            }
        }
        fit();
    }

    /** Goes to the search field. */
    @Override
    public boolean setFocus() {
        search.selectAll();
        return search.setFocus();
    }

    /** Titles that are too long for the width end in an ellipsis; they are whole in the tooltip. */
    private void fit() {
        int width = table.getClientArea().width;
        if (width <= 0) {
            return;
        }
        column.setWidth(width);
        GC gc = new GC(table);
        try {
            for (TableItem item : table.getItems()) {
                String text = shortened(gc, ((ServiceType) item.getData()).title(), width - item.getTextBounds(0).x - INSET);
                if (!text.equals(item.getText())) {
                    item.setText(text);
                }
            }
        } finally {
            gc.dispose();
        }
    }

    private static String shortened(GC gc, String title, int width) {
        String text = title;
        for (int end = title.length() - 1; end > 1 && gc.textExtent(text).x > width; end--) {
            text = title.substring(0, end).stripTrailing() + "…";
        }
        return text;
    }

    private void letDrag() {
        DragSource source = new DragSource(table, DND.DROP_COPY | DND.DROP_MOVE);
        source.setTransfer(new Transfer[] {LocalSelectionTransfer.getTransfer()});
        source.addDragListener(new DragSourceAdapter() {
            @Override
            public void dragStart(DragSourceEvent event) {
                event.doit = table.getSelectionCount() == 1;
                if (event.doit) {
                    LocalSelectionTransfer.getTransfer().setSelection(new StructuredSelection(table.getSelection()[0].getData()));
                }
            }

            @Override
            public void dragFinished(DragSourceEvent event) {
                LocalSelectionTransfer.getTransfer().setSelection(null);
            }
        });
    }
}
