package org.campanile.ui.topology.form;

import java.util.List;
import java.util.function.Consumer;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;

/** A field to type into or choose from what there is. */
final class ChoiceRow extends FieldRow {

    private final Combo combo;

    ChoiceRow(Composite parent, Services services, FieldBinding binding, String help, Consumer<Object> changed) {
        this(parent, services, binding, help, changed, Names.name(new Combo(parent, SWT.DROP_DOWN), id(binding)));
    }

    private ChoiceRow(Composite parent, Services services, FieldBinding binding, String help, Consumer<Object> changed, Combo combo) {
        super(parent, services, binding, help, combo, true);
        this.combo = combo;
        combo.addListener(SWT.Modify, e -> tell(changed, combo.getText().isEmpty() ? null : combo.getText()));
    }

    /** What there is to choose from. */
    void offer(List<String> items) {
        if (!List.of(combo.getItems()).equals(items)) {
            String text = combo.getText();
            // New items clear the text, which must not look like the user's doing.
            quietly(() -> {
                combo.setItems(items.toArray(String[]::new));
                combo.setText(text);
            });
        }
    }

    @Override
    void write(Object value) {
        String words = TextRow.words(value);
        if (!words.equals(combo.getText())) {
            combo.setText(words);
        }
    }

    @Override
    void focus() {
        combo.setFocus();
    }
}
