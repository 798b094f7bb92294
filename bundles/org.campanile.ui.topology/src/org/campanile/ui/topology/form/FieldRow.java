package org.campanile.ui.topology.form;

import java.util.function.Consumer;

import org.campanile.core.environment.Problem;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/** A labelled field in two columns of a grid, with room for a message below it. UI thread only. */
abstract class FieldRow {

    private final FieldBinding binding;
    private final Services services;
    private final Label label;
    private final Link message;
    private Problem problem;
    private Consumer<Problem.QuickFix> fix = chosen -> {
    };
    private boolean writing;

    /** Makes the label; the subclass then makes exactly one control by {@link #place}, and calls {@link #end} last. */
    FieldRow(Composite parent, Services services, FieldBinding binding, String help, Control control, boolean labelled) {
        this.binding = binding;
        this.services = services;
        label = labelled ? new Label(parent, SWT.NONE) : null;
        if (labelled) {
            label.setText(binding.label().replace("&", "&&"));
            label.setToolTipText(help.isEmpty() ? null : help);
            label.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false));
            label.moveAbove(control);
        }
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, labelled ? 1 : 2, 1);
        data.widthHint = 120;
        control.setLayoutData(data);
        control.setToolTipText(help.isEmpty() ? null : help);
        message = new Link(parent, SWT.WRAP);
        GridData below = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        below.widthHint = 200;
        below.exclude = true;
        message.setLayoutData(below);
        message.setVisible(false);
        Names.name(message, id(binding) + ".message");
        message.addListener(SWT.Selection, e -> {
            if (problem != null) {
                problem.quickFix().ifPresent(chosen -> fix.accept(chosen));
            }
        });
        services.theme().follow(message, this::colours);
    }

    /** Width of the label that stands beside the field, 0 when the field is its own label. */
    final int labelWidth() {
        return label == null ? 0 : label.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
    }

    /** Name of the control of a binding. */
    static String id(FieldBinding binding) {
        return Topology.FORM + "." + (binding.unitId().isEmpty() ? "" : "unit.") + binding.field();
    }

    final FieldBinding binding() {
        return binding;
    }

    /** Shows a value without telling that it changed. */
    final void show(Object value) {
        quietly(() -> write(value));
    }

    /** Changes the control without telling that anybody changed the value. */
    final void quietly(Runnable change) {
        writing = true;
        try {
            change.run();
        } finally {
            writing = false;
        }
    }

    /** Tells a change of the user, unless the change is our own. */
    final void tell(Consumer<Object> changed, Object value) {
        if (!writing) {
            changed.accept(value);
        }
    }

    abstract void write(Object value);

    abstract void focus();

    /** Shows what is wrong with the field, or nothing; the fix is a link. Answers whether the room it takes has changed. */
    final boolean problem(Problem found, Consumer<Problem.QuickFix> repair) {
        fix = repair;
        if (found == null ? problem == null : problem != null && found.message().equals(problem.message())) {
            return false;
        }
        problem = found;
        boolean shown = found != null;
        ((GridData) message.getLayoutData()).exclude = !shown;
        message.setVisible(shown);
        if (shown) {
            String words = escape(found.message()) + found.quickFix().map(f -> "  <a>" + escape(f.label()) + "</a>").orElse("  " + escape(found.fix()));
            message.setText(words);
            colours();
        }
        return true;
    }

    private void colours() {
        if (problem != null) {
            message.setForeground(services.theme().color(problem.severity() == Problem.Severity.ERROR ? Theme.Tone.FAILED : Theme.Tone.ATTENTION));
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&&").replace("<", "‹").replace(">", "›");
    }
}
