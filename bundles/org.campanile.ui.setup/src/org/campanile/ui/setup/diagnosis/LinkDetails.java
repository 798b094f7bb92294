package org.campanile.ui.setup.diagnosis;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.diagnosis.Sight;
import org.campanile.core.diagnosis.Symptom;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;

/** What is to be said of one link: evidence, cause, fix, and known symptoms, as text that can be selected and copied. UI thread only. */
public final class LinkDetails {

    private final Services services;
    private final StyledText text;

    /** An empty pane named {@code id}. */
    public LinkDetails(Composite parent, Services services, String id) {
        this.services = services;
        text = Names.name(new StyledText(parent, SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL), id);
        text.setAlwaysShowScrollBars(false);
        text.setMargins(12, 8, 12, 8);
        text.setLineSpacing(2);
        recolor();
    }

    /** Takes the colours of the theme. */
    public void recolor() {
        text.setBackground(services.theme().color(Theme.Tone.GROUND));
        text.setForeground(services.theme().color(Theme.Tone.TEXT));
    }

    /** A text being written with headings. */
    private final class Page {
        private final StringBuilder out = new StringBuilder();
        private final List<StyleRange> styles = new ArrayList<>();

        void heading(String words, Theme.Tone tone) {
            styles.add(new StyleRange(out.length(), words.length(), services.theme().color(tone), null, SWT.BOLD));
            out.append(words);
        }

        void part(String title, String value) {
            if (!value.isEmpty()) {
                out.append('\n');
                heading(title, Theme.Tone.MUTED);
                out.append('\n').append(value).append('\n');
            }
        }

        void show() {
            text.setText(out.toString());
            text.setStyleRanges(styles.toArray(StyleRange[]::new));
        }
    }

    /** Shows a hint. */
    public void hint(String words) {
        Page page = new Page();
        page.heading(words, Theme.Tone.MUTED);
        page.show();
    }

    /** Shows a link. */
    public void show(Sight sight) {
        Page page = new Page();
        page.heading(sight.state().label(), States.of(sight.state()).tone());
        page.out.append("  ");
        page.heading(sight.link().label(), Theme.Tone.TEXT);
        page.out.append('\n');
        page.part(Messages.evidence, sight.evidence());
        page.part(Messages.cause, sight.cause());
        page.part(Messages.fix, sight.fix());
        sight.symptoms().forEach(s -> symptom(page, s));
        page.show();
    }

    /** Shows text with what is known of it. */
    public void show(String title, String value, List<Symptom> known) {
        Page page = new Page();
        page.heading(title, Theme.Tone.TEXT);
        page.out.append('\n');
        known.forEach(s -> symptom(page, s));
        page.part(Messages.text, value);
        page.show();
    }

    private static void symptom(Page page, Symptom s) {
        page.out.append('\n');
        page.heading(NLS.bind(Messages.known, s.title()), Theme.Tone.ACCENT);
        page.out.append("  ").append(s.own() ? NLS.bind(Messages.ownSymptom, s.id()) : s.id()).append('\n');
        page.part(Messages.cause, s.cause());
        page.part(Messages.impact, s.impact());
        page.part(Messages.howToMakeSure, s.check());
        page.part(Messages.fix, s.command().isEmpty() ? s.fix() : s.fix() + "\n" + s.command());
        page.part(Messages.source, s.source());
    }
}
