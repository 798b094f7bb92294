package org.campanile.ui.wizard;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.lab.LabProblem;
import org.campanile.ui.FileChoice;
import org.campanile.ui.Names;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Labelled fields in two columns, each named {@code org.campanile.ui.wizard.FIELD} and marked when it has a problem. UI thread only. */
final class Form {

    /** How much room a mark needs. */
    static final int MARK = 10;

    private final Composite area;
    private final Runnable changed;
    private final Map<String, ControlDecoration> marks = new LinkedHashMap<>();
    private final Map<Text, Label> labels = new HashMap<>();
    private final Map<Control, Button> browsers = new HashMap<>();
    private boolean writing;

    Form(Composite parent, int columns, Runnable changed) {
        this.changed = changed;
        area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(columns * 2, false);
        layout.horizontalSpacing = MARK + 2;
        layout.verticalSpacing = 8;
        layout.marginWidth = 0;
        area.setLayout(layout);
        area.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
    }

    Composite area() {
        return area;
    }

    Text text(String field, String label, String hint) {
        return field(field, label, hint, SWT.BORDER);
    }

    /** A field over the whole width for a file of this machine, with a button that chooses it. */
    Text file(String field, String label, String hint) {
        int columns = ((GridLayout) area.getLayout()).numColumns;
        Label title = title(label);
        Composite cell = new Composite(area, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        cell.setLayout(layout);
        cell.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, columns - 1, 1));
        Text text = field(cell, field, hint, SWT.BORDER);
        labels.put(text, title);
        browsers.put(text, browse(cell, field, Messages.browse, label, text, ""));
        return text;
    }

    /** A button that chooses the file of a field; the dialog begins where that file is, or else {@code near}. */
    static Button browse(Composite parent, String field, String label, String title, Text text, String near) {
        Button browse = named(new Button(parent, SWT.PUSH), field + ".browse");
        browse.setText(label);
        browse.addListener(SWT.Selection, e -> {
            FileDialog dialog = new FileDialog(text.getShell(), SWT.OPEN);
            dialog.setText(title.replace("&", "").replaceFirst(":$", ""));
            FileChoice.ask(dialog, text.getText().isBlank() ? near : text.getText(), text::setText);
        });
        return browse;
    }

    /** Lets fields be filled in, or not; with a field for a file goes its button. */
    void enable(boolean on, List<? extends Control> fields) {
        for (Control field : fields) {
            field.setEnabled(on);
            if (browsers.get(field) instanceof Button browse) {
                browse.setEnabled(on);
            }
        }
    }

    Text password(String field, String label) {
        return field(field, label, "", SWT.BORDER | SWT.PASSWORD);
    }

    private Text field(String field, String label, String hint, int style) {
        Label title = title(label);
        Text text = field(area, field, hint, style);
        labels.put(text, title);
        return text;
    }

    private Label title(String label) {
        Label title = new Label(area, SWT.NONE);
        title.setText(label);
        title.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        return title;
    }

    private Text field(Composite parent, String field, String hint, int style) {
        Text text = named(new Text(parent, style), field);
        text.setMessage(hint);
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.widthHint = 160;
        text.setLayoutData(data);
        text.addListener(SWT.Modify, e -> tell());
        mark(text, field);
        return text;
    }

    /** Shows fields, or takes them with their labels out of the form. */
    void show(boolean on, Text... fields) {
        for (Text field : fields) {
            for (Control control : List.of(labels.get(field), field)) {
                ((GridData) control.getLayoutData()).exclude = !on;
                control.setVisible(on);
            }
        }
        area.requestLayout();
    }

    Button check(String field, String label) {
        return button(field, label, SWT.CHECK, area);
    }

    Button radio(Composite parent, String field, String label) {
        return button(field, label, SWT.RADIO, parent);
    }

    private Button button(String field, String label, int style, Composite parent) {
        Button button = named(new Button(parent, style), field);
        button.setText(label);
        if (parent == area) {
            button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, ((GridLayout) area.getLayout()).numColumns, 1));
        }
        button.addListener(SWT.Selection, e -> tell());
        mark(button, field);
        return button;
    }

    static <C extends Control> C named(C control, String field) {
        return Names.name(control, "org.campanile.ui.wizard." + field);
    }

    private void mark(Control control, String field) {
        marks.put(field, mark(control));
    }

    /** A mark at a field's left that is not seen yet; between fields there has to be room for it. */
    static ControlDecoration mark(Control control) {
        ControlDecoration mark = new ControlDecoration(control, SWT.LEFT | SWT.TOP);
        mark.hide();
        return mark;
    }

    /** Shows what is wrong with a field; {@code null} for nothing. */
    static void show(ControlDecoration mark, LabProblem problem) {
        if (problem == null) {
            mark.hide();
        } else {
            mark.setImage(FieldDecorationRegistry.getDefault().getFieldDecoration(
                    problem.error() ? FieldDecorationRegistry.DEC_ERROR : FieldDecorationRegistry.DEC_WARNING).getImage());
            mark.setDescriptionText(problem.message());
            mark.show();
        }
    }

    private void tell() {
        if (!writing) {
            changed.run();
        }
    }

    /** Fills fields without telling that they changed. */
    void write(Runnable fill) {
        writing = true;
        try {
            fill.run();
        } finally {
            writing = false;
        }
    }

    /** Marks the fields that have problems and no others. */
    void mark(List<LabProblem> problems) {
        marks.forEach((field, mark) -> {
            LabProblem problem = problems.stream().filter(p -> p.field().equals(field)).findFirst().orElse(null);
            show(mark, problem);
        });
    }
}
