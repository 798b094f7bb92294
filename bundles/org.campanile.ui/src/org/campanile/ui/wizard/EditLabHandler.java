package org.campanile.ui.wizard;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.labs.LabHandler;
import org.eclipse.swt.widgets.Shell;

/** Opens the pages of the wizard on the selected lab. */
public final class EditLabHandler extends LabHandler {
    @Override
    protected void run(Shell shell, Services services, Lab lab) {
        NewLabHandler.open(shell, services, new NewLabWizard(lab));
    }
}
