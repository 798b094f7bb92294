package org.campanile.uidriver;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ToolItem;

/** A button of a toolbar. */
public final class ToolItemDriver extends WidgetDriver<ToolItem> {

    ToolItemDriver(ToolItem widget) {
        super(widget);
    }

    @Override
    public boolean isEnabled() {
        return read(ToolItem::isEnabled);
    }

    @Override
    public String getToolTipText() {
        return read(ToolItem::getToolTipText);
    }

    /** Whether a check or radio item is on. */
    public boolean isChecked() {
        return read(ToolItem::getSelection);
    }

    /** Clicks it. */
    public void click() {
        mustBeEnabled("click");
        notifyLater(SWT.Selection, new Event());
    }
}
