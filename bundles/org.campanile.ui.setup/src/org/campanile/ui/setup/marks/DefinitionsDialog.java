package org.campanile.ui.setup.marks;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.rabbitmq.DefinitionChange;
import org.campanile.core.rabbitmq.DefinitionChange.What;
import org.campanile.core.rabbitmq.Definitions;
import org.campanile.core.rabbitmq.DefinitionsImport;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.broker.DefinitionsFile;
import org.campanile.core.task.Failure;
import org.campanile.ui.FileChoice;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** A file of definitions against the broker: object by object what an import would do, and how each ended. Hashes are never shown. UI thread only. */
final class DefinitionsDialog extends LabDialog {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;

    /** An object and how it stands. @param result empty before an import */
    record Line(DefinitionChange change, String result, boolean failed) {
    }

    private Text file;
    private TableKit<Line> table;
    private Label said;
    private Button compare;
    private Button take;
    private long open;
    private Path shown;

    DefinitionsDialog(Shell parent, Services services, Lab lab) {
        super(parent, services, lab, NLS.bind(Messages.definitionsTitle, lab.name()));
    }

    @Override
    void fill(Composite area) {
        Composite line = new Composite(area, SWT.NONE);
        GridLayout layout = new GridLayout(4, false);
        layout.marginWidth = 0;
        line.setLayout(layout);
        line.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        new Label(line, SWT.NONE).setText(Messages.fileLabel);
        file = Names.name(new Text(line, SWT.BORDER), MarksIds.DEFINITIONS + "file");
        file.setMessage(Messages.fileHint);
        file.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        file.addListener(SWT.Modify, e -> {
            // Only what was shown is imported.
            if (take != null) {
                take.setEnabled(false);
            }
        });
        button(line, "browse", Messages.browse, () -> choose(SWT.OPEN, this::compare));
        compare = button(line, "compare", Messages.compare, this::compare);
        table = new TableKit<>(area, MarksIds.DEFINITIONS + "changes", l -> l.change().kind() + "\n" + l.change().key(), false, List.of(
                TableColumnSpec.<Line>text("what", Messages.what, 18, l -> l.result().isEmpty() ? l.change().what().label() : l.failed() ? Messages.notTaken : Messages.imported)
                        .image(l -> services().icons().state(state(l))),
                TableColumnSpec.text("kind", Messages.kind, 16, l -> l.change().kind().label()), TableColumnSpec.text("name", Messages.name, 30, l -> l.change().name()),
                TableColumnSpec.<Line>text("details", Messages.details, 44, DefinitionsDialog::details).tooltip(DefinitionsDialog::details)));
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true);
        place.widthHint = WIDTH;
        place.heightHint = HEIGHT;
        table.control().setLayoutData(place);
        said = Names.name(new Label(area, SWT.WRAP), MarksIds.DEFINITIONS + "said");
        said.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        said.setText(Messages.chooseFile);
    }

    private static String details(Line l) {
        return l.failed() ? l.result() : String.join("; ", l.change().details());
    }

    private static State state(Line l) {
        if (!l.result().isEmpty()) {
            return l.failed() ? State.FAILED : State.GOOD;
        }
        return switch (l.change().what()) {
            case ADD, CHANGE -> State.CHANGING;
            case KEPT -> State.ATTENTION;
            case SAME -> State.GOOD;
            case ONLY_THERE -> State.OFF;
        };
    }

    private Button button(Composite parent, String name, String text, Runnable action) {
        Button button = Names.name(new Button(parent, SWT.PUSH), MarksIds.DEFINITIONS + name);
        button.setText(text);
        button.addListener(SWT.Selection, e -> action.run());
        return button;
    }

    private void choose(int style, Runnable then) {
        FileDialog dialog = new FileDialog(getShell(), style);
        dialog.setOverwrite(true);
        dialog.setFilterExtensions(new String[] { "*.json", "*" });
        dialog.setFilterNames(new String[] { Messages.definitionFiles, Messages.allFiles });
        dialog.setFileName(style == SWT.SAVE ? lab().name().replaceAll("\\W+", "-") + "-definitions.json" : "");
        FileChoice.ask(dialog, file.getText(), path -> {
            file.setText(path);
            then.run();
        });
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        button(parent, IDialogConstants.CLIENT_ID + 1, Messages.export, MarksIds.DEFINITIONS + "export");
        take = button(parent, IDialogConstants.CLIENT_ID, Messages.importAction, MarksIds.DEFINITIONS + "import");
        take.setEnabled(false);
        Names.name(createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, false), MarksIds.DEFINITIONS + "close");
        // Enter in the field compares.
        getShell().setDefaultButton(compare);
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == IDialogConstants.CLIENT_ID) {
            importing();
        } else if (id == IDialogConstants.CLIENT_ID + 1) {
            choose(SWT.SAVE, this::export);
        } else {
            super.buttonPressed(id);
        }
    }

    private <T> void begin(String name, OnLab<T> work, Consumer<T> done) {
        take.setEnabled(false);
        start(name, work, done, () -> {
        });
    }

    private void compare() {
        Path path = Path.of(file.getText().strip());
        begin(NLS.bind(Messages.compareDefinitions, lab().name()), (session, task) -> new DefinitionsImport(session.management(task)).preview(DefinitionsFile.read(path),
                task), changes -> compared(path, changes));
    }

    private void compared(Path path, List<DefinitionChange> changes) {
        shown = path;
        table.show(changes.stream().map(c -> new Line(c, "", false)).toList());
        open = changes.stream().filter(DefinitionChange::toDo).count();
        long kept = changes.stream().filter(c -> c.what() == What.KEPT).count();
        said.setText(outlook(open, kept));
        take.setText(open == 1 ? Messages.importOneObject : NLS.bind(Messages.importObjects, open));
        take.setEnabled(open > 0 && lab().guard() != Guard.READ_ONLY && path.equals(Path.of(file.getText().strip())));
        setButtonLayoutData(take);
        take.requestLayout();
    }

    private static String outlook(long open, long kept) {
        if (open > 0) {
            return open == 1 ? Messages.oneObjectWouldChange : NLS.bind(Messages.objectsWouldChange, open);
        }
        return kept == 0 ? Messages.nothingToImport : kept == 1 ? Messages.nothingToImportOneDiffers : NLS.bind(Messages.nothingToImportButDiffering, kept);
    }

    private void importing() {
        Path path = shown;
        String what = open == 1 ? NLS.bind(Messages.importOneSentence, path.getFileName()) : NLS.bind(Messages.importSentence, open, path.getFileName());
        begin(NLS.bind(Messages.importDefinitionsInto, lab().name()), (session, task) -> {
            new GuardCheck(services().questions()).allow(lab(), what);
            Definitions wanted = DefinitionsFile.read(path);
            List<DefinitionsImport.Result> results = new DefinitionsImport(session.management(task)).run(wanted, some -> { }, task);
            long failed = results.stream().filter(r -> !r.done()).count();
            AuditLog.of(services().home().audit()).append(lab().name(), what, List.of(String.join(" ", "rabbitmqctl", "import_definitions", Command.quote(path.toString()))),
                    failed == 0 ? "done" : NLS.bind(Messages.countNotTaken, failed));
            return results;
        }, this::ended);
    }

    private void ended(List<DefinitionsImport.Result> results) {
        table.show(results.stream().map(r -> new Line(r.change(), r.done() ? Messages.imported : r.why().map(Failure::headline).orElse(Messages.notTaken), !r.done())).toList());
        long failed = results.stream().filter(r -> !r.done()).count();
        said.setText(failed == 0 ? NLS.bind(Messages.importProven, results.size()) : NLS.bind(Messages.someWereNotTaken, failed, results.size()));
    }

    private void export() {
        Path path = Path.of(file.getText().strip());
        begin(NLS.bind(Messages.exportDefinitions, lab().name()), (session, task) -> {
            String text = session.management(task).exportDefinitions(null, task);
            DefinitionsFile.write(path, text);
            return Definitions.read(text, null, path.toString()).toString();
        }, counts -> said.setText(NLS.bind(Messages.exported, counts)));
    }
}
