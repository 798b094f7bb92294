package org.campanile.ui.topology.transfer;

import java.util.List;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Clip;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.TextExport;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.Latest;
import org.campanile.ui.topology.frame.LatestDialog;
import org.campanile.ui.topology.frame.Rows;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Shows an environment as another program's text, to be copied or saved, and says what of it the format cannot hold. UI thread only. */
public final class ExportDialog extends LatestDialog {

    private static final String ID = Topology.EXPORT;
    private static final int COPY = IDialogConstants.CLIENT_ID;
    private static final int SAVE = IDialogConstants.CLIENT_ID + 1;

    private record Question(ExportFormat format, boolean balancers) {
    }

    /** @param text empty when there is none @param limits what the format cannot hold, or why there is no text */
    private record Answer(Question to, String text, String limits, boolean refused, Failure why) {
    }

    private final Environment environment;
    private final ServiceTypes types;
    private final boolean farms;
    private Combo format;
    private Button balancers;
    private Text preview;
    private Text limits;
    private Latest<Question, Answer> writing;
    private Answer answer;

    /** Of a document as it is now. */
    public ExportDialog(Shell parent, Services services, Environment environment, ServiceTypes types) {
        super(parent, services, ID, NLS.bind(Messages.export, environment.name()), 2);
        this.environment = environment;
        this.types = types;
        this.farms = environment.services().stream().anyMatch(s -> !types.find(s.type()).map(ServiceType::balancerPort).orElse("").isEmpty());
    }

    @Override
    protected void fill(Rows into) {
        Composite area = into.labelled(Messages.format);
        format = Names.name(new Combo(area, SWT.READ_ONLY), ID + ".format");
        List.of(ExportFormat.values()).forEach(f -> format.add(f.label()));
        format.select(0);
        format.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        into.labelled("");
        balancers = Names.name(new Button(area, SWT.CHECK), ID + ".balancers");
        balancers.setText(Messages.addLoadBalancers);
        balancers.setSelection(farms);
        into.labelledAtTop(Messages.text);
        preview = text(area, "preview", SWT.H_SCROLL, 300);
        preview.setFont(Fonts.mono());
        into.labelledAtTop(Messages.leftOut);
        limits = text(area, "limits", SWT.WRAP, 90);
        ((GridData) limits.getLayoutData()).grabExcessVerticalSpace = false;
        writing = latest(NLS.bind(Messages.writeInFormat, environment.name()), this::write, this::show);
        format.addListener(SWT.Selection, e -> ask());
        balancers.addListener(SWT.Selection, e -> ask());
    }

    private static Text text(Composite area, String id, int style, int height) {
        Text text = Names.name(new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | style), ID + "." + id);
        GridData large = new GridData(SWT.FILL, SWT.FILL, true, true);
        large.widthHint = 560;
        large.heightHint = height;
        text.setLayoutData(large);
        return text;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, COPY, Messages.copy, false), ID + ".copy");
        Names.name(createButton(parent, SAVE, Messages.save, true), ID + ".save");
        createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, false);
    }

    @Override
    public void create() {
        super.create();
        setTitle(NLS.bind(Messages.export, environment.name()));
        setMessage(Messages.noPasswordInText);
        ask();
    }

    private void ask() {
        ExportFormat chosen = ExportFormat.values()[format.getSelectionIndex()];
        balancers.setEnabled(farms && chosen == ExportFormat.HOT);
        busy(true);
        writing.ask(new Question(chosen, balancers.getSelection()));
    }

    private Answer write(Question to, Task task) throws FailureException {
        try {
            var hindrance = to.format().hindrance(environment, types);
            if (hindrance.isPresent()) {
                return new Answer(to, "", NLS.bind(Messages.noTextYet, hindrance.get()), true, null);
            }
            String limits = String.join("\n", to.format().limits(environment, types, to.balancers()));
            return new Answer(to, to.format().text(environment, types, to.balancers()), limits, false, null);
        } catch (FailureException e) {
            if (task.isCancelled()) {
                throw e;
            }
            return new Answer(to, "", "", true, e.failure());
        }
    }

    private void show(Answer now) {
        answer = now;
        busy(false);
        if (now.why() != null) {
            rows().banner().show(now.why(), this::ask);
        } else {
            rows().banner().clear();
        }
        preview.setText(now.text());
        limits.setText(now.refused() ? "" : now.limits());
        setErrorMessage(now.refused() && now.why() == null ? now.limits() : null);
        getButton(COPY).setEnabled(!now.text().isEmpty());
        getButton(SAVE).setEnabled(!now.text().isEmpty());
    }

    @Override
    protected void buttonPressed(int id) {
        switch (id) {
            case COPY -> Clip.copy(getShell().getDisplay(), answer.text());
            case SAVE -> TextExport.ask(getShell(), NLS.bind(Messages.export, environment.name()), answer.to().format().fileName(environment), answer.text());
            default -> super.buttonPressed(id);
        }
    }
}
