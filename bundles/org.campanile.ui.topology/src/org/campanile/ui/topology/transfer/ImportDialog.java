package org.campanile.ui.topology.transfer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.campanile.core.environment.ImportNote;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.Failure;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentName;
import org.campanile.ui.topology.document.Latest;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks what to import and under which name, and tells before what of it the document will not say as it was. UI thread only. */
public final class ImportDialog extends TitleAreaDialog {

    private static final String ID = Topology.IMPORT;

    private final Services services;
    private final Import work;
    private final Optional<ImportSource> given;
    private final Path folder;
    private Text from;
    private Text name;
    private Label words;
    private TableKit<ImportNote> notes;
    private FailureBanner banner;
    private ProgressBar progress;
    private Latest<ImportSource, Import.Answer> reading;
    private Import.Answer answer;
    private boolean named;
    private boolean naming;
    private RunningJob writing;
    private Path written;

    private ImportDialog(Shell parent, Services services, ServiceTypes types, Optional<ImportSource> given) {
        super(parent);
        this.services = services;
        this.given = given;
        this.folder = services.home().environments();
        this.work = new Import(types, folder, services.secrets());
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    /**
     * Imports; answers the new environment's file, empty when the user gave up.
     *
     * @param given what to import, empty to let the user choose a file
     */
    public static Optional<Path> open(Shell parent, Services services, ServiceTypes types, Optional<ImportSource> given) {
        ImportDialog dialog = new ImportDialog(parent, services, types, given);
        return dialog.open() == OK ? Optional.of(dialog.written) : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Import environment");
        Names.name(shell, ID);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        layout.verticalSpacing = 8;
        layout.horizontalSpacing = 12;
        area.setLayout(layout);
        banner = new FailureBanner(area, services);
        ((GridData) banner.getLayoutData()).horizontalSpan = 3;
        new Label(area, SWT.NONE).setText(given.isPresent() ? "From" : "File");
        from = Names.name(new Text(area, SWT.BORDER | (given.isPresent() ? SWT.READ_ONLY : SWT.NONE)), ID + ".file");
        from.setLayoutData(wide(given.isPresent() ? 2 : 1));
        if (given.isEmpty()) {
            Button browse = Names.name(new Button(area, SWT.PUSH), ID + ".browse");
            browse.setText("&Browse…");
            browse.addListener(SWT.Selection, e -> browse());
        }
        new Label(area, SWT.NONE).setText("Name");
        name = Names.name(new Text(area, SWT.BORDER), ID + ".name");
        name.setLayoutData(wide(2));
        words = Names.name(new Label(area, SWT.WRAP), ID + ".words");
        words.setLayoutData(wide(3));
        notes = new TableKit<>(area, ID + ".notes", n -> n, true, List.of(
                TableColumnSpec.<ImportNote>text("kind", "What", 11, n -> n.kind().label()).image(n -> services.icons().state(n.kind() == ImportNote.Kind.LEFT_OUT ? State.OFF : State.ATTENTION)),
                TableColumnSpec.text("where", "Where", 20, ImportNote::where), TableColumnSpec.text("key", "Key", 18, ImportNote::what),
                TableColumnSpec.<ImportNote>text("why", "Why", 60, ImportNote::why).tooltip(ImportNote::why)));
        GridData large = new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1);
        large.widthHint = 640;
        large.heightHint = 220;
        notes.control().setLayoutData(large);
        progress = Names.name(new ProgressBar(area, SWT.INDETERMINATE | SWT.SMOOTH), ID + ".progress");
        GridData bar = wide(3);
        bar.heightHint = 4;
        progress.setLayoutData(bar);
        progress.setVisible(false);
        reading = new Latest<>(services.jobs(), "Read what is imported", area, work::read, this::show);
        from.addListener(SWT.Modify, e -> ask());
        name.addListener(SWT.Modify, e -> {
            named |= !naming;
            refresh();
        });
        return area;
    }

    private static GridData wide(int columns) {
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, columns, 1);
        data.widthHint = 320;
        return data;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, "Import", true), ID + ".yes");
        createButton(parent, IDialogConstants.CANCEL_ID, "Cancel", false);
    }

    @Override
    public void create() {
        super.create();
        setTitle("Import environment");
        from.setText(given.map(ImportSource::shown).orElse(""));
        ask();
        refresh();
    }

    private void browse() {
        FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setText("Service descriptors or Heat template");
        dialog.setFilterExtensions(new String[] {"*.json;*.yaml;*.yml", "*"});
        dialog.setFilterNames(new String[] {"Descriptors (JSON), Heat templates (YAML)", "All files"});
        String chosen = dialog.open();
        if (chosen != null) {
            from.setText(chosen);
        }
    }

    private void ask() {
        answer = null;
        progress.setVisible(true);
        reading.askSoon(given.orElseGet(() -> ImportSource.file(from.getText().strip())));
        refresh();
    }

    private void show(Import.Answer now) {
        answer = now;
        progress.setVisible(false);
        now.why().ifPresentOrElse(why -> banner.show(why, this::ask), banner::clear);
        notes.show(now.notes());
        words.setText(now.environment() == null ? "" : (now.words() + (now.notes().isEmpty() ? " All of it is in the document." : " What is not in the document as it was:")).replace("&", "&&"));
        words.requestLayout();
        if (now.environment() != null && !named) {
            naming = true;
            name.setText(now.environment().name());
            naming = false;
        }
        refresh();
    }

    private void refresh() {
        Button yes = getButton(IDialogConstants.OK_ID);
        if (yes == null) {
            return;
        }
        boolean read = answer != null && answer.environment() != null;
        Optional<String> problem = read ? new EnvironmentName(name.getText()).problem(answer.existing().files()) : Optional.empty();
        setErrorMessage(problem.orElse(null));
        setMessage(read ? "The file will be " + new EnvironmentName(name.getText()).in(folder)
                : "Reads service descriptors of Murano 0.2 (JSON) and Heat templates that were made here. Nothing that is there is overwritten.");
        yes.setEnabled(read && problem.isEmpty() && writing == null);
        name.setEnabled(writing == null);
        from.setEnabled(writing == null);
    }

    @Override
    protected void okPressed() {
        progress.setVisible(true);
        String called = name.getText();
        Import.Answer of = answer;
        writing = services.jobs().job("Import " + called, task -> work.write(of.environment(), called, task)).user().family(ImportDialog.class).on(getShell()).done(file -> {
            written = file;
            super.okPressed();
        }).failed(why -> {
            writing = null;
            progress.setVisible(false);
            if (why.kind() != Failure.Kind.CANCELLED) {
                banner.show(why, null);
            }
            refresh();
        }).start();
        refresh();
    }

    @Override
    protected void cancelPressed() {
        if (writing != null) {
            writing.cancel();
        } else {
            super.cancelPressed();
        }
    }

    @Override
    public boolean close() {
        if (reading != null) {
            reading.cancel();
        }
        return super.close();
    }
}
