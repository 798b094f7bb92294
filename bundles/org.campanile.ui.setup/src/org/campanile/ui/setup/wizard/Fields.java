package org.campanile.ui.setup.wizard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.setup.SetupRequest;
import org.campanile.ui.Names;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Labelled fields under each other, each named after the request's field and marked when it has a problem. UI thread only. */
final class Fields {

    private static final int MARK = 10;

    private final Composite area;
    private final Runnable changed;
    private final Map<String, ControlDecoration> marks = new LinkedHashMap<>();
    private boolean writing;

    Fields(Composite parent, Runnable changed) {
        this.changed = changed;
        area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(3, false);
        layout.horizontalSpacing = MARK + 2;
        layout.verticalSpacing = 8;
        layout.marginWidth = 0;
        area.setLayout(layout);
        area.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
    }

    Text text(String field, String label, String hint) {
        return text(field, label, hint, SWT.BORDER, 2);
    }

    Text password(String field, String label) {
        return text(field, label, "", SWT.BORDER | SWT.PASSWORD, 2);
    }

    /** A text with room for a button behind it. */
    Text shortText(String field, String label, String hint) {
        return text(field, label, hint, SWT.BORDER, 1);
    }

    private Text text(String field, String label, String hint, int style, int span) {
        title(label);
        Text text = new Text(area, style);
        text.setMessage(hint);
        text.addListener(SWT.Modify, e -> tell());
        return place(text, field, span);
    }

    Combo combo(String field, String label, List<String> choices, boolean free) {
        title(label);
        Combo combo = new Combo(area, SWT.DROP_DOWN | (free ? SWT.NONE : SWT.READ_ONLY));
        combo.setItems(choices.toArray(String[]::new));
        combo.addListener(SWT.Modify, e -> tell());
        return place(combo, field, 2);
    }

    Button button(String field, String label, Runnable run) {
        Button button = Names.name(new Button(area, SWT.PUSH), SetupIds.WIZARD + field);
        button.setText(label);
        button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false));
        button.addListener(SWT.Selection, e -> run.run());
        return button;
    }

    /** A line of text under the field before it. */
    Label note(String field) {
        new Label(area, SWT.NONE);
        Label label = Names.name(new Label(area, SWT.WRAP), SetupIds.WIZARD + field);
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        data.widthHint = 200;
        label.setLayoutData(data);
        return label;
    }

    private void title(String label) {
        Label title = new Label(area, SWT.NONE);
        title.setText(label);
        title.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
    }

    private <C extends Control> C place(C control, String field, int span) {
        Names.name(control, SetupIds.WIZARD + field);
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, span, 1);
        data.widthHint = 200;
        control.setLayoutData(data);
        ControlDecoration mark = new ControlDecoration(control, SWT.LEFT | SWT.TOP);
        mark.hide();
        marks.put(field, mark);
        return control;
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
    void mark(List<SetupRequest.Problem> problems) {
        marks.forEach((field, mark) -> problems.stream().filter(p -> p.field().equals(field)).findFirst().ifPresentOrElse(p -> {
            mark.setImage(FieldDecorationRegistry.getDefault().getFieldDecoration(FieldDecorationRegistry.DEC_ERROR).getImage());
            mark.setDescriptionText(p.message());
            mark.show();
        }, mark::hide));
    }
}
