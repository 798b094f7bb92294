package org.campanile.ui.application;

import org.campanile.ui.Names;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.handlers.HandlerUtil;

/** Ctrl+F: the focus goes to the filter of the active part, if it has one. */
public final class FilterHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        IWorkbenchPart part = HandlerUtil.getActivePart(event);
        MPart model = part == null ? null : part.getSite().getService(MPart.class);
        if (model != null && model.getWidget() instanceof Control control) {
            focus(control);
        }
        return null;
    }

    private static boolean focus(Control control) {
        if (Boolean.TRUE.equals(control.getData(Names.FILTER)) && control.isVisible()) {
            return control.setFocus();
        }
        if (control instanceof Composite composite) {
            for (Control child : composite.getChildren()) {
                if (focus(child)) {
                    return true;
                }
            }
        }
        return false;
    }
}
