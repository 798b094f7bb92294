package org.campanile.ui.topology.form;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.campanile.core.environment.Field;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** A field of one line: text, a number, or a list with commas. */
final class TextRow extends FieldRow {

    private final Text text;
    private final Field.Kind kind;

    TextRow(Composite parent, Services services, FieldBinding binding, Field.Kind kind, String help, Consumer<Object> changed) {
        this(parent, services, binding, kind, help, changed, Names.name(new Text(parent, SWT.BORDER), id(binding)));
    }

    private TextRow(Composite parent, Services services, FieldBinding binding, Field.Kind kind, String help, Consumer<Object> changed, Text text) {
        super(parent, services, binding, help, text, true);
        this.kind = kind;
        this.text = text;
        text.setMessage(kind == Field.Kind.LIST ? Messages.listExample : "");
        text.addListener(SWT.Modify, e -> tell(changed, value(kind, text.getText())));
    }

    /** The value of what was typed; empty clears the field, a number that is none stays a text for the rules to tell. */
    static Object value(Field.Kind kind, String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        return switch (kind) {
            case INTEGER -> typed.strip().matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(typed.strip()) : typed;
            case LIST -> Stream.of(typed.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
            default -> typed;
        };
    }

    static String words(Object value) {
        return switch (value) {
            case null -> "";
            case List<?> list -> String.join(", ", list.stream().map(String::valueOf).toList());
            case java.util.Map<?, ?> map when map.get("name") != null -> String.valueOf(map.get("name"));
            default -> String.valueOf(value);
        };
    }

    @Override
    void write(Object value) {
        // What is typed may be the same value in other words ("a,b"): then it stays as typed.
        if (!java.util.Objects.equals(value, value(kind, text.getText())) && !words(value).equals(text.getText())) {
            text.setText(words(value));
        }
    }

    @Override
    void focus() {
        text.setFocus();
        text.selectAll();
    }
}
