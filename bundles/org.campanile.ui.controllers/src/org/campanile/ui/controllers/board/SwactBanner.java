package org.campanile.ui.controllers.board;

import java.time.Instant;
import java.util.Optional;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Theme.Tone;
import org.campanile.ui.controllers.live.SwactStatus;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.ProgressBar;

/** On a card, how far its swact is, and afterwards how it ended. Takes no room while there was none. UI thread only. */
final class SwactBanner extends Composite {

    private final Services services;
    private final Label icon;
    private final Label text;
    private final ProgressBar bar;
    private final Link dismiss;
    private SwactStatus shown;

    SwactBanner(Composite parent, Services services, Runnable onDismiss) {
        super(parent, SWT.NONE);
        this.services = services;
        Names.name(this, SystemCard.SWACT_BANNER);
        setLayout(Plain.grid(4, 8, 8));
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.exclude = true;
        setLayoutData(place);
        setVisible(false);
        icon = new Label(this, SWT.NONE);
        text = Names.name(new Label(this, SWT.WRAP), SystemCard.SWACT_TEXT);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 200;
        text.setLayoutData(wide);
        bar = new ProgressBar(this, SWT.HORIZONTAL);
        GridData narrow = new GridData(SWT.END, SWT.CENTER, false, false);
        narrow.widthHint = 120;
        bar.setLayoutData(narrow);
        dismiss = Names.name(new Link(this, SWT.NONE), SystemCard.SWACT_DISMISS);
        dismiss.setText(Messages.dismiss);
        dismiss.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        dismiss.addListener(SWT.Selection, e -> onDismiss.run());
    }

    void show(Optional<SwactStatus> status, Instant now) {
        shown = status.orElse(null);
        GridData place = (GridData) getLayoutData();
        String before = text.getText();
        boolean wasGoing = bar.isVisible();
        boolean change = place.exclude != status.isEmpty();
        place.exclude = status.isEmpty();
        setVisible(status.isPresent());
        status.ifPresent(s -> {
            String sentence = Sentences.swact(s, now).replace("&", "&&");
            if (!sentence.equals(text.getText())) {
                text.setText(sentence);
            }
            visible(bar, s.phase() == SwactStatus.Phase.MOVING);
            visible(dismiss, !s.going());
            bar.setMaximum(Math.max(1, s.groups().size()));
            bar.setSelection(s.moved());
            recolor();
        });
        if (change || !before.equals(text.getText()) || wasGoing != bar.isVisible()) {
            requestLayout();
        }
    }

    private static void visible(org.eclipse.swt.widgets.Control control, boolean on) {
        ((GridData) control.getLayoutData()).exclude = !on;
        control.setVisible(on);
    }

    /** What it says, empty while it is not there. */
    String text() {
        return shown == null ? "" : text.getText();
    }

    void recolor() {
        if (shown == null) {
            return;
        }
        Tone ground = switch (shown.phase()) {
            case CHECKING, MOVING, DONE -> Tone.INFO_GROUND;
            case STILL_GOING, REFUSED -> Tone.ATTENTION_GROUND;
            case FAILED -> Tone.FAILED_GROUND;
        };
        icon.setImage(services.icons().state(switch (shown.phase()) {
            case CHECKING, MOVING -> State.CHANGING;
            case DONE -> State.GOOD;
            case STILL_GOING, REFUSED -> State.ATTENTION;
            case FAILED -> State.FAILED;
        }));
        Plain.paint(this, services.theme(), ground, Tone.TEXT);
        Plain.paint(icon, services.theme(), ground, Tone.TEXT);
        Plain.paint(text, services.theme(), ground, Tone.TEXT);
        Plain.paint(dismiss, services.theme(), ground, Tone.TEXT);
        dismiss.setLinkForeground(services.theme().color(Tone.ACCENT));
    }
}
