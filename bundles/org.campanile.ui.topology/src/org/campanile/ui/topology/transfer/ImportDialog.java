package org.campanile.ui.topology.transfer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.campanile.core.environment.ImportNote;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.Failure;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentName;
import org.campanile.ui.topology.document.Latest;
import org.campanile.ui.topology.frame.LatestDialog;
import org.campanile.ui.topology.frame.Rows;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks what to import and under which name, and tells before what of it the document will not say as it was. UI thread only. */
public final class ImportDialog extends LatestDialog {

    private static final String ID = Topology.IMPORT;
    private static final int WIDTH = 320;

    private final Import work;
    private final Optional<ImportSource> given;
    private final Path folder;
    private Text from;
    private Text name;
    private Label words;
    private TableKit<ImportNote> notes;
    private Latest<ImportSource, Import.Answer> reading;
    private Import.Answer answer;
    private boolean named;
    private boolean naming;
    private RunningJob writing;
    private Path written;

    private ImportDialog(Shell parent, Services services, ServiceTypes types, Optional<ImportSource> given) {
        super(parent, services, ID, "Import environment", 3);
        this.given = given;
        this.folder = services.home().environments();
        this.work = new Import(types, folder, services.secrets());
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
    protected void fill(Rows into) {
        Composite area = into.labelled(given.isPresent() ? "From" : "File");
        from = Rows.wide(Names.name(new Text(area, SWT.BORDER | (given.isPresent() ? SWT.READ_ONLY : SWT.NONE)), ID + ".file"), WIDTH, given.isPresent() ? 2 : 1);
        if (given.isEmpty()) {
            Button browse = Names.name(new Button(area, SWT.PUSH), ID + ".browse");
            browse.setText("&Browse…");
            browse.addListener(SWT.Selection, e -> browse());
        }
        name = Rows.wide(Names.name(new Text(into.labelled("Name"), SWT.BORDER), ID + ".name"), WIDTH, 2);
        words = Rows.wide(Names.name(new Label(area, SWT.WRAP), ID + ".words"), WIDTH, 3);
        notes = new TableKit<>(area, ID + ".notes", n -> n, true, List.of(
                TableColumnSpec.<ImportNote>text("kind", "What", 11, n -> n.kind().label()).image(n -> services().icons().state(n.kind() == ImportNote.Kind.LEFT_OUT ? State.OFF : State.ATTENTION)),
                TableColumnSpec.text("where", "Where", 20, ImportNote::where), TableColumnSpec.text("key", "Key", 18, ImportNote::what),
                TableColumnSpec.<ImportNote>text("why", "Why", 60, ImportNote::why).tooltip(ImportNote::why)));
        GridData large = new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1);
        large.widthHint = 640;
        large.heightHint = 220;
        notes.control().setLayoutData(large);
        reading = latest("Read what is imported", work::read, this::show);
        from.addListener(SWT.Modify, e -> ask());
        name.addListener(SWT.Modify, e -> {
            named |= !naming;
            refresh();
        });
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
        busy(true);
        reading.askSoon(given.orElseGet(() -> ImportSource.file(from.getText().strip())));
        refresh();
    }

    private void show(Import.Answer now) {
        answer = now;
        busy(false);
        now.why().ifPresentOrElse(why -> rows().banner().show(why, this::ask), rows().banner()::clear);
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
        busy(true);
        String called = name.getText();
        Import.Answer of = answer;
        writing = services().jobs().job("Import " + called, task -> work.write(of.environment(), called, task)).user().family(ImportDialog.class).on(getShell()).done(file -> {
            written = file;
            super.okPressed();
        }).failed(why -> {
            writing = null;
            busy(false);
            if (why.kind() != Failure.Kind.CANCELLED) {
                rows().banner().show(why, null);
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
}
