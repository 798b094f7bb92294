package org.campanile.ui.checks;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Fix;
import org.campanile.ui.Ages;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;

/** The details of one finding: evidence, cause, impact, fix, as text that can be selected and copied. UI thread only. */
final class FindingDetails {

    private final Services services;
    private final StyledText text;
    private Finding shown;
    private String why = Messages.selectFinding;

    FindingDetails(Composite parent, Services services) {
        this.services = services;
        text = Names.name(new StyledText(parent, SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL), "org.campanile.ui.checks.details");
        text.setAlwaysShowScrollBars(false);
        text.setMargins(12, 8, 12, 8);
        text.setLineSpacing(2);
        recolor();
    }

    void recolor() {
        text.setBackground(services.theme().color(Theme.Tone.GROUND));
        text.setForeground(services.theme().color(Theme.Tone.TEXT));
        show(shown, why);
    }

    /** Shows a finding, or with {@code null} what to do to see one. */
    void show(Finding f) {
        show(f, Messages.selectFinding);
    }

    /** Shows a finding, or with {@code null} why there is none. */
    void show(Finding f, String none) {
        shown = f;
        why = none;
        List<StyleRange> styles = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        if (f == null) {
            heading(out, styles, none, Theme.Tone.MUTED, SWT.NORMAL);
        } else {
            heading(out, styles, f.severity().label(), Severities.state(f.severity()).tone(), SWT.BOLD);
            out.append("  ");
            heading(out, styles, f.headline(), Theme.Tone.TEXT, SWT.BOLD);
            out.append('\n');
            part(out, styles, Messages.evidence, f.evidence());
            part(out, styles, Messages.cause, f.cause());
            part(out, styles, Messages.impact, f.impact());
            part(out, styles, Messages.fix, f.fix());
            part(out, styles, Messages.safeStep, f.step().map(FindingDetails::words).orElse(""));
            part(out, styles, Messages.check, NLS.bind(Messages.ruleTimeTook, new Object[] {f.rule(), Ages.exact(f.at()), Ages.duration(f.took())}));
        }
        text.setText(out.toString());
        text.setStyleRanges(styles.toArray(StyleRange[]::new));
    }

    private static String words(Fix fix) {
        return fix.command().isEmpty() ? fix.label() : fix.label() + "\n" + fix.command();
    }

    private void part(StringBuilder out, List<StyleRange> styles, String title, String value) {
        if (!value.isEmpty()) {
            out.append('\n');
            heading(out, styles, title, Theme.Tone.MUTED, SWT.BOLD);
            out.append('\n').append(value).append('\n');
        }
    }

    private void heading(StringBuilder out, List<StyleRange> styles, String words, Theme.Tone tone, int style) {
        StyleRange range = new StyleRange(out.length(), words.length(), services.theme().color(tone), null, style);
        styles.add(range);
        out.append(words);
    }
}
