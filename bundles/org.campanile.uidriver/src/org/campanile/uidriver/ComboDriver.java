package org.campanile.uidriver;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;

/** Drop-down lists. */
public final class ComboDriver extends WidgetDriver<Combo> {

    ComboDriver(Combo widget) {
        super(widget);
    }

    /** The items on offer. */
    public List<String> items() {
        return read(c -> List.of(c.getItems()));
    }

    /** Chooses an item by its text. */
    public void setSelection(String item) {
        mustBeEnabled("select");
        int index = items().indexOf(item);
        if (index < 0) {
            throw new DriverException("no item '" + item + "' among " + items());
        }
        Ui.run(() -> widget.select(index));
        notifyLater(SWT.Selection, new Event());
    }

    /** The chosen or typed text. */
    public String getText() {
        return read(Combo::getText);
    }
}
