package org.campanile.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** What an empty place shows: what it is for, and the first things to do. UI thread only. */
public final class EmptyState extends Composite {

    private final Composite box;
    private final Services services;

    /**
     * @param icon a Lucide name
     * @param title what is not here yet, e.g. "No labs yet"
     * @param text what this place is for, one or two sentences
     */
    public EmptyState(Composite parent, Services services, String icon, String title, String text) {
        super(parent, SWT.NONE);
        this.services = services;
        setLayout(new GridLayout(1, false));
        box = new Composite(this, SWT.NONE);
        box.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, true));
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 12;
        layout.verticalSpacing = 8;
        box.setLayout(layout);
        Label picture = new Label(box, SWT.NONE);
        services.theme().follow(picture, () -> picture.setImage(services.icons().image(icon, Theme.Tone.MUTED, 32)));
        picture.setLayoutData(new GridData(SWT.CENTER, SWT.CENTER, true, false));
        label(title, Theme.Tone.TEXT);
        label(text, Theme.Tone.MUTED);
    }

    private void label(String text, Theme.Tone tone) {
        Label label = new Label(box, SWT.WRAP | SWT.CENTER);
        label.setText(text);
        label.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
        services.theme().follow(label, () -> label.setForeground(services.theme().color(tone)));
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.widthHint = 220;
        label.setLayoutData(data);
    }

    /** Adds a button; the first one is the one to press. */
    public EmptyState action(String id, String label, Runnable run) {
        Button button = Names.name(new Button(box, SWT.PUSH), id);
        button.setText(label);
        button.setLayoutData(new GridData(SWT.CENTER, SWT.CENTER, true, false));
        button.addListener(SWT.Selection, e -> run.run());
        button.requestLayout();
        return this;
    }
}
