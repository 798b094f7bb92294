package org.campanile.uidriver;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;

/** Tables. */
public final class TableDriver extends WidgetDriver<Table> {

    TableDriver(Table widget) {
        super(widget);
    }

    /** How many rows there are. */
    public int rowCount() {
        return read(Table::getItemCount);
    }

    /** The text of a cell, both from 0. */
    public String cell(int row, int column) {
        return read(t -> t.getItem(row).getText(column));
    }

    /** The texts of a column, from 0. */
    public List<String> column(int column) {
        return read(t -> {
            List<String> texts = new ArrayList<>();
            for (int row = 0; row < t.getItemCount(); row++) {
                texts.add(t.getItem(row).getText(column));
            }
            return List.copyOf(texts);
        });
    }

    /** Headings. */
    public List<String> columns() {
        return read(t -> List.of(t.getColumns()).stream().map(c -> c.getText()).toList());
    }

    /** The row whose cell of any column has this text. */
    public int indexOf(String text) {
        return read(t -> {
            for (int row = 0; row < t.getItemCount(); row++) {
                for (int column = 0; column < Math.max(1, t.getColumnCount()); column++) {
                    if (t.getItem(row).getText(column).equals(text)) {
                        return row;
                    }
                }
            }
            throw new DriverException("no row with '" + text + "'");
        });
    }

    /** Selects rows. */
    public void select(int... rows) {
        Ui.run(() -> {
            widget.setFocus();
            widget.setSelection(rows);
            Event event = new Event();
            event.item = rows.length == 0 ? null : widget.getItem(rows[0]);
            widget.notifyListeners(SWT.Selection, event);
        });
    }

    /** Selects the row that has this text in some column. */
    public void select(String text) {
        select(Wait.forThe("table row " + text, () -> indexOf(text)));
    }

    /** Opens a row. */
    public void doubleClick(int row) {
        select(row);
        Ui.post(() -> {
            Event event = new Event();
            event.item = widget.getItem(row);
            widget.notifyListeners(SWT.DefaultSelection, event);
        });
    }

    /** Clicks a heading, which sorts. */
    public void clickHeader(int column) {
        Ui.post(() -> widget.getColumn(column).notifyListeners(SWT.Selection, new Event()));
    }

    /** Indices of the selected rows. */
    public int[] selection() {
        return read(Table::getSelectionIndices);
    }
}
