package org.campanile.ui.application;

import java.util.ArrayDeque;
import java.util.Deque;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

/** Window > Reset layout: every open perspective gets the layout it was shipped with. */
public final class ResetLayoutHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
        Deque<Runnable> steps = new ArrayDeque<>();
        IPerspectiveDescriptor current = page.getPerspective();
        steps.add(page::resetPerspective);
        for (IPerspectiveDescriptor perspective : page.getOpenPerspectives()) {
            if (!perspective.getId().equals(current.getId())) {
                steps.add(() -> page.setPerspective(perspective));
                steps.add(page::resetPerspective);
            }
        }
        steps.add(() -> page.setPerspective(current));
        next(page, steps);
        return null;
    }

    /** One step at a time, so that between two of them the window answers. */
    private static void next(IWorkbenchPage page, Deque<Runnable> steps) {
        if (!steps.isEmpty() && page.getWorkbenchWindow().getShell() != null) {
            steps.poll().run();
            page.getWorkbenchWindow().getWorkbench().getDisplay().asyncExec(() -> next(page, steps));
        }
    }
}
