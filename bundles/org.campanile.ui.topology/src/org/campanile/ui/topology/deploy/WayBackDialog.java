package org.campanile.ui.topology.deploy;

import org.campanile.core.deploy.watch.RunRecord;
import org.campanile.core.deploy.watch.WayBack;
import org.campanile.ui.Ages;
import org.campanile.ui.Names;
import org.campanile.ui.topology.Topology;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** Says before what going back to an earlier run does, and what it does not bring back. UI thread only. */
final class WayBackDialog extends RunDialog {

    /** Name of the dialog. */
    static final String ID = Topology.DEPLOYMENT + ".rollBack";

    private final WayBack way;
    private final String warning;
    private final RunRecord run;

    WayBackDialog(Shell parent, RunsTab.Planned planned, RunRecord run) {
        super(parent, ID, NLS.bind(Messages.rollBackEnvironment, planned.way().to().name()));
        this.way = planned.way();
        this.warning = planned.warning().map(w -> w + "\n\n").orElse("");
        this.run = run;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridData place = large(100, 16);
        place.horizontalIndent = 12;
        place.verticalIndent = 12;
        text(area, SWT.BORDER | SWT.WRAP, warning + way.text()).setLayoutData(place);
        return area;
    }

    @Override
    public void create() {
        super.create();
        setTitle(NLS.bind(Messages.rollBackToRun, Ages.exact(run.began())));
        int lost = way.lost().size();
        setMessage(lost == 0 ? Messages.rollBackLosesNothing : lost == 1 ? Messages.rollBackLosesThing : NLS.bind(Messages.rollBackLosesThings, lost),
                way.lost().isEmpty() && warning.isEmpty() ? IMessageProvider.NONE : IMessageProvider.WARNING);
        getButton(IDialogConstants.OK_ID).setEnabled(way.plan().runnable());
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, Messages.rollBack, false), ID + ".yes");
        createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, true);
    }
}
