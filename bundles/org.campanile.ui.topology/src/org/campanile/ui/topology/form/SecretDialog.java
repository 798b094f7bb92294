package org.campanile.ui.topology.form;

import java.util.Optional;

import org.campanile.core.secret.Secret;
import org.campanile.ui.Names;
import org.campanile.ui.Shells;
import org.campanile.ui.topology.Topology;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for a password that units will get. UI thread only. */
final class SecretDialog extends Dialog {

    private final String title;
    private Text text;
    private Secret answer;

    private SecretDialog(Shell parent, String title) {
        super(parent);
        this.title = title;
    }

    /** The password, or empty when the user gave up. */
    static Optional<Secret> ask(Shell parent, String title) {
        SecretDialog dialog = new SecretDialog(parent, title);
        return Shells.ask(dialog) == OK ? Optional.of(dialog.answer) : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        area.setLayout(layout);
        Label label = new Label(area, SWT.WRAP);
        label.setText(Messages.passwordRule);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 340;
        label.setLayoutData(wide);
        text = Names.name(new Text(area, SWT.BORDER | SWT.PASSWORD), Topology.FORM + ".secret");
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        text.addListener(SWT.Modify, e -> getButton(IDialogConstants.OK_ID).setEnabled(!text.getText().isEmpty()));
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, Messages.setPassword, true), Topology.FORM + ".secret.yes").setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
    }

    @Override
    protected void okPressed() {
        answer = Secret.of(text.getText());
        super.okPressed();
    }
}
