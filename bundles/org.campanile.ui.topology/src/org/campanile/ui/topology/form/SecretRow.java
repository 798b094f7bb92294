package org.campanile.ui.topology.form;

import org.campanile.core.environment.SecretRef;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** A password: the document holds its name, the value is kept with the other secrets. It says whether it is set, and sets it. */
final class SecretRow extends FieldRow {

    private final Label status;
    private final Button set;
    private final Services services;
    private Object value;
    private boolean known;

    SecretRow(Composite parent, Services services, FieldBinding binding, String help, Runnable ask) {
        this(parent, services, binding, help, ask, new Composite(parent, SWT.NONE));
    }

    private SecretRow(Composite parent, Services services, FieldBinding binding, String help, Runnable ask, Composite area) {
        super(parent, services, binding, help, area, true);
        this.services = services;
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        area.setLayout(layout);
        status = Names.name(new Label(area, SWT.NONE), id(binding) + ".status");
        status.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        set = Names.name(new Button(area, SWT.PUSH), id(binding));
        set.setText(Messages.set);
        set.addListener(SWT.Selection, e -> ask.run());
        services.theme().follow(status, this::colours);
    }

    @Override
    void write(Object now) {
        value = now;
    }

    /** Says whether the password behind the reference is known here. */
    void known(java.util.Set<SecretRef> refs) {
        known = value instanceof SecretRef ref && refs.contains(ref);
        status.setText(known ? Messages.passwordSet : Messages.notSet);
        status.setToolTipText(known ? Messages.passwordKept : Messages.passwordAskedFor);
        colours();
        String text = known ? Messages.change : Messages.set;
        if (!text.equals(set.getText())) {
            set.setText(text);
            set.requestLayout();
        }
    }

    private void colours() {
        status.setForeground(services.theme().color(known ? Theme.Tone.TEXT : Theme.Tone.MUTED));
    }

    @Override
    void focus() {
        set.setFocus();
    }
}
