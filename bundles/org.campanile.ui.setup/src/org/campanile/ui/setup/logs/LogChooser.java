package org.campanile.ui.setup.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.campanile.core.lab.Lab;
import org.campanile.core.logs.LogSource;
import org.campanile.core.task.FailureException;
import org.campanile.ui.FileChoice;
import org.campanile.ui.Names;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** Chooses which logs of which hosts are read. UI thread only. */
final class LogChooser extends Dialog {

    /** Where the services' logs are as a rule (protocol document, section 8.9; Debian's packages since). */
    private static final List<String> USUAL = List.of("/var/log/murano-api.log", "/var/log/murano-conductor.log", "/var/log/murano/murano-api.log",
            "/var/log/murano/murano-engine.log", "/var/log/apache2/error.log", "/var/log/httpd/error_log", "/var/log/heat/heat-engine.log", "/var/log/heat/heat-api.log",
            "/var/log/nova/nova-compute.log", "/var/log/nova/nova-scheduler.log", "/var/log/keystone/keystone.log", "/var/log/murano-agent/murano-agent.log", "/var/log/syslog",
            "journal:murano-api", "journal:murano-engine", "journal:heat-engine", "journal:rabbitmq-server");

    private final Lab lab;
    private final List<LogSource> before;
    private final boolean rootBefore;
    private Text names;
    private Label problem;
    private Button root;
    private Choice choice;

    /** What was chosen. */
    record Choice(List<LogSource> sources, boolean asRoot) {
    }

    LogChooser(Shell parent, Lab lab, List<LogSource> before, boolean asRoot) {
        super(parent);
        this.lab = lab;
        this.before = before;
        this.rootBefore = asRoot;
    }

    Choice ask() {
        return open() == OK ? choice : null;
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.chooseLogs);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        ((GridLayout) area.getLayout()).numColumns = 2;
        new Label(area, SWT.NONE).setText(Messages.usualPlaces);
        new Label(area, SWT.NONE).setText(Messages.logsToRead);
        Tree usual = Names.name(new Tree(area, SWT.BORDER | SWT.CHECK), LogIds.CHOOSER + ".usual");
        GridData left = new GridData(SWT.FILL, SWT.FILL, true, true);
        left.widthHint = 300;
        left.heightHint = 260;
        usual.setLayoutData(left);
        lab.hosts().forEach(host -> {
            TreeItem top = new TreeItem(usual, SWT.NONE);
            top.setText(host.name());
            for (String place : USUAL) {
                TreeItem item = new TreeItem(top, SWT.NONE);
                item.setText(place);
                item.setData(host.name() + ":" + place);
                item.setChecked(before.stream().anyMatch(s -> s.label().equals(item.getData())));
            }
            top.setExpanded(true);
        });
        usual.addListener(SWT.Selection, e -> {
            if (e.detail == SWT.CHECK && e.item.getData() instanceof String name) {
                toggle(name, ((TreeItem) e.item).getChecked());
            }
        });
        names = Names.name(new Text(area, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL), LogIds.CHOOSER + ".names");
        names.setText(String.join("\n", before.stream().map(LogSource::label).toList()));
        GridData right = new GridData(SWT.FILL, SWT.FILL, true, true);
        right.widthHint = 340;
        names.setLayoutData(right);
        names.addListener(SWT.Modify, e -> check());
        root = Names.name(new Button(area, SWT.CHECK), LogIds.CHOOSER + ".root");
        root.setText(Messages.readUnderSudo);
        root.setSelection(rootBefore);
        Button file = Names.name(new Button(area, SWT.PUSH), LogIds.CHOOSER + ".file");
        file.setText(Messages.addLocalFile);
        file.addListener(SWT.Selection, e -> addFile());
        problem = Names.name(new Label(area, SWT.WRAP), LogIds.CHOOSER + ".problem");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        wide.widthHint = 400;
        problem.setLayoutData(wide);
        return area;
    }

    private void addFile() {
        FileChoice.ask(new FileDialog(getShell(), SWT.OPEN), file -> toggle(LogSource.LOCAL + ":" + file, true));
    }

    private void toggle(String name, boolean on) {
        Set<String> lines = new TreeSet<>(names.getText().lines().map(String::strip).filter(s -> !s.isEmpty()).toList());
        if (on) {
            lines.add(name);
        } else {
            lines.remove(name);
        }
        names.setText(String.join("\n", lines));
    }

    private void check() {
        String wrong = "";
        try {
            for (LogSource source : parsed()) {
                boolean known = source.host().equals(LogSource.LOCAL) || lab.hosts().stream().anyMatch(h -> h.name().equals(source.host()));
                wrong = known || !wrong.isEmpty() ? wrong : NLS.bind(Messages.labHasNoHost, lab.name(), source.host());
            }
        } catch (FailureException e) {
            wrong = e.failure().subject() + ": " + e.failure().next();
        }
        boolean nothing = names.getText().isBlank();
        String hint = lab.hosts().isEmpty() ? Messages.noHostsYet : Messages.howLogsAreNamed;
        problem.setText((wrong.isEmpty() && nothing ? hint : wrong).replace("&", "&&"));
        problem.requestLayout();
        // An empty list only makes sense to read no more.
        getButton(IDialogConstants.OK_ID).setEnabled(wrong.isEmpty() && !(nothing && before.isEmpty()));
    }

    private List<LogSource> parsed() throws FailureException {
        List<LogSource> sources = new ArrayList<>();
        for (String line : names.getText().lines().map(String::strip).filter(s -> !s.isEmpty()).distinct().toList()) {
            sources.add(LogSource.parse(line));
        }
        return sources;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, Messages.read, true), LogIds.CHOOSER + ".read");
        createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
        check();
    }

    @Override
    protected void okPressed() {
        try {
            choice = new Choice(parsed(), root.getSelection());
            super.okPressed();
        } catch (FailureException e) {
            check();
        }
    }
}
