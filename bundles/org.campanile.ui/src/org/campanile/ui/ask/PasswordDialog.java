package org.campanile.ui.ask;

import java.util.Optional;

import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.campanile.ui.secrets.SecureStorage;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Asks for one password. UI thread only. */
final class PasswordDialog extends Dialog {

    private static final int WIDTH = 360;

    private final SecretKey key;
    private final boolean refused;
    private Text password;
    private Button remember;
    private SecureStorage.Answer answer;

    private PasswordDialog(Shell parent, SecretKey key, boolean refused) {
        super(parent);
        this.key = key;
        this.refused = refused;
    }

    static Optional<SecureStorage.Answer> ask(Shell parent, SecretKey key, boolean refused) {
        PasswordDialog dialog = new PasswordDialog(parent, key, refused);
        return Shells.ask(dialog) == OK ? Optional.of(dialog.answer) : Optional.empty();
    }

    /** What the password is of, in words. */
    private static String whose(SecretKey key) {
        if (key.ofEnvironment()) {
            return NLS.bind(Messages.passwordNamed, key.user());
        }
        if (key.part().startsWith("host/")) {
            return NLS.bind(Messages.passwordOnHost, key.user(), key.part().substring("host/".length()));
        }
        return key.part().startsWith("key/") ? NLS.bind(Messages.passphraseOf, key.part().substring("key/".length())) : NLS.bind(Messages.passwordOf, key.user(), key.part());
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(key.ofEnvironment() ? NLS.bind(Messages.passwordForEnvironment, key.named()) : NLS.bind(Messages.passwordForLab, key.named()));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        area.setLayout(layout);
        Label label = new Label(area, SWT.WRAP);
        label.setText(((refused ? Messages.wasRefused + "\n\n" : "") + whose(key)).replace("&", "&&"));
        GridData whole = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        whole.widthHint = WIDTH;
        label.setLayoutData(whole);
        password = Names.name(new Text(area, SWT.BORDER | SWT.PASSWORD), "org.campanile.ui.password");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        wide.widthHint = WIDTH;
        password.setLayoutData(wide);
        remember = Names.name(new Button(area, SWT.CHECK), "org.campanile.ui.password.remember");
        // Where the system has no keyring, it is kept in memory.
        remember.setText(Services.of(PlatformUI.getWorkbench()).secrets().keeps() ? Messages.keepInSecureStorage : Messages.keepUntilClosed);
        remember.setSelection(true);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, key.ofEnvironment() ? Messages.usePassword : Messages.logIn, true), "org.campanile.ui.password.yes");
        Names.name(createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false), "org.campanile.ui.password.no");
    }

    @Override
    protected void okPressed() {
        answer = new SecureStorage.Answer(Secret.of(password.getText()), remember.getSelection());
        super.okPressed();
    }
}
