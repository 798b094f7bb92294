package org.campanile.ui.setup.broker;

import java.util.List;

import org.campanile.core.diagnosis.QueuePeek;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** Looks at the first messages of a queue; says before what that does. UI thread only. */
final class PeekDialog extends Dialog {

    private static final int WIDTH = 620;
    private static final int HEIGHT = 260;
    private static final int MOST = 100;

    private final Services services;
    private final Lab lab;
    private final QueueRow row;
    private FailureBanner banner;
    private Spinner count;
    private Button look;
    private Text messages;

    PeekDialog(Shell parent, Services services, Lab lab, QueueRow row) {
        super(parent);
        this.services = services;
        this.lab = lab;
        this.row = row;
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(NLS.bind(Messages.lookIntoQueue, row.queue().name()));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        ((GridLayout) area.getLayout()).numColumns = 1;
        banner = new FailureBanner(area, services);
        Label words = Names.name(new Label(area, SWT.WRAP), BrokerIds.PEEK + ".words");
        words.setText(QueuePeek.WORDS);
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false);
        wide.widthHint = WIDTH;
        words.setLayoutData(wide);
        Composite line = new Composite(area, SWT.NONE);
        line.setLayout(new GridLayout(3, false));
        new Label(line, SWT.NONE).setText(Messages.howManyMessages);
        count = Names.name(new Spinner(line, SWT.BORDER), BrokerIds.PEEK + ".count");
        count.setValues(1, 1, MOST, 0, 1, 10);
        look = Names.name(new Button(line, SWT.PUSH), BrokerIds.PEEK + ".look");
        look.setText(Messages.look);
        look.addListener(SWT.Selection, e -> look());
        messages = Names.name(new Text(area, SWT.BORDER | SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.WRAP), BrokerIds.PEEK + ".messages");
        messages.setFont(Fonts.mono());
        GridData rest = new GridData(SWT.FILL, SWT.FILL, true, true);
        rest.heightHint = HEIGHT;
        rest.widthHint = WIDTH;
        messages.setLayoutData(rest);
        return area;
    }

    private void look() {
        banner.clear();
        look.setEnabled(false);
        int most = count.getSelection();
        services.jobs().job(NLS.bind(Messages.lookIntoQueue, row.queue().name()), task -> {
            try (LabSession session = services.session(lab)) {
                return QueuePeek.look(session, row.queue().vhost(), row.queue().name(), most, task);
            }
        }).user().family(BrokerView.class).on(messages).done(this::show).failed(f -> banner.show(f, this::look)).finished(() -> look.setEnabled(true)).start();
    }

    private void show(List<QueuePeek.Peeked> peeked) {
        StringBuilder out = new StringBuilder(peeked.isEmpty() ? Messages.noMessage : "");
        for (QueuePeek.Peeked p : peeked) {
            String id = p.message().id().isEmpty() ? Messages.noMessageId : p.message().id();
            out.append(p.redelivered() ? NLS.bind(Messages.messageSeenBefore, id) : NLS.bind(Messages.message, id)).append('\n')
                    .append(NLS.bind(Messages.messageSize, p.message().body().length, p.message().contentType()).strip()).append('\n').append(p.message().text()).append("\n\n");
        }
        messages.setText(out.toString());
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, false);
        getShell().setDefaultButton(look);
    }
}
