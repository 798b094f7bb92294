package org.campanile.ui.setup.wizard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.campanile.core.setup.ImageInfo;
import org.campanile.core.setup.SetupRequest;
import org.campanile.ui.Fonts;
import org.campanile.ui.Theme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The Windows image: which file, how it is called, and Murano's mark as it will be written. */
final class ImagePage extends SetupPage {

    private Fields fields;
    private Text file;
    private Label size;
    private Text name;
    private Combo format;
    private Combo visibility;
    private Combo type;
    private Text title;
    private Label mark;
    private Label hidden;

    ImagePage(SetupContext context) {
        super("image", "Windows image", "A prepared Windows image on this machine. Gigabytes take a while; the next pages show how far it is.", context,
                "image.");
    }

    @Override
    void build(Composite area) {
        fields = new Fields(area, this::changed);
        file = fields.shortText("image.file", "File:", "windows-server-2022.qcow2");
        fields.button("image.choose", "Choose…", this::choose);
        size = fields.note("image.size");
        name = fields.text("image.name", "Name in Glance:", "");
        format = fields.combo("image.diskFormat", "Disk format:", SetupRequest.DISK_FORMATS, false);
        visibility = fields.combo("image.visibility", "Visibility:", SetupRequest.VISIBILITIES, false);
        type = fields.combo("image.type", "Type for Murano:", List.of("windows.2012", "windows.2016", "windows.2019", "windows.2022", "windows.2025"), true);
        title = fields.text("image.title", "Title in forms:", "Windows Server 2022");
        mark = fields.note("image.mark");
        mark.setFont(Fonts.mono());
        hidden = fields.note("image.hidden");
        hidden.setForeground(context().services().theme().color(Theme.Tone.ATTENTION));
    }

    private void choose() {
        FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setText("Choose the Windows image");
        dialog.setFilterExtensions(new String[] { "*.qcow2;*.raw;*.img;*.vhd;*.vhdx;*.vmdk;*.vdi", "*" });
        dialog.setFilterNames(new String[] { "Disk images", "All files" });
        String chosen = dialog.open();
        if (chosen != null) {
            file.setText(chosen);
        }
    }

    @Override
    void write(SetupDraft draft) {
        SetupDraft.File f = draft.file();
        fields.write(() -> {
            file.setText(f.path());
            name.setText(f.name());
            format.setText(f.diskFormat());
            visibility.setText(f.visibility());
            type.setText(f.type());
            title.setText(f.title());
        });
    }

    @Override
    SetupDraft read(SetupDraft draft) {
        SetupDraft.File old = draft.file();
        if (!file.getText().equals(old.path())) {
            suggest(old);
        }
        return draft.withFile(new SetupDraft.File(file.getText(), name.getText(), format.getText(), visibility.getText(), type.getText(), title.getText()));
    }

    /** Name and disk format follow the file as long as nobody has typed another name. */
    private void suggest(SetupDraft.File old) {
        String now = stem(file.getText());
        boolean follows = name.getText().isEmpty() || name.getText().equals(stem(old.path()));
        fields.write(() -> {
            if (follows) {
                name.setText(now);
            }
            SetupDraft.formatOf(file.getText()).ifPresent(format::setText);
        });
    }

    private static String stem(String path) {
        String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).strip();
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }

    @Override
    void refresh(SetupDraft draft, List<SetupRequest.Problem> problems) {
        fields.mark(problems);
        ImageInfo info = draft.mark();
        Optional<String> wrong = ImageInfo.problem(info.json());
        mark.setText(ImageInfo.PROPERTY + " = " + info.json().replace("&", "&&") + wrong.map(w -> "\n" + w).orElse(""));
        hidden.setText(info.type().isEmpty() ? "" : info.hiddenBecause().orElse(""));
        look(draft.path());
        ((Composite) getControl()).layout(true, true);
    }

    /** The file may be on a slow share, so it is not looked at here. */
    private void look(Path path) {
        if (path.toString().isEmpty()) {
            size.setText("");
            return;
        }
        context().services().jobs().job("Look at " + path.getFileName(), task -> describe(path)).system().family(ImagePage.class).on(size).done(text -> {
            if (path.equals(context().draft().path())) {
                size.setText(text);
            }
        }).start();
    }

    private static String describe(Path path) {
        try {
            return Files.isRegularFile(path) ? Sizes.bytes(Files.size(path)) : Files.exists(path) ? "This is not a file." : "The file does not exist.";
        } catch (IOException e) {
            return "The file cannot be read: " + e.getMessage();
        }
    }
}
