package org.campanile.ui.topology.form;

import java.util.function.Consumer;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;

/** A field that says yes or no. */
final class CheckRow extends FieldRow {

    private final Button check;

    CheckRow(Composite parent, Services services, FieldBinding binding, String help, Consumer<Object> changed) {
        this(parent, services, binding, help, changed, Names.name(new Button(parent, SWT.CHECK), id(binding)));
    }

    private CheckRow(Composite parent, Services services, FieldBinding binding, String help, Consumer<Object> changed, Button check) {
        super(parent, services, binding, help, check, false);
        this.check = check;
        check.setText(binding.label().replace("&", "&&"));
        check.addListener(SWT.Selection, e -> tell(changed, check.getSelection()));
    }

    @Override
    void write(Object value) {
        check.setSelection(Boolean.TRUE.equals(value));
    }

    @Override
    void focus() {
        check.setFocus();
    }
}
