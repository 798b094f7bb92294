package org.campanile.ui;

import org.campanile.core.task.Failure;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Error details: all parts of a failure, one a row, each selectable, and "Copy details". UI thread only. */
public final class FailureDialog extends Dialog {

    private static final int COPY = IDialogConstants.CLIENT_ID;

    private final String title;
    private final Failure failure;

    private FailureDialog(Shell parent, String title, Failure failure) {
        super(parent);
        this.title = title;
        this.failure = failure;
        setShellStyle(SWT.DIALOG_TRIM | SWT.RESIZE | SWT.APPLICATION_MODAL);
    }

    /** Shows a failure and comes back at once. */
    public static void open(Shell parent, String title, Failure failure) {
        FailureDialog dialog = new FailureDialog(parent, title, failure);
        dialog.setBlockOnOpen(false);
        dialog.open();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
        Names.name(shell, "org.campanile.ui.failureDialog");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 8;
        area.setLayout(layout);
        row(area, Messages.doing, failure.doing(), "doing");
        row(area, Messages.subject, failure.subject(), "subject");
        row(area, Messages.cameBack, failure.cameBack(), "cameBack");
        row(area, Messages.meaning, failure.meaning(), "meaning");
        row(area, Messages.whatNext, failure.next(), "next");
        return area;
    }

    private static void row(Composite area, String name, String value, String id) {
        if (value.isEmpty()) {
            return;
        }
        Label label = new Label(area, SWT.NONE);
        label.setText(name);
        GridDataFactory.swtDefaults().align(SWT.END, SWT.BEGINNING).applyTo(label);
        Text text = Names.name(new Text(area, SWT.READ_ONLY | SWT.WRAP | SWT.MULTI), "org.campanile.ui.failureDialog." + id);
        text.setText(value.length() > 4000 ? value.substring(0, 4000) + " …" : value);
        text.setBackground(area.getBackground());
        GridDataFactory.fillDefaults().grab(true, false).hint(480, SWT.DEFAULT).applyTo(text);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, COPY, Messages.copyDetails, false), "org.campanile.ui.failureDialog.copy");
        Names.name(createButton(parent, IDialogConstants.OK_ID, Messages.close, true), "org.campanile.ui.failureDialog.close");
    }

    /** Not on the first of the values, where it would look as if that could be typed over. */
    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        getButton(IDialogConstants.OK_ID).setFocus();
        return contents;
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == COPY) {
            Clip.copy(getShell().getDisplay(), failure.details());
        } else {
            super.buttonPressed(id);
        }
    }
}
