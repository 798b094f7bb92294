package org.campanile.ui.wizard;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabNames;
import org.campanile.core.lab.LabProblem;
import org.campanile.core.openstack.CloudSource;
import org.campanile.core.openstack.CloudsFile;
import org.campanile.core.openstack.OpenRc;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.FileChoice;
import org.campanile.ui.Jobs;
import org.campanile.ui.Services;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/**
 * Where the cloud's description comes from: clouds.yaml found by the ecosystem's search order, an openrc file (read as data, never run), or
 * typed. What was found fills the next page; files are read away from the UI thread and never written to.
 */
final class SourcePage extends LabPage {

    /** A path is read when nothing was typed for that long. */
    private static final int PAUSE_MILLIS = 400;

    private Button fromClouds;
    private Button fromOpenRc;
    private Button typed;
    private Combo clouds;
    private Button other;
    private Label found;
    private Text openRc;
    private Button browse;
    private Label notes;
    private FailureBanner banner;
    private CloudsFile file;
    private String missing = "";
    /** The choice that is read just now; what an earlier one brings is dropped. */
    private Object reading = "";
    private final Runnable readLater = this::read;

    SourcePage(Services services, LabEdit edit) {
        super("source", Messages.whatDoYouHave, Messages.sourceHelps, services, edit, List.of());
    }

    @Override
    void build(Composite area) {
        banner = new FailureBanner(area, services());
        Composite form = new Composite(area, SWT.NONE);
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 0;
        form.setLayout(layout);
        form.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        fromClouds = radio(form, "source.clouds", Messages.fromCloudsYaml);
        clouds = Form.named(new Combo(form, SWT.READ_ONLY | SWT.DROP_DOWN), "source.cloud");
        clouds.setLayoutData(indented(1));
        clouds.addListener(SWT.Selection, e -> read());
        other = Form.named(new Button(form, SWT.PUSH), "source.clouds.browse");
        other.setText(Messages.otherFile);
        other.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false));
        other.addListener(SWT.Selection, e -> chooseClouds());
        found = Form.named(new Label(form, SWT.WRAP), "source.found");
        found.setLayoutData(indented(3));
        fromOpenRc = radio(form, "source.openrc", Messages.fromOpenrc);
        openRc = Form.named(new Text(form, SWT.BORDER), "source.openrc.file");
        openRc.setLayoutData(indented(1));
        openRc.addListener(SWT.Modify, e -> {
            pending(Messages.readingTheFile);
            openRc.getDisplay().timerExec(PAUSE_MILLIS, readLater);
        });
        browse = Form.named(new Button(form, SWT.PUSH), "source.openrc.browse");
        browse.setText(Messages.browse);
        browse.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false));
        browse.addListener(SWT.Selection, e -> chooseOpenRc());
        typed = radio(form, "source.typed", Messages.fromTyping);
        typed.setSelection(true);
        notes = Form.named(new Label(area, SWT.WRAP), "source.notes");
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true);
        place.widthHint = 400;
        notes.setLayoutData(place);
        look(CloudsFile::search);
        enable();
    }

    private static GridData indented(int span) {
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, span, 1);
        data.horizontalIndent = 24;
        data.widthHint = 240;
        return data;
    }

    private Button radio(Composite parent, String id, String label) {
        Button button = Form.named(new Button(parent, SWT.RADIO), id);
        button.setText(label);
        button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 3, 1));
        button.addListener(SWT.Selection, e -> {
            if (button.getSelection()) {
                enable();
                read();
            }
        });
        return button;
    }

    private void enable() {
        clouds.setEnabled(fromClouds.getSelection() && clouds.getItemCount() > 0);
        other.setEnabled(fromClouds.getSelection());
        openRc.setEnabled(fromOpenRc.getSelection());
        browse.setEnabled(fromOpenRc.getSelection());
    }

    private interface Finder {
        CloudsFile find();
    }

    private record Found(CloudsFile file, List<String> names) {
    }

    private void look(Finder finder) {
        job(Messages.lookForCloudsYaml, task -> {
            CloudsFile one = finder.find();
            return new Found(one, one.names());
        }).done(result -> {
            file = result.file();
            clouds.setItems(result.names().toArray(String[]::new));
            found.setText(file.file().map(f -> NLS.bind(Messages.cloudsYamlFrom, f)).orElse(Messages.noCloudsYaml));
            if (!result.names().isEmpty()) {
                clouds.select(0);
                fromClouds.setSelection(true);
                typed.setSelection(false);
                fromOpenRc.setSelection(false);
                read();
            }
            enable();
            found.requestLayout();
        }).failed(failure -> banner.show(failure, null)).start();
    }

    private void chooseClouds() {
        choose(Messages.cloudsYamlDialog, file == null ? "" : file.file().map(Path::toString).orElse(""), chosen -> look(() -> CloudsFile.at(Path.of(chosen))));
    }

    private void chooseOpenRc() {
        choose(Messages.openrcDialog, openRc.getText(), openRc::setText);
    }

    private void choose(String title, String near, Consumer<String> then) {
        FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setText(title);
        FileChoice.ask(dialog, near, then);
    }

    @Override
    String missing() {
        return missing;
    }

    /** Until the choice is read there is nothing to go on with. */
    private void pending(String why) {
        missing = why;
        reading = new Object();
        notes.setText("");
        banner.clear();
        update();
    }

    private void read() {
        if (notes.isDisposed()) {
            return;
        }
        String path = openRc.getText().strip();
        if (fromClouds.getSelection() && clouds.getSelectionIndex() >= 0) {
            String name = clouds.getText();
            CloudsFile from = file;
            read(NLS.bind(Messages.readCloud, name), task -> from.cloud(name, ""));
        } else if (fromClouds.getSelection()) {
            pending(Messages.chooseCloudsYaml);
        } else if (fromOpenRc.getSelection() && !path.isEmpty()) {
            read(Messages.readOpenrc, task -> OpenRc.file(path(path)));
        } else {
            pending(fromOpenRc.getSelection() ? Messages.chooseOpenrc : "");
        }
    }

    private void read(String name, Jobs.Work<CloudSource> work) {
        pending(Messages.readingTheFile);
        Object mine = reading;
        job(name, work).done(source -> {
            if (reading == mine) {
                take(source);
            }
        }).failed(failure -> {
            if (reading == mine) {
                pending(Messages.chooseAnotherFile);
                banner.show(failure, this::read);
            }
        }).start();
    }

    private static Path path(String text) throws FailureException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new FailureException(
                    new Failure(Failure.Kind.BAD_INPUT, Messages.readingAnOpenrcFile, text, e.getReason(), Messages.noPath, Messages.chooseFile), e);
        }
    }

    private <T> Jobs.Order<T> job(String name, Jobs.Work<T> work) {
        return services().jobs().job(name, work).family(SourcePage.class).rule("lab-wizard-source").on(notes);
    }

    private void take(CloudSource source) {
        LabDraft draft = edit().draft().withCloud(LabDraft.Cloud.of(source.profile()));
        if (draft.name().isBlank() && LabNames.problem(source.profile().name()).isEmpty()) {
            draft = draft.withName(source.profile().name());
        }
        edit().draft(draft);
        source.secret().ifPresent(s -> edit().secrets().type("cloud", s.reveal()));
        String who = source.profile().who();
        String where = source.profile().authUrl();
        StringBuilder said = new StringBuilder(source.secret().isPresent() ? NLS.bind(Messages.foundWithPassword, who, where)
                : NLS.bind(Messages.foundWithoutPassword, who, where));
        source.notes().forEach(n -> said.append('\n').append(n));
        notes.setText(said.toString().replace("&", "&&"));
        notes.requestLayout();
        missing = "";
        update();
    }

    @Override
    void write(LabDraft draft) {
        // the page shows where from, not what; what was read is on the next page
    }

    @Override
    LabDraft read(LabDraft draft) {
        return draft;
    }

    @Override
    void mark(List<LabProblem> problems) {
        // it has no field of the draft
    }
}
