package org.campanile.ui.setup.diagnosis;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.openstack.Compute.Flavor;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.setup.image.ImageMarks;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;

/**
 * Asks what the small environment is made of, and whether services are to be stopped and started. Images and flavors of the lab are offered as soon as
 * they are read; where they cannot be, their names are typed. UI thread only.
 */
final class SendDialog extends Dialog {

    private static final String LEAVE = Messages.leaveServices;
    private static final int WIDTH = 440;
    private static final int USUAL_SECONDS = 300;
    private static final int MOST_SECONDS = 3600;
    private static final String USUAL_IMAGE = "demo-windows";
    private static final String USUAL_FLAVOR = "m1.medium";
    /** What a Windows server needs at least, in MiB. */
    private static final int LEAST_RAM = 2048;

    private final Services services;
    private final Lab lab;
    private Combo image;
    private Combo flavor;
    private Combo devbox;
    private Label told;
    private Spinner patience;
    private Choice choice;

    /** What was chosen. @param devbox name of a host, empty for none @param patience after which an agent counts as silent */
    record Choice(String image, String flavor, String devbox, Duration patience) {
    }

    /** What the lab has to make it of. */
    private record Offer(List<ImageMarks.Row> images, List<Flavor> flavors, boolean packages) {
    }

    SendDialog(Shell parent, Services services, Lab lab) {
        super(parent);
        this.services = services;
        this.lab = lab;
    }

    Choice ask() {
        return open() == OK ? choice : null;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.sendTitle);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        ((GridLayout) area.getLayout()).numColumns = 2;
        Label words = new Label(area, SWT.WRAP);
        words.setText(NLS.bind(Messages.sendExplained, lab.name().replace("&", "&&")));
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        data.widthHint = WIDTH;
        words.setLayoutData(data);
        image = field(area, Messages.imageLabel, "image", USUAL_IMAGE);
        flavor = field(area, Messages.flavorLabel, "flavor", USUAL_FLAVOR);
        new Label(area, SWT.NONE).setText(Messages.devboxServices);
        devbox = Names.name(new Combo(area, SWT.READ_ONLY), DiagnosisIds.SEND + ".devbox");
        devbox.add(LEAVE);
        List<HostProfile> hosts = lab.hosts();
        hosts.forEach(h -> devbox.add(h.name()));
        devbox.select(0);
        devbox.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        new Label(area, SWT.NONE).setText(Messages.silentAfter);
        Composite line = new Composite(area, SWT.NONE);
        GridLayout row = new GridLayout(2, false);
        row.marginWidth = 0;
        row.marginHeight = 0;
        line.setLayout(row);
        patience = Names.name(new Spinner(line, SWT.BORDER), DiagnosisIds.SEND + ".patience");
        patience.setValues(USUAL_SECONDS, 1, MOST_SECONDS, 0, 10, 60);
        new Label(line, SWT.NONE).setText(Messages.seconds);
        told = new Label(area, SWT.WRAP);
        told.setLayoutData(GridDataFactory.copyData(data));
        lab.cloud().ifPresent(cloud -> read());
        return area;
    }

    private void read() {
        services.jobs().job(NLS.bind(Messages.readImagesAndFlavors, lab.name()), task -> {
            try (LabSession session = services.quietSession(lab)) {
                return new Offer(new ImageMarks(session.cloud(task).images()).rows(task), session.cloud(task).compute().flavors(task), packages(session, task));
            }
        }).system().family(SendDialog.class).on(told).done(this::offer).failed(f -> told.setText(NLS.bind(Messages.nothingOffered, f.headline()).replace("&", "&&")))
                .start();
    }

    /** Whether services are packages there; where Murano does not answer, the search will tell why. */
    private static boolean packages(LabSession session, Task task) throws FailureException {
        try {
            return session.murano(task).generation() == Generation.LATER;
        } catch (FailureException away) {
            task.checkCancelled(away.failure().doing());
            return false;
        }
    }

    /** Offers what there is, what fits best first; what was typed meanwhile stays. */
    private void offer(Offer found) {
        if (found.packages()) {
            for (Control needless : List.of(image, flavor, patience)) {
                needless.setEnabled(false);
            }
            told.setText(Messages.packageExplained);
            Point size = getShell().computeSize(SWT.DEFAULT, SWT.DEFAULT);
            getShell().setSize(Math.max(size.x, getShell().getSize().x), Math.max(size.y, getShell().getSize().y));
            return;
        }
        List<String> images = found.images().stream().sorted(Comparator.comparing(r -> r.mark().isEmpty())).map(r -> r.image().name()).distinct().toList();
        List<String> flavors = found.flavors().stream().sorted(Comparator.comparing((Flavor f) -> f.ram() < LEAST_RAM).thenComparing(Flavor::ram)).map(Flavor::name)
                .toList();
        fill(image, images, USUAL_IMAGE);
        fill(flavor, flavors, USUAL_FLAVOR);
    }

    private static void fill(Combo field, List<String> names, String usual) {
        String text = field.getText();
        field.setItems(names.toArray(String[]::new));
        field.setText(text.equals(usual) && !names.isEmpty() && !names.contains(text) ? names.getFirst() : text);
    }

    private static Combo field(Composite area, String label, String id, String value) {
        new Label(area, SWT.NONE).setText(label);
        Combo text = Names.name(new Combo(area, SWT.DROP_DOWN), DiagnosisIds.SEND + "." + id);
        text.setText(value);
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        return text;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, Messages.send, true), DiagnosisIds.SEND + ".send");
        createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
    }

    @Override
    protected void okPressed() {
        choice = new Choice(image.getText().strip(), flavor.getText().strip(), devbox.getSelectionIndex() <= 0 ? "" : devbox.getText(), Duration.ofSeconds(patience.getSelection()));
        super.okPressed();
    }
}
