package org.campanile.ui.checks;

import org.eclipse.core.commands.ExecutionEvent;

/** Runs all checks of the run shown again. */
public final class RecheckAllHandler extends ChecksHandler {
    @Override
    void run(ChecksView view, ExecutionEvent event) {
        view.refresh();
    }
}
