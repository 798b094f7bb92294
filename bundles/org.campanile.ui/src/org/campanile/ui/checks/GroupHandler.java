package org.campanile.ui.checks;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.RadioState;

/** Groups findings by what the menu entry says. */
public final class GroupHandler extends ChecksHandler {
    @Override
    void run(ChecksView view, ExecutionEvent event) throws ExecutionException {
        String how = event.getParameter(RadioState.PARAMETER_ID);
        HandlerUtil.updateRadioState(event.getCommand(), how);
        view.group(Grouping.valueOf(how));
    }
}
