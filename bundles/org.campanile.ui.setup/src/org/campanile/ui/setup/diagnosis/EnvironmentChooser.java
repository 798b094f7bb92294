package org.campanile.ui.setup.diagnosis;

import java.util.List;
import java.util.Optional;

import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.ui.Names;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.dialogs.ElementListSelectionDialog;

/** Asks which environment of a Murano service is to be diagnosed, with its status beside its name. UI thread only. */
final class EnvironmentChooser extends ElementListSelectionDialog {

    EnvironmentChooser(Shell parent, List<MuranoEnvironment> environments) {
        super(parent, new LabelProvider() {
            @Override
            public String getText(Object element) {
                MuranoEnvironment e = (MuranoEnvironment) element;
                return NLS.bind(Messages.environmentIs, e.name(), e.status());
            }
        });
        setTitle(Messages.diagnoseEnvironmentTitle);
        setMessage(Messages.whichEnvironment);
        setElements(environments.toArray());
        setMultipleSelection(false);
    }

    /** The one that was chosen. */
    Optional<MuranoEnvironment> ask() {
        return open() == OK ? Optional.ofNullable((MuranoEnvironment) getFirstResult()) : Optional.empty();
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        super.createButtonsForButtonBar(parent);
        Button diagnose = Names.name(getButton(IDialogConstants.OK_ID), DiagnosisIds.ENVIRONMENT + ".diagnose");
        diagnose.setText(Messages.diagnose);
    }
}
