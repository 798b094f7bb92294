package org.campanile.ui.wizard;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.lab.LabProblem;
import org.campanile.ui.Names;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Labelled fields in two columns, each named {@code org.campanile.ui.wizard.FIELD} and marked when it has a problem. UI thread only. */
final class Form {

    private static final int MARK = 10;

    private final Composite area;
    private final Runnable changed;
    private final Map<String, ControlDecoration> marks = new LinkedHashMap<>();
    private final Map<Text, Label> labels = new HashMap<>();
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

    Text password(String field, String label) {
        return field(field, label, "", SWT.BORDER | SWT.PASSWORD);
    }

    private Text field(String field, String label, String hint, int style) {
        Label title = new Label(area, SWT.NONE);
        title.setText(label);
        title.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        Text text = named(new Text(area, style), field);
        text.setMessage(hint);
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.widthHint = 160;
        text.setLayoutData(data);
        text.addListener(SWT.Modify, e -> tell());
        mark(text, field);
        labels.put(text, title);
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
        ControlDecoration mark = new ControlDecoration(control, SWT.LEFT | SWT.TOP);
        mark.hide();
        marks.put(field, mark);
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
            if (problem == null) {
                mark.hide();
            } else {
                mark.setImage(FieldDecorationRegistry.getDefault().getFieldDecoration(
                        problem.error() ? FieldDecorationRegistry.DEC_ERROR : FieldDecorationRegistry.DEC_WARNING).getImage());
                mark.setDescriptionText(problem.message());
                mark.show();
            }
        });
    }
}
