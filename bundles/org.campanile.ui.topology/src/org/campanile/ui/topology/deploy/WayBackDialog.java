package org.campanile.ui.topology.deploy;

import org.campanile.core.deploy.watch.RunRecord;
import org.campanile.core.deploy.watch.WayBack;
import org.campanile.ui.Ages;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.topology.Topology;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Says before what going back to an earlier run does, and what it does not bring back. UI thread only. */
final class WayBackDialog extends TitleAreaDialog {

    /** Name of the dialog. */
    static final String ID = Topology.DEPLOYMENT + ".rollBack";

    private final WayBack way;
    private final RunRecord run;

    WayBackDialog(Shell parent, WayBack way, RunRecord run) {
        super(parent);
        this.way = way;
        this.run = run;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Roll back " + way.to().name());
        Names.name(shell, ID);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Text text = Names.name(new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.WRAP), ID + ".text");
        text.setFont(Fonts.mono());
        text.setText(way.text());
        GridData large = new GridData(SWT.FILL, SWT.FILL, true, true);
        large.widthHint = convertWidthInCharsToPixels(100);
        large.heightHint = convertHeightInCharsToPixels(16);
        large.horizontalIndent = 8;
        text.setLayoutData(large);
        return area;
    }

    @Override
    public void create() {
        super.create();
        setTitle("Roll back to the run of " + Ages.exact(run.began()));
        setMessage("Its document becomes the editor's, is saved, and is deployed from what there is now."
                + (way.lost().isEmpty() ? "" : " " + way.lost().size() + (way.lost().size() == 1 ? " thing" : " things") + " cannot be undone."),
                way.lost().isEmpty() ? IMessageProvider.NONE : IMessageProvider.WARNING);
        getButton(IDialogConstants.OK_ID).setEnabled(way.plan().runnable());
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, "Roll back", false), ID + ".yes");
        createButton(parent, IDialogConstants.CANCEL_ID, "Cancel", true);
    }
}
