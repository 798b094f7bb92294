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

    /**
     * A paragraph of the description; an empty one is not shown.
     *
     * @param heading stands above it; empty for none
     * @param text with equal widths when there is a heading; of others only a difference has them
     */
    record Paragraph(String heading, String text) {

        /** One without a heading. */
        static Paragraph of(String text) {
            return new Paragraph("", text);
        }
    }

    private final Theme theme;
    private final StyledText text;
    private String title = "";
    private List<Paragraph> paragraphs = List.of();

    StepDetails(Composite parent, Theme theme) {
        this.theme = theme;
        text = Names.name(Ground.own(new StyledText(parent, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER)), SetupIds.WIZARD + "plan.details");
        text.setAlwaysShowScrollBars(false);
        text.setMargins(8, 6, 8, 6);
        theme.follow(text, () -> {
            text.setBackground(theme.color(Theme.Tone.GROUND));
            text.setForeground(theme.color(Theme.Tone.TEXT));
            show(title, paragraphs);
        });
    }

    /** Shows a step. */
    void show(String step, List<Paragraph> about) {
        title = step;
        paragraphs = List.copyOf(about);
        StringBuilder out = new StringBuilder();
        List<StyleRange> styles = new ArrayList<>();
        if (!step.isEmpty()) {
            styles.add(new StyleRange(0, step.length(), null, null, SWT.BOLD));
            out.append(step).append('\n');
        }
        for (Paragraph paragraph : paragraphs) {
            if (!paragraph.text().isEmpty()) {
                out.append('\n').append(paragraph.heading()).append(paragraph.heading().isEmpty() ? "" : "\n");
                lines(paragraph, out, styles);
            }
        }
        text.setText(out.toString());
        text.setStyleRanges(styles.toArray(StyleRange[]::new));
    }

    private void lines(Paragraph paragraph, StringBuilder out, List<StyleRange> styles) {
        boolean fixed = false;
        for (String line : paragraph.text().split("\n", -1)) {
            fixed = !paragraph.heading().isEmpty() || !line.isEmpty() && (fixed || line.startsWith("--- "));
            if (fixed && !line.isEmpty()) {
                StyleRange style = new StyleRange(out.length(), line.length(), theme.color(paragraph.heading().isEmpty() ? tone(line) : Theme.Tone.TEXT), null);
                style.font = Fonts.mono();
                styles.add(style);
            }
            out.append(line).append('\n');
        }
    }

    private static Theme.Tone tone(String line) {
        return line.startsWith("+++ ") || line.startsWith("--- ") || line.startsWith("@@") ? Theme.Tone.MUTED : line.startsWith("+") ? Theme.Tone.GOOD
                : line.startsWith("-") ? Theme.Tone.FAILED : Theme.Tone.TEXT;
    }
}
