package org.campanile.ui.topology.deploy;

import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Problem;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.topology.Topology;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks where and how to deploy, and says before what will be made, down to the template. UI thread only. */
public final class DeployDialog extends TitleAreaDialog {

    private static final String ID = Topology.DEPLOY;

    /**
     * What the user chose.
     *
     * @param lab where
     * @param network name or id, empty for the document's or the only one
     * @param agents what is expected of agents
     */
    public record Choice(Lab lab, String network, AgentExpectation agents) {
    }

    private final Services services;
    private final DeployTarget target;
    private final Environment environment;
    private final List<Lab> labs;
    private final boolean unsaved;
    private Combo lab;
    private Combo network;
    private Combo agents;
    private Text preview;
    private Choice choice;

    private DeployDialog(Shell parent, Services services, DeployTarget target, boolean unsaved) {
        super(parent);
        this.unsaved = unsaved;
        this.services = services;
        this.target = target;
        this.environment = target.environment().orElseThrow();
        this.labs = services.labs().snapshot().labs().stream().filter(l -> l.cloud().isPresent()).toList();
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    /**
     * Asks; empty when the user gave up.
     *
     * @param unsaved whether there are changes that are saved first
     */
    public static Optional<Choice> ask(Shell parent, Services services, DeployTarget target, boolean unsaved) {
        DeployDialog dialog = new DeployDialog(parent, services, target, unsaved);
        return dialog.open() == OK ? Optional.of(dialog.choice) : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Deploy " + environment.name());
        Names.name(shell, ID);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        layout.verticalSpacing = 8;
        layout.horizontalSpacing = 12;
        area.setLayout(layout);
        lab = combo(area, "Lab", "lab", SWT.READ_ONLY);
        labs.forEach(l -> lab.add(l.name()));
        int active = labs.indexOf(services.activeLab().get().orElse(null));
        lab.select(labs.isEmpty() ? -1 : Math.max(0, active));
        network = combo(area, "Network", "network", SWT.DROP_DOWN);
        target.choices().networks().forEach(network::add);
        network.setText(environment.network());
        agents = combo(area, "Agents", "agents", SWT.READ_ONLY);
        agents.setItems("Expected: one that stays silent is a finding", "Required: one that stays silent fails the deployment", "Not expected");
        agents.select(0);
        Label made = new Label(area, SWT.NONE);
        made.setText("What is made");
        made.setLayoutData(new GridData(SWT.BEGINNING, SWT.TOP, false, false));
        preview = Names.name(new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL), ID + ".preview");
        preview.setFont(Fonts.mono());
        GridData large = new GridData(SWT.FILL, SWT.FILL, true, true);
        large.widthHint = 520;
        large.heightHint = 240;
        preview.setLayoutData(large);
        return area;
    }

    private Combo combo(Composite area, String label, String id, int style) {
        new Label(area, SWT.NONE).setText(label);
        Combo combo = Names.name(new Combo(area, style), ID + "." + id);
        combo.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        combo.addListener(SWT.Modify, e -> refresh());
        combo.addListener(SWT.Selection, e -> refresh());
        return combo;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, "Deploy " + count(), true), ID + ".yes");
        createButton(parent, IDialogConstants.CANCEL_ID, "Cancel", false);
    }

    private String count() {
        int units = environment.unitCount();
        return units + (units == 1 ? " server" : " servers");
    }

    @Override
    public void create() {
        super.create();
        setTitle("Deploy " + environment.name() + " as a Heat stack");
        setMessage("Creates " + count() + ", or changes the stack in place if there is one already." + (unsaved ? " Your changes are saved first." : ""));
        refresh();
    }

    private void refresh() {
        if (getButton(IDialogConstants.OK_ID) == null) {
            return;
        }
        List<Problem> errors = new EnvironmentRules(target.types()).validate(environment, Optional.empty()).stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR).toList();
        Lab chosen = lab.getSelectionIndex() < 0 ? null : labs.get(lab.getSelectionIndex());
        String wrong = chosen == null ? "There is no lab with a cloud. Describe one first, or start the demo lab."
                : chosen.guard() == Guard.READ_ONLY ? "The lab " + chosen.name() + " is read-only; every change to it is refused."
                : environment.unitCount() == 0 ? "The environment has no units. Add a service first."
                : errors.isEmpty() ? null
                : errors.getFirst().message() + (errors.size() > 1 ? " And " + (errors.size() - 1) + " more errors." : "");
        setErrorMessage(wrong);
        getButton(IDialogConstants.OK_ID).setEnabled(wrong == null);
        if (wrong == null && chosen.guard() == Guard.CRITICAL) {
            setMessage("The lab is critical: its name has to be typed before anything is changed.", org.eclipse.jface.dialogs.IMessageProvider.WARNING);
        }
        String text = Preview.of(environment, target.types(), network.getText(), expectation());
        if (!text.equals(preview.getText())) {
            preview.setText(text);
        }
    }

    private AgentExpectation expectation() {
        return switch (agents.getSelectionIndex()) {
            case 1 -> AgentExpectation.REQUIRED;
            case 2 -> AgentExpectation.NONE;
            default -> AgentExpectation.IF_PRESENT;
        };
    }

    @Override
    protected void okPressed() {
        choice = new Choice(labs.get(lab.getSelectionIndex()), network.getText().strip(), expectation());
        super.okPressed();
    }
}
