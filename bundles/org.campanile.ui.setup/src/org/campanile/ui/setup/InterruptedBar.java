package org.campanile.ui.setup;

import java.time.Instant;
import java.util.Optional;

import org.campanile.core.step.Runs;
import org.campanile.ui.Ages;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Theme;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Says that a set-up was interrupted, and offers to go on with it, to take it back, or to forget it. Hidden when there is none. UI thread only. */
final class InterruptedBar extends Composite {

    private final Services services;
    private final Label shape;
    private final Label text;
    private final Button undo;

    InterruptedBar(Composite parent, Services services, Runnable onResume, Runnable onUndo, Runnable onForget) {
        super(parent, SWT.NONE);
        this.services = services;
        GridLayout layout = new GridLayout(5, false);
        layout.marginWidth = 12;
        layout.marginHeight = 4;
        setLayout(layout);
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.exclude = true;
        setLayoutData(data);
        setVisible(false);
        shape = new Label(this, SWT.NONE);
        text = Names.name(new Label(this, SWT.WRAP), SetupIds.PAGE + ".interrupted");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 200;
        text.setLayoutData(wide);
        button("resume", Messages.resume, onResume);
        undo = button("undoInterrupted", Messages.undo, onUndo);
        button("forget", Messages.forget, onForget).setToolTipText(Messages.forgetExplained);
    }

    private Button button(String id, String label, Runnable run) {
        Button button = Ground.desktop(Names.name(new Button(this, SWT.PUSH), SetupIds.PAGE + "." + id));
        button.setText(label);
        button.addListener(SWT.Selection, e -> run.run());
        return button;
    }

    /** Shows a run, or hides itself. */
    void show(Optional<Runs.Summary> run, boolean changeable) {
        boolean on = run.isPresent() && changeable;
        ((GridData) getLayoutData()).exclude = !on;
        setVisible(on);
        run.ifPresent(r -> {
            String ago = Ages.ago(r.started(), Instant.now());
            text.setText(r.done() == 1 ? NLS.bind(Messages.interruptedAfterOneStep, ago) : NLS.bind(Messages.interruptedAfterSteps, ago, r.done()));
            undo.setEnabled(r.own() > 0);
        });
        recolor();
        getParent().layout(true, true);
    }

    /** Takes the colours from the theme again. */
    void recolor() {
        shape.setImage(services.icons().state(State.ATTENTION));
        Ground.paint(this, services.theme(), Theme.Tone.QUIET);
    }
}
