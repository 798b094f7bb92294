package org.campanile.ui.checks;

import org.eclipse.core.commands.ExecutionEvent;

/** Runs the checks of the selected findings again, or all when none is selected. */
public final class RecheckHandler extends ChecksHandler {
    @Override
    void run(ChecksView view, ExecutionEvent event) {
        view.recheckSelected();
    }
}
