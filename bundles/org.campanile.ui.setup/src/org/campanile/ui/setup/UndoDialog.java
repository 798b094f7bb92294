package org.campanile.ui.setup;

import java.time.Instant;

import org.campanile.core.setup.UndoPreview;
import org.campanile.ui.Ages;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** Says what undoing the last set-up will remove, and asks for the go-ahead. UI thread only. */
final class UndoDialog extends TitleAreaDialog {

    private final Services services;
    private final String lab;
    private final UndoPreview preview;

    UndoDialog(Shell parent, Services services, String lab, UndoPreview preview) {
        super(parent);
        this.services = services;
        this.lab = lab;
        this.preview = preview;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(NLS.bind(Messages.undoTitle, lab));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(Messages.thisWillBeTakenBack);
        setMessage(NLS.bind(Messages.undoExplained, Ages.ago(preview.started(), Instant.now()), Ages.exact(preview.started())));
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        area.setLayout(layout);
        Table list = Names.name(new Table(area, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION), SetupIds.UNDO + "list");
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true);
        place.heightHint = 200;
        place.widthHint = 520;
        list.setLayoutData(place);
        for (UndoPreview.Item item : preview.items()) {
            TableItem row = new TableItem(list, SWT.NONE);
            row.setText(item.sentence());
            row.setImage(services.icons().image(item.stays() ? "minus" : "undo-2", Theme.Tone.ICON, 16));
        }
        if (!preview.losses().isEmpty()) {
            Label lost = Names.name(new Label(area, SWT.WRAP), SetupIds.UNDO + "losses");
            lost.setText(NLS.bind(Messages.dataGoesWithIt, String.join(" ", preview.losses()).replace("&", "&&")));
            Ground.tone(lost, services.theme(), Theme.Tone.ATTENTION);
            GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false);
            wide.widthHint = 520;
            lost.setLayoutData(wide);
        }
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        int count = preview.items().size();
        String label = count == 1 ? Messages.takeItBack : NLS.bind(Messages.takeAllBack, count);
        Names.name(createButton(parent, IDialogConstants.OK_ID, label, false), SetupIds.UNDO + "undo");
        Names.name(createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, true), SetupIds.UNDO + "cancel");
    }
}
