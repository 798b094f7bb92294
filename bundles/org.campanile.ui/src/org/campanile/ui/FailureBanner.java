package org.campanile.ui;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.task.Failure;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/**
 * A failure told where it happened: what, why, what next, with "Copy details" and, if given, "Try again". It takes no space while there
 * is nothing to tell; its parent must use a {@link GridLayout}. UI thread only.
 */
public final class FailureBanner extends Composite {

    private static final int WIDE = 640;

    private final GridLayout inner;
    private final Label icon;
    private final Label headline;
    private final Label next;
    private final Link links;
    private final Services services;
    private Failure failure;
    private Runnable retry;

    /** An empty banner as wide as its parent. */
    public FailureBanner(Composite parent, Services services) {
        super(parent, SWT.NONE);
        this.services = services;
        Names.name(this, "org.campanile.ui.failure");
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        setLayout(layout);
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.exclude = true;
        setLayoutData(place);
        setVisible(false);
        icon = new Label(this, SWT.NONE);
        icon.setLayoutData(new GridData(SWT.LEFT, SWT.TOP, false, false, 1, 2));
        Composite text = new Composite(this, SWT.NONE);
        inner = new GridLayout(1, false);
        inner.marginWidth = 0;
        inner.marginHeight = 0;
        inner.horizontalSpacing = 12;
        text.setLayout(inner);
        text.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        headline = wrapped(text, "org.campanile.ui.failure.headline");
        next = wrapped(text, "org.campanile.ui.failure.next");
        Composite row = new Composite(text, SWT.NONE);
        RowLayout rows = new RowLayout();
        rows.marginLeft = 0;
        rows.marginTop = 0;
        rows.marginBottom = 0;
        row.setLayout(rows);
        links = new Link(row, SWT.NONE);
        links.addListener(SWT.Selection, e -> follow(e.text));
        services.theme().follow(this, this::colours);
    }

    /** Where there is room the links stand beside what to do next: a low view keeps a line more for what it shows. */
    @Override
    public Point computeSize(int width, int height, boolean changed) {
        if (width != SWT.DEFAULT) {
            inner.numColumns = width < WIDE ? 1 : 2;
            ((GridData) headline.getLayoutData()).horizontalSpan = inner.numColumns;
        }
        return super.computeSize(width, height, changed);
    }

    private static Label wrapped(Composite parent, String id) {
        Label label = Names.name(new Label(parent, SWT.WRAP), id);
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 240;
        label.setLayoutData(data);
        return label;
    }

    private void follow(String which) {
        switch (which) {
            case "copy" -> Clip.copy(getDisplay(), failure.details());
            case "retry" -> retry.run();
            case "demo" -> services.demo().start();
            default -> FailureDialog.open(getShell(), Messages.errorDetails, failure);
        }
    }

    /** Tells a failure; {@code again} may be {@code null}. */
    public void show(Failure what, Runnable again) {
        failure = what;
        retry = again;
        headline.setText(mnemonicSafe(what.headline()));
        next.setText(mnemonicSafe(what.next()));
        ((GridData) next.getLayoutData()).exclude = what.next().isEmpty();
        next.setVisible(!what.next().isEmpty());
        boolean asleep = what.away() && services.demo().asleep(services.activeLab().get());
        links.setText(Stream.of(asleep ? link("demo", Messages.startTheDemoLab) : "", again == null ? "" : link("retry", Messages.tryAgain),
                link("details", Messages.details), link("copy", Messages.copyDetails)).filter(one -> !one.isEmpty()).collect(Collectors.joining("    ")));
        colours();
        visible(true);
    }

    private static String link(String what, String words) {
        return "<a href=\"" + what + "\">" + words + "</a>";
    }

    private void colours() {
        if (failure != null) {
            boolean cancelled = failure.kind() == Failure.Kind.CANCELLED;
            icon.setImage(services.icons().state(cancelled ? State.OFF : State.FAILED));
            paint(this, cancelled ? Theme.Tone.INFO_GROUND : Theme.Tone.FAILED_GROUND);
        }
    }

    /** The style sheet, which paints anew whenever another part becomes the active one, is kept from it. */
    private void paint(Composite c, Theme.Tone ground) {
        c.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
        c.setBackground(services.theme().color(ground));
        for (var child : c.getChildren()) {
            child.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
            child.setBackground(services.theme().color(ground));
            if (child instanceof Label) {
                child.setForeground(services.theme().color(Theme.Tone.TEXT));
            }
            if (child instanceof Composite inner) {
                paint(inner, ground);
            }
        }
    }

    /** Takes the failure away. */
    public void clear() {
        failure = null;
        visible(false);
    }

    /** What is shown, {@code null} when nothing is. */
    public Failure failure() {
        return failure;
    }

    private void visible(boolean on) {
        GridData place = (GridData) getLayoutData();
        if (place.exclude == on || on) {
            place.exclude = !on;
            setVisible(on);
            getParent().layout(true, true);
        }
    }

    static String mnemonicSafe(String text) {
        return text.replace("&", "&&");
    }
}
