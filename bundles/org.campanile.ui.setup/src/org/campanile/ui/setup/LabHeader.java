package org.campanile.ui.setup;

import java.util.Locale;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** Head of a lab's page: its name and guard, as whom it is connected, and the big buttons. UI thread only. */
final class LabHeader extends Composite {

    private static final String CHECK = "Check all";
    private static final String STOP = "Stop checking";

    private final Services services;
    private final Label bar;
    private final Label name;
    private final Label guard;
    private final Label cloud;
    private final Label broker;
    private final Label warning;
    private final Label summary;
    private final Button check;
    private final Button setUp;
    private final Button undo;

    LabHeader(Composite parent, Services services, Runnable onCheck, Runnable onSetUp, Runnable onUndo) {
        super(parent, SWT.NONE);
        this.services = services;
        GridLayout layout = new GridLayout(4, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        layout.horizontalSpacing = 8;
        layout.verticalSpacing = 4;
        setLayout(layout);
        bar = new Label(this, SWT.NONE);
        name = label("name", 1);
        name.setFont(Fonts.title(name));
        guard = label("guard", 1);
        guard.setFont(Fonts.bold(guard));
        guard.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, true, false));
        Composite buttons = new Composite(this, SWT.NONE);
        GridLayout row = new GridLayout(3, false);
        row.marginWidth = 0;
        row.marginHeight = 0;
        buttons.setLayout(row);
        buttons.setLayoutData(new GridData(SWT.END, SWT.TOP, false, false, 1, 4));
        check = button(buttons, "checkAll", STOP, onCheck);
        GridData roomy = new GridData(SWT.FILL, SWT.CENTER, false, false);
        roomy.widthHint = check.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
        check.setLayoutData(roomy);
        check.setText(CHECK);
        setUp = button(buttons, "setUp", "Set up…", onSetUp);
        undo = button(buttons, "undo", "Undo last set-up…", onUndo);
        cloud = line("cloud");
        broker = line("broker");
        warning = line("warning");
        summary = line("summary");
        ((GridData) summary.getLayoutData()).verticalIndent = 4;
        summary.setFont(Fonts.bold(summary));
    }

    private Label label(String id, int span) {
        Label label = Names.name(new Label(this, SWT.NONE), SetupIds.PAGE + "." + id);
        label.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, false, false, span, 1));
        return label;
    }

    private Label line(String id) {
        Label label = Names.name(new Label(this, SWT.WRAP), SetupIds.PAGE + "." + id);
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1);
        // Under the name, which stands behind the bar of 16 points and a gap of 8.
        data.horizontalIndent = 24;
        data.widthHint = 200;
        label.setLayoutData(data);
        return label;
    }

    private static Button button(Composite parent, String id, String text, Runnable run) {
        Button button = Ground.desktop(Names.name(new Button(parent, SWT.PUSH), SetupIds.PAGE + "." + id));
        button.setText(text);
        button.addListener(SWT.Selection, e -> run.run());
        return button;
    }

    /** Shows a lab. */
    void show(Lab lab) {
        bar.setImage(services.icons().bar(lab.colour()));
        name.setText(safe(lab.name()));
        guard.setText(switch (lab.guard()) {
            case NORMAL -> "";
            case READ_ONLY -> "Read-only: every change is refused";
            case CRITICAL -> "Critical: its name is asked for before each change";
        });
        cloud.setText(safe(lab.cloud().map(LabHeader::identity).orElse("No cloud")));
        broker.setText(safe(lab.broker().map(LabHeader::account).orElse("No broker")));
        boolean careless = lab.cloud().map(c -> !c.verify()).orElse(false) || lab.broker().map(b -> !b.verify() && b.tls()).orElse(false);
        visible(warning, careless);
        warning.setText("Certificates are not verified: whoever sits in between can read the passwords.");
        boolean changes = lab.guard() != Guard.READ_ONLY;
        setUp.setEnabled(changes);
        undo.setEnabled(changes);
        recolor();
        layout(true, true);
        requestLayout();
    }

    private static String identity(CloudProfile c) {
        String who = c.authType() == CloudProfile.AuthType.PASSWORD
                ? c.username() + (c.userDomain().toLowerCase(Locale.ROOT).equals("default") ? "" : "@" + c.userDomain()) + ", project " + c.project()
                : "application credential " + (c.applicationCredentialId().isEmpty() ? c.applicationCredentialName() : c.applicationCredentialId());
        return "Cloud " + c.authUrl() + " as " + who + (c.region().isEmpty() ? "" : ", " + c.region()) + ", interface " + c.interfaceName();
    }

    private static String account(BrokerProfile b) {
        return "Broker " + b.address() + " as " + b.user() + ", virtual host " + b.vhost() + (b.tls() ? ", TLS" : "");
    }

    private static String safe(String text) {
        return text.replace("&", "&&");
    }

    private static void visible(Control control, boolean on) {
        ((GridData) control.getLayoutData()).exclude = !on;
        control.setVisible(on);
    }

    /** Shows how the parts are, and whether a check runs that the button would end. */
    void state(String words, boolean running) {
        summary.setText(words);
        String label = running ? STOP : CHECK;
        if (!label.equals(check.getText())) {
            check.setText(label);
        }
        layout(new Control[] { summary });
    }

    /** Takes the colours from the theme again. */
    void recolor() {
        Theme theme = services.theme();
        Ground.paint(this, theme, Theme.Tone.QUIET);
        guard.setForeground(theme.color(Theme.Tone.ATTENTION));
        warning.setForeground(theme.color(Theme.Tone.ATTENTION));
        cloud.setForeground(theme.color(Theme.Tone.MUTED));
        broker.setForeground(theme.color(Theme.Tone.MUTED));
    }

    void focus() {
        check.setFocus();
    }
}
