package org.campanile.ui.wizard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabProblem;
import org.campanile.ui.Services;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/**
 * A page over a list in the draft, one row each, with "Add" and "Remove". @param <D> an entry of the list, a value
 */
abstract class RowsPage<D> extends LabPage {

    private final String list;
    private final String addLabel;
    private final List<String> headings;
    private final Map<String, ControlDecoration> marks = new LinkedHashMap<>();
    private final Map<String, Control> fields = new HashMap<>();
    private Composite rows;
    private boolean writing;

    /**
     * @param list id of the list among the draft's fields
     * @param headings one a column
     */
    RowsPage(String list, String title, String description, String addLabel, List<String> headings, Services services, LabEdit edit) {
        super(list, title, description, services, edit, List.of(list + "["));
        this.list = list;
        this.addLabel = addLabel;
        this.headings = headings;
    }

    /** The entries of the draft. */
    abstract List<D> entries(LabDraft draft);

    /** The draft with other entries. */
    abstract LabDraft with(LabDraft draft, List<D> entries);

    /** A new entry, the {@code number}th. */
    abstract D blank(int number);

    /** Makes the fields of a row, one a heading, whose ids begin with {@code at}. */
    abstract void row(String at, D entry);

    /** Reads the fields of a row. */
    abstract D read(String at, D old);

    /** What stands below the rows. */
    abstract void below(Composite area);

    /** Tells how many rows there are now. */
    void shown(int entries) {
        // most pages look the same with and without
    }

    @Override
    final void build(Composite area) {
        rows = new Composite(area, SWT.NONE);
        GridLayout layout = new GridLayout(headings.size() + 1, false);
        layout.marginWidth = 0;
        layout.horizontalSpacing = Form.MARK + 2;
        rows.setLayout(layout);
        rows.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        Button add = Form.named(new Button(area, SWT.PUSH), list + ".add");
        add.setText(addLabel);
        add.addListener(SWT.Selection, e -> {
            List<D> more = new ArrayList<>(entries(edit().draft()));
            more.add(blank(more.size() + 1));
            replace(more);
        });
        below(area);
    }

    private void replace(List<D> entries) {
        edit().draft(with(edit().draft(), entries));
        write(edit().draft());
        changed();
    }

    @Override
    final void write(LabDraft draft) {
        writing = true;
        for (Control child : rows.getChildren()) {
            child.dispose();
        }
        marks.clear();
        fields.clear();
        List<D> entries = entries(draft);
        if (!entries.isEmpty()) {
            Stream.concat(headings.stream(), Stream.of("")).forEach(title -> new Label(rows, SWT.NONE).setText(title));
        }
        for (int i = 0; i < entries.size(); i++) {
            row(list + "[" + i + "]", entries.get(i));
            remove(i);
        }
        writing = false;
        shown(entries.size());
        rows.getParent().layout(true, true);
    }

    private void remove(int index) {
        Button remove = Form.named(new Button(rows, SWT.PUSH), list + "[" + index + "].remove");
        remove.setText(Messages.remove);
        remove.addListener(SWT.Selection, e -> {
            List<D> fewer = new ArrayList<>(entries(edit().draft()));
            fewer.remove(index);
            // not in the midst of the button's own event, since the rows are made anew
            remove.getDisplay().asyncExec(() -> {
                if (!rows.isDisposed()) {
                    replace(fewer);
                }
            });
        });
    }

    /** A text field of a row. */
    final void text(String field, String value, String hint, int width, boolean grab) {
        text(field, value, hint, width, grab, SWT.BORDER);
    }

    /** A field of a row for a password, which the draft does not hold. */
    final void password(String field, String value, String hint, int width) {
        text(field, value, hint, width, false, SWT.BORDER | SWT.PASSWORD);
    }

    /** A text field of a row for a file of this machine, with a button that chooses it, which begins near a file when the field is empty. */
    final void file(String field, String title, String value, String hint, int width, String near) {
        Composite cell = new Composite(rows, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        cell.setLayout(layout);
        cell.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        Text text = text(cell, field, value, hint, width, true, SWT.BORDER);
        Form.browse(cell, field, "…", title, text, near).setToolTipText(NLS.bind(Messages.chooseAFile, title));
    }

    private void text(String field, String value, String hint, int width, boolean grab, int style) {
        text(rows, field, value, hint, width, grab, style);
    }

    private Text text(Composite parent, String field, String value, String hint, int width, boolean grab, int style) {
        Text text = Form.named(new Text(parent, style), field);
        fields.put(field, text);
        text.setText(value);
        text.setMessage(hint);
        GridData data = new GridData(SWT.FILL, SWT.CENTER, grab, false);
        data.widthHint = width;
        text.setLayoutData(data);
        marks.put(field, Form.mark(text));
        text.addListener(SWT.Modify, e -> {
            if (!writing) {
                changed();
            }
        });
        return text;
    }

    /** A check box of a row. */
    final void check(String field, String label, String tooltip, boolean on) {
        Button check = Form.named(new Button(rows, SWT.CHECK), field);
        fields.put(field, check);
        check.setText(label);
        check.setToolTipText(tooltip);
        check.setSelection(on);
        check.addListener(SWT.Selection, e -> changed());
    }

    /** What is in a text field. */
    final String textOf(String field) {
        return ((Text) fields.get(field)).getText();
    }

    /** Whether a check box is on. */
    final boolean checked(String field) {
        return ((Button) fields.get(field)).getSelection();
    }

    @Override
    final LabDraft read(LabDraft draft) {
        List<D> read = new ArrayList<>();
        List<D> old = entries(draft);
        for (int i = 0; i < old.size(); i++) {
            read.add(read(list + "[" + i + "]", old.get(i)));
        }
        return with(draft, read);
    }

    @Override
    final void mark(List<LabProblem> problems) {
        marks.forEach((field, mark) -> Form.show(mark, problems.stream().filter(p -> p.field().startsWith(field)).findFirst().orElse(null)));
    }
}
