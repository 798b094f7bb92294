package org.campanile.ui.topology.transfer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.campanile.core.environment.ImportNote;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.Failure;
import org.campanile.ui.FileChoice;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentName;
import org.campanile.ui.topology.document.Latest;
import org.campanile.ui.topology.frame.LatestDialog;
import org.campanile.ui.topology.frame.Rows;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
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
        super(parent, services, ID, Messages.importEnvironment, 3);
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
        return Shells.ask(dialog) == OK ? Optional.of(dialog.written) : Optional.empty();
    }

    @Override
    protected void fill(Rows into) {
        Composite area = into.labelled(given.isPresent() ? Messages.from : Messages.file);
        from = Rows.wide(Names.name(new Text(area, SWT.BORDER | (given.isPresent() ? SWT.READ_ONLY : SWT.NONE)), ID + ".file"), WIDTH, given.isPresent() ? 2 : 1);
        if (given.isEmpty()) {
            Button browse = Names.name(new Button(area, SWT.PUSH), ID + ".browse");
            browse.setText(Messages.browse);
            browse.addListener(SWT.Selection, e -> browse());
        }
        name = Rows.wide(Names.name(new Text(into.labelled(Messages.name), SWT.BORDER), ID + ".name"), WIDTH, 2);
        words = Rows.wide(Names.name(new Label(area, SWT.WRAP), ID + ".words"), WIDTH, 3);
        notes = new TableKit<>(area, ID + ".notes", n -> n, true, List.of(
                TableColumnSpec.<ImportNote>text("kind", Messages.what, 11, n -> n.kind().label())
                        .image(n -> services().icons().state(n.kind() == ImportNote.Kind.LEFT_OUT ? State.OFF : State.ATTENTION)),
                TableColumnSpec.text("where", Messages.where, 20, ImportNote::where), TableColumnSpec.text("key", Messages.key, 18, ImportNote::what),
                TableColumnSpec.<ImportNote>text("why", Messages.why, 60, ImportNote::why).tooltip(ImportNote::why)));
        GridData large = new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1);
        large.widthHint = 640;
        large.heightHint = 220;
        notes.control().setLayoutData(large);
        reading = latest(Messages.readImport, work::read, this::show);
        from.addListener(SWT.Modify, e -> ask());
        name.addListener(SWT.Modify, e -> {
            named |= !naming;
            refresh();
        });
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, Messages.importButton, true), ID + ".yes");
        createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
    }

    @Override
    public void create() {
        super.create();
        setTitle(Messages.importEnvironment);
        from.setText(given.map(ImportSource::shown).orElse(""));
        ask();
        refresh();
    }

    private void browse() {
        FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setText(Messages.chooseImport);
        dialog.setFilterExtensions(new String[] {"*.json;*.yaml;*.yml", "*"});
        dialog.setFilterNames(new String[] {Messages.importFiles, Messages.allFiles});
        FileChoice.ask(dialog, from.getText(), from::setText);
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
        String told = now.notes().isEmpty() ? NLS.bind(Messages.readWhole, now.words()) : NLS.bind(Messages.readWithNotes, now.words());
        words.setText(now.environment() == null ? "" : told.replace("&", "&&"));
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
        setMessage(read ? NLS.bind(Messages.fileWillBe, new EnvironmentName(name.getText()).in(folder))
                : Messages.whatCanBeImported);
        yes.setEnabled(read && problem.isEmpty() && writing == null);
        name.setEnabled(writing == null);
        from.setEnabled(writing == null);
    }

    @Override
    protected void okPressed() {
        busy(true);
        String called = name.getText();
        Import.Answer of = answer;
        writing = services().jobs().job(NLS.bind(Messages.importNamed, called), task -> work.write(of.environment(), called, task)).user()
                .family(ImportDialog.class).on(getShell()).done(file -> {
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
