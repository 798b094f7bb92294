package org.campanile.ui.setup.diagnosis;

import java.time.Duration;
import java.util.List;

import org.campanile.core.lab.Lab;
import org.campanile.core.remote.HostProfile;
import org.campanile.ui.Names;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** Asks what the small environment is made of, and whether services are to be stopped and started. UI thread only. */
final class SendDialog extends Dialog {

    private static final String LEAVE = "Leave them as they are";
    private static final int WIDTH = 440;
    private static final int USUAL_SECONDS = 300;
    private static final int MOST_SECONDS = 3600;

    private final Lab lab;
    private Text image;
    private Text flavor;
    private Combo devbox;
    private Spinner patience;
    private Choice choice;

    /** What was chosen. @param devbox name of a host, empty for none @param patience after which an agent counts as silent */
    record Choice(String image, String flavor, String devbox, Duration patience) {
    }

    SendDialog(Shell parent, Lab lab) {
        super(parent);
        this.lab = lab;
    }

    Choice ask() {
        return open() == OK ? choice : null;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Send a small environment");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        ((GridLayout) area.getLayout()).numColumns = 2;
        Label words = new Label(area, SWT.WRAP);
        words.setText("An environment of one unit goes through the Murano of lab " + lab.name().replace("&", "&&") + ", is followed to its agent, and is deleted again. "
                + "With a devbox its murano-api and conductor are stopped and started one by one, so that the task can be seen on the broker.");
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        data.widthHint = WIDTH;
        words.setLayoutData(data);
        image = field(area, "Image:", "image", "demo-windows");
        flavor = field(area, "Flavor:", "flavor", "m1.medium");
        new Label(area, SWT.NONE).setText("Services of the devbox:");
        devbox = Names.name(new Combo(area, SWT.READ_ONLY), DiagnosisIds.SEND + ".devbox");
        devbox.add(LEAVE);
        List<HostProfile> hosts = lab.hosts();
        hosts.forEach(h -> devbox.add(h.name()));
        devbox.select(0);
        devbox.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        new Label(area, SWT.NONE).setText("An agent is silent after:");
        Composite line = new Composite(area, SWT.NONE);
        GridLayout row = new GridLayout(2, false);
        row.marginWidth = 0;
        row.marginHeight = 0;
        line.setLayout(row);
        patience = Names.name(new Spinner(line, SWT.BORDER), DiagnosisIds.SEND + ".patience");
        patience.setValues(USUAL_SECONDS, 1, MOST_SECONDS, 0, 10, 60);
        new Label(line, SWT.NONE).setText("s");
        return area;
    }

    private static Text field(Composite area, String label, String id, String value) {
        new Label(area, SWT.NONE).setText(label);
        Text text = Names.name(new Text(area, SWT.BORDER), DiagnosisIds.SEND + "." + id);
        text.setText(value);
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        return text;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, "Send", true), DiagnosisIds.SEND + ".send");
        createButton(parent, IDialogConstants.CANCEL_ID, "Cancel", false);
    }

    @Override
    protected void okPressed() {
        choice = new Choice(image.getText().strip(), flavor.getText().strip(), devbox.getSelectionIndex() <= 0 ? "" : devbox.getText(), Duration.ofSeconds(patience.getSelection()));
        super.okPressed();
    }
}
