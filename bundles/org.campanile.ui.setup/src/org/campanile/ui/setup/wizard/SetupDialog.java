package org.campanile.ui.setup.wizard;

import org.campanile.ui.Mnemonics;
import org.campanile.ui.Names;
import org.campanile.ui.Shells;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

/** The window of {@link SetupWizard}: its buttons say what they do, and closing during the run asks. UI thread only. */
public final class SetupDialog extends WizardDialog {

    private static final int PAGE_CHARS = 150;
    private static final int PAGE_LINES = 28;

    private final SetupWizard wizard;

    /** A window for this wizard. */
    public SetupDialog(Shell parent, SetupWizard wizard) {
        super(parent, wizard);
        this.wizard = wizard;
        setShellStyle(getShellStyle() | SWT.RESIZE | SWT.MAX);
        // Wide enough for the plan with its commands beside it, which is not the first page.
        PixelConverter font = new PixelConverter(JFaceResources.getDialogFont());
        setMinimumPageSize(font.convertWidthInCharsToPixels(PAGE_CHARS), font.convertHeightInCharsToPixels(PAGE_LINES));
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        super.createButtonsForButtonBar(parent);
        Names.name(getButton(IDialogConstants.BACK_ID), SetupIds.WIZARD + "back");
        Names.name(getButton(IDialogConstants.NEXT_ID), SetupIds.WIZARD + "next");
        Names.name(getButton(IDialogConstants.FINISH_ID), SetupIds.WIZARD + "finish");
        Names.name(getButton(IDialogConstants.CANCEL_ID), SetupIds.WIZARD + "cancel");
        label(IDialogConstants.BACK_ID, Messages.back);
        label(IDialogConstants.FINISH_ID, Messages.close);
    }

    @Override
    public void updateButtons() {
        super.updateButtons();
        if (getButton(IDialogConstants.NEXT_ID) == null) {
            return;
        }
        label(IDialogConstants.NEXT_ID, wizard.nextLabel());
        label(IDialogConstants.CANCEL_ID, wizard.isRunning() ? Messages.stopAfterAsking : Messages.cancel);
        getButton(IDialogConstants.CANCEL_ID).setEnabled(!wizard.canFinish());
        Button way = getButton(wizard.canFinish() ? IDialogConstants.FINISH_ID : IDialogConstants.NEXT_ID);
        if (way.isEnabled()) {
            getShell().setDefaultButton(way);
        }
    }

    private void label(int id, String text) {
        Button button = getButton(id);
        if (Mnemonics.label(button, text)) {
            setButtonLayoutData(button);
            button.getParent().layout(true);
        }
    }

    /** A second press that was under way while the first one opened the next page does nothing. */
    @Override
    protected void nextPressed() {
        if (getButton(IDialogConstants.NEXT_ID).isEnabled()) {
            super.nextPressed();
        }
    }

    @Override
    protected void cancelPressed() {
        if (wizard.isRunning()) {
            askToStop();
        } else {
            super.cancelPressed();
        }
    }

    private void askToStop() {
        MessageDialog question = new MessageDialog(getShell(), Messages.setUpIsRunning, null, Messages.doneSoFarStays, MessageDialog.QUESTION, 0, Messages.stopIt,
                Messages.runInBackground, Messages.keepWindow);
        switch (Shells.ask(question)) {
            case 0 -> wizard.stop();
            case 1 -> close();
            default -> getShell().setActive();
        }
    }
}
