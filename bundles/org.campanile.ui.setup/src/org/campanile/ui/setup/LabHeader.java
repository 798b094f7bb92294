package org.campanile.ui.setup;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/**
 * Head of a lab's page: its name and guard, as whom it is connected, and the big buttons, which go below the words where there is little room. UI thread
 * only.
 */
final class LabHeader extends Composite {

    private static final String CHECK = Messages.checkAll;
    private static final String STOP = Messages.stopChecking;
    /** The words keep room for so many letters beside the buttons. */
    private static final int WORDS = 45;
    private static final int MARGIN = 12;
    private static final int GAP = 8;
    /** Bar before the name, and the gap behind it. */
    private static final int INDENT = 24;

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
    private final Composite buttons;
    private boolean narrow;

    LabHeader(Composite parent, Services services, Runnable onCheck, Runnable onSetUp, Runnable onUndo) {
        super(parent, SWT.NONE);
        this.services = services;
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = MARGIN;
        layout.marginHeight = MARGIN;
        layout.horizontalSpacing = GAP;
        layout.verticalSpacing = 4;
        setLayout(layout);
        bar = new Label(this, SWT.NONE);
        name = line("name", 1);
        name.setFont(Fonts.title(name));
        buttons = new Composite(this, SWT.NONE);
        RowLayout row = new RowLayout();
        row.marginLeft = 0;
        row.marginTop = 0;
        row.marginRight = 0;
        row.marginBottom = 0;
        row.spacing = GAP;
        row.pack = true;
        buttons.setLayout(row);
        check = button(buttons, "checkAll", STOP, onCheck);
        check.setLayoutData(new RowData(check.computeSize(SWT.DEFAULT, SWT.DEFAULT).x, SWT.DEFAULT));
        check.setText(CHECK);
        setUp = button(buttons, "setUp", Messages.setUp, onSetUp);
        undo = button(buttons, "undo", Messages.undoLastSetUp, onUndo);
        guard = line("guard", 2);
        guard.setFont(Fonts.bold(guard));
        cloud = line("cloud", 2);
        broker = line("broker", 2);
        warning = line("warning", 2);
        summary = line("summary", 2);
        ((GridData) summary.getLayoutData()).verticalIndent = 4;
        summary.setFont(Fonts.bold(summary));
        place(false);
        // before the parent gives this its size, so that the height is right at once
        parent.addListener(SWT.Resize, e -> fit());
    }

    private void place(boolean below) {
        narrow = below;
        GridData data = below ? new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1) : new GridData(SWT.END, SWT.TOP, false, false, 1, 6);
        // Beside the words they stay in one row, and are as high as that.
        data.widthHint = below ? SWT.DEFAULT : buttons.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
        buttons.setLayoutData(data);
        buttons.moveBelow(below ? summary : name);
    }

    /** The buttons go below the words where they would leave too little room beside them. */
    private void fit() {
        int width = getParent().getClientArea().width;
        if (width <= 0) {
            return;
        }
        int side = buttons.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + GAP;
        boolean below = width < side + WORDS * Fonts.averageCharWidth(this);
        if (below != narrow) {
            place(below);
        }
    }

    /** A line that is wrapped: beside the bar, or under the name. */
    private Label line(String id, int span) {
        Label label = Names.name(new Label(this, SWT.WRAP), SetupIds.PAGE + "." + id);
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, span, 1);
        data.horizontalIndent = span == 1 ? 0 : INDENT;
        data.widthHint = 160;
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
            case READ_ONLY -> Messages.guardReadOnly;
            case CRITICAL -> Messages.guardCritical;
        });
        visible(guard, lab.guard() != Guard.NORMAL);
        cloud.setText(safe(lab.cloud().map(LabHeader::identity).orElse(Messages.noCloud)));
        broker.setText(safe(lab.broker().map(LabHeader::account).orElse(Messages.noBroker)));
        boolean careless = lab.cloud().map(c -> !c.verify()).orElse(false) || lab.broker().map(b -> !b.verify() && b.tls()).orElse(false);
        visible(warning, careless);
        warning.setText(Messages.certificatesNotVerified);
        boolean changes = lab.guard() != Guard.READ_ONLY;
        setUp.setEnabled(changes);
        undo.setEnabled(changes);
        recolor();
        fit();
        layout(true, true);
        requestLayout();
    }

    private static String identity(CloudProfile c) {
        return c.region().isEmpty() ? NLS.bind(Messages.cloudIdentity, new Object[] { c.authUrl(), who(c), c.interfaceName() })
                : NLS.bind(Messages.cloudIdentityInRegion, new Object[] { c.authUrl(), who(c), c.region(), c.interfaceName() });
    }

    private static String who(CloudProfile c) {
        if (c.authType() != CloudProfile.AuthType.PASSWORD) {
            return NLS.bind(Messages.applicationCredential, c.applicationCredentialId().isEmpty() ? c.applicationCredentialName() : c.applicationCredentialId());
        }
        return c.userDomain().equalsIgnoreCase("default") ? NLS.bind(Messages.userInProject, c.username(), c.project())
                : NLS.bind(Messages.userOfDomainInProject, new Object[] { c.username(), c.userDomain(), c.project() });
    }

    private static String account(BrokerProfile b) {
        Object[] parts = { b.address(), b.user(), b.vhost() };
        return b.tls() ? NLS.bind(Messages.brokerIdentityTls, parts) : NLS.bind(Messages.brokerIdentity, parts);
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
