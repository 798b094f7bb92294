package org.campanile.ui.topology.plan;

import java.util.Map;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.menus.UIElement;

/** Marks on the canvas of the active editor what a deployment would change, or takes the marks away. */
public final class ShowChangesHandler extends AbstractHandler implements IElementUpdater {

    @Override
    public Object execute(ExecutionEvent event) {
        PlanModel model = Adapters.adapt(HandlerUtil.getActiveEditor(event), PlanModel.class);
        if (model != null) {
            model.showChanges(!model.showsChanges());
        }
        return null;
    }

    @Override
    public void updateElement(UIElement element, @SuppressWarnings("rawtypes") Map parameters) {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        PlanModel model = window == null || window.getActivePage() == null ? null : Adapters.adapt(window.getActivePage().getActiveEditor(), PlanModel.class);
        element.setChecked(model != null && model.showsChanges());
    }
}
