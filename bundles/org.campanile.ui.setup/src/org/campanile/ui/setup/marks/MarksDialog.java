package org.campanile.ui.setup.marks;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Image;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.image.ImageMark;
import org.campanile.core.setup.image.ImageMarks;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Fonts;
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
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** The lab's images, and the mark of the selected one as a form and as JSON; saved by buttons, one image at a time. UI thread only. */
final class MarksDialog extends LabDialog {

    private static final int WIDTH = 720;
    private static final int TABLE_HEIGHT = 220;

    private List<ImageMarks.Row> rows = List.of();
    private Optional<MarkForm> form = Optional.empty();
    private TableKit<ImageMarks.Row> images;
    private Combo type;
    private Text title;
    private Text json;
    private Label said;
    private Button mark;
    private Button unmark;
    private Button close;
    private boolean filling;
    private boolean read;

    MarksDialog(Shell parent, Services services, Lab lab) {
        super(parent, services, lab, NLS.bind(Messages.imagesForMurano, lab.name()));
    }

    @Override
    void fill(Composite area) {
        images = new TableKit<>(area, MarksIds.MARKS + "images", r -> r.image().id(), false, List.of(
                TableColumnSpec.<ImageMarks.Row>text("name", Messages.image, 28, r -> r.image().name()).image(r -> services().icons().state(state(r)))
                        .tooltip(r -> r.problem().orElse(String.join("\n", r.hints()))),
                TableColumnSpec.text("status", Messages.status, 10, r -> r.image().status()),
                TableColumnSpec.text("format", Messages.diskFormat, 14, r -> r.image().diskFormat()),
                TableColumnSpec.text("type", Messages.type, 16, r -> r.mark().map(ImageMark::type).orElse("")),
                TableColumnSpec.text("title", Messages.title, 26, r -> r.mark().map(ImageMark::title).orElse(""))));
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true);
        place.heightHint = TABLE_HEIGHT;
        place.widthHint = WIDTH;
        images.control().setLayoutData(place);
        images.onSelect(selected -> select(selected.stream().findFirst()));
        fields(area);
        look(NLS.bind(Messages.listImages, lab().name()), (session, task) -> new ImageMarks(session.cloud(task).images()).rows(task), this::loaded);
    }

    private static State state(ImageMarks.Row r) {
        return r.problem().isPresent() ? State.FAILED : !r.hints().isEmpty() ? State.ATTENTION : r.mark().isPresent() ? State.GOOD : State.OFF;
    }

    private void fields(Composite area) {
        Composite grid = new Composite(area, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        grid.setLayout(layout);
        grid.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        label(grid, Messages.typeLabel, SWT.CENTER);
        type = Names.name(new Combo(grid, SWT.DROP_DOWN), MarksIds.MARKS + "type");
        ImageMark.OFFERED.forEach(type::add);
        type.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        label(grid, Messages.titleLabel, SWT.CENTER);
        title = Names.name(new Text(grid, SWT.BORDER), MarksIds.MARKS + "title");
        title.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        label(grid, Messages.jsonLabel, SWT.TOP);
        json = Names.name(new Text(grid, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL), MarksIds.MARKS + "json");
        json.setFont(Fonts.mono());
        GridData tall = new GridData(SWT.FILL, SWT.FILL, true, false);
        tall.heightHint = 3 * json.getLineHeight();
        json.setLayoutData(tall);
        said = Names.name(new Label(grid, SWT.WRAP), MarksIds.MARKS + "said");
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        wide.widthHint = WIDTH;
        wide.heightHint = 2 * json.getLineHeight();
        said.setLayoutData(wide);
        type.addListener(SWT.Modify, e -> typed(f -> f.withFields(type.getText(), title.getText()), true));
        title.addListener(SWT.Modify, e -> typed(f -> f.withFields(type.getText(), title.getText()), true));
        json.addListener(SWT.Modify, e -> typed(f -> f.withJson(json.getText()), false));
    }

    private static void label(Composite parent, String text, int align) {
        Label label = new Label(parent, SWT.NONE);
        label.setText(text);
        label.setLayoutData(new GridData(SWT.LEFT, align, false, false));
    }

    private void typed(UnaryOperator<MarkForm> change, boolean fromFields) {
        if (!filling && form.isPresent()) {
            form = form.map(change);
            fill(!fromFields, fromFields);
        }
    }

    private void select(Optional<ImageMarks.Row> row) {
        form = row.map(MarkForm::of);
        fill(true, true);
    }

    /** Shows the form; what is being typed into is left alone, so that the caret stays. */
    private void fill(boolean theFields, boolean theJson) {
        filling = true;
        try {
            if (theFields) {
                type.setText(form.map(f -> f.wanted().type()).orElse(""));
                title.setText(form.map(f -> f.wanted().title()).orElse(""));
            }
            if (theJson) {
                json.setText(form.map(f -> f.wanted().json()).orElse(""));
            }
        } finally {
            filling = false;
        }
        boolean may = form.isPresent() && lab().guard() != Guard.READ_ONLY;
        for (Control field : List.of(type, title, json)) {
            field.setEnabled(form.isPresent());
        }
        String hint = !read ? Messages.readingImages : rows.isEmpty() ? Messages.noImages : Messages.selectImage;
        said.setText(form.map(f -> String.join("\n", f.said(others(f)))).orElse(hint).replace("&", "&&"));
        if (mark != null) {
            mark.setText(form.filter(f -> f.row().mark().isPresent()).isPresent() ? Messages.changeMark : Messages.markImage);
            mark.setEnabled(may && form.filter(f -> f.problem().isEmpty() && f.changed()).isPresent());
            setButtonLayoutData(mark);
            mark.requestLayout();
            // Enter in a field saves what was typed, and closes only when there is nothing to save.
            getShell().setDefaultButton(mark.isEnabled() ? mark : close);
            unmark.setEnabled(may && form.filter(f -> f.row().mark().isPresent()).isPresent());
        }
    }

    private List<ImageMark> others(MarkForm f) {
        return rows.stream().filter(r -> !r.image().id().equals(f.row().image().id())).map(ImageMarks.Row::mark).flatMap(Optional::stream).toList();
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        mark = button(parent, IDialogConstants.CLIENT_ID, Messages.markImage, MarksIds.MARKS + "mark");
        unmark = button(parent, IDialogConstants.CLIENT_ID + 1, Messages.removeMark, MarksIds.MARKS + "unmark");
        close = Names.name(createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, true), MarksIds.MARKS + "close");
        fill(true, true);
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == IDialogConstants.CLIENT_ID) {
            form.ifPresent(f -> change(f, Optional.of(f.wanted())));
        } else if (id == IDialogConstants.CLIENT_ID + 1) {
            form.ifPresent(f -> change(f, Optional.empty()));
        } else {
            super.buttonPressed(id);
        }
    }

    private void loaded(List<ImageMarks.Row> found) {
        read = true;
        rows = found;
        images.show(found);
        if (form.isEmpty()) {
            fill(false, false);
        }
        form.ifPresent(f -> select(found.stream().filter(r -> r.image().id().equals(f.row().image().id())).findFirst()));
    }

    private void change(MarkForm f, Optional<ImageMark> wanted) {
        Image image = f.row().image();
        mark.setEnabled(false);
        unmark.setEnabled(false);
        String name = wanted.isPresent() ? NLS.bind(Messages.markImageNamed, image.name()) : NLS.bind(Messages.removeMarkOf, image.name());
        start(name, (session, task) -> save(session, image, wanted, task), this::loaded, () -> fill(false, false));
    }

    private List<ImageMarks.Row> save(LabSession session, Image image, Optional<ImageMark> wanted, Task task) throws FailureException {
        String what = wanted.map(m -> NLS.bind(Messages.markSentence, image.name(), m.json())).orElse(NLS.bind(Messages.removeSentence, image.name()));
        new GuardCheck(services().questions()).allow(lab(), what);
        ImageMarks marks = new ImageMarks(session.cloud(task).images());
        String command = String.join(" ", "openstack", "image", "unset", "--property", ImageMark.PROPERTY, image.id());
        if (wanted.isPresent()) {
            marks.mark(image.id(), wanted.get(), task);
            command = String.join(" ", "openstack", "image", "set", "--property", ImageMark.PROPERTY + "=" + Command.quote(wanted.get().json()), image.id());
        } else {
            marks.unmark(image.id(), task);
        }
        AuditLog.of(services().home().audit()).append(lab().name(), what, List.of(command), "done");
        return marks.rows(task);
    }
}
