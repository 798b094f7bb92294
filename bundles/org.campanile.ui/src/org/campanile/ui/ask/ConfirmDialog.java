package org.campanile.ui.ask;

import org.campanile.ui.Names;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for consent to a change; for a critical lab its name has to be typed before the button works. UI thread only. */
final class ConfirmDialog extends MessageDialog {

    private final String typedName;

    ConfirmDialog(Shell parent, String question, String typedName) {
        super(parent, Messages.confirmChange, null, question, typedName == null ? QUESTION : WARNING, 0, Messages.goAhead, Messages.cancel);
        this.typedName = typedName;
    }

    @Override
    protected Control createCustomArea(Composite parent) {
        if (typedName == null) {
            return null;
        }
        Composite area = new Composite(parent, SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        area.setLayout(new GridLayout(1, false));
        Label label = new Label(area, SWT.WRAP);
        label.setText(NLS.bind(Messages.criticalTypeItsName, typedName.replace("&", "&&")));
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = convertHorizontalDLUsToPixels(IDialogConstants.MINIMUM_MESSAGE_AREA_WIDTH);
        label.setLayoutData(wide);
        Text text = Names.name(new Text(area, SWT.BORDER), "org.campanile.ui.confirm.name");
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        text.addListener(SWT.Modify, e -> getButton(IDialogConstants.OK_ID).setEnabled(text.getText().equals(typedName)));
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        super.createButtonsForButtonBar(parent);
        Names.name(getButton(0), "org.campanile.ui.confirm.yes").setEnabled(typedName == null);
        Names.name(getButton(1), "org.campanile.ui.confirm.no");
    }
}
