package org.campanile.ui.setup.wizard;

import java.util.ArrayList;
import java.util.List;

import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Theme;
import org.campanile.ui.setup.Ground;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;

/** What is known of a step of a plan: sentences, and with equal widths the difference in a file, what comes and what goes in colour, and commands. UI thread only. */
final class StepDetails {

    /** Begins the commands. */
    static final String BY_HAND = "By hand";

    private final Theme theme;
    private final StyledText text;
    private String shown = "";

    StepDetails(Composite parent, Theme theme) {
        this.theme = theme;
        text = Names.name(Ground.own(new StyledText(parent, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER)), SetupIds.WIZARD + "plan.details");
        text.setAlwaysShowScrollBars(false);
        text.setMargins(8, 6, 8, 6);
        theme.follow(text, () -> {
            text.setBackground(theme.color(Theme.Tone.GROUND));
            text.setForeground(theme.color(Theme.Tone.TEXT));
            show(shown);
        });
    }

    void show(String details) {
        shown = details;
        List<StyleRange> styles = new ArrayList<>();
        boolean fixed = false;
        int at = 0;
        for (String line : details.split("\n", -1)) {
            fixed = !line.isEmpty() && (fixed || line.startsWith("--- "));
            StyleRange style = new StyleRange();
            style.start = at;
            style.length = line.length();
            if (at == 0) {
                style.fontStyle = SWT.BOLD;
            } else if (fixed) {
                style.font = Fonts.mono();
                style.foreground = theme.color(tone(line));
            }
            if (style.length > 0 && (at == 0 || fixed)) {
                styles.add(style);
            }
            // Commands follow their heading, which is no command itself.
            fixed |= line.startsWith(BY_HAND);
            at += line.length() + 1;
        }
        text.setText(details);
        text.setStyleRanges(styles.toArray(StyleRange[]::new));
    }

    private static Theme.Tone tone(String line) {
        return line.startsWith("+++ ") || line.startsWith("--- ") || line.startsWith("@@") ? Theme.Tone.MUTED : line.startsWith("+") ? Theme.Tone.GOOD
                : line.startsWith("-") ? Theme.Tone.FAILED : Theme.Tone.TEXT;
    }
}
