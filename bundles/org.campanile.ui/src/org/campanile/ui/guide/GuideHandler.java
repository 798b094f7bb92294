package org.campanile.ui.guide;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** F1: the guide, at the topic of the perspective. */
public final class GuideHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
        if (page != null) {
            IPerspectiveDescriptor perspective = page.getPerspective();
            try {
                GuideView guide = (GuideView) page.showView(GuideView.ID);
                guide.show(Topic.of(perspective == null ? "" : perspective.getId()).orElse(Topic.FIRST_STEPS));
            } catch (PartInitException e) {
                throw new ExecutionException(Messages.guideNotOpened, e);
            }
        }
        return null;
    }
}
