package org.campanile.ui.topology.editor;


import org.campanile.core.environment.WrongTextException;
import org.campanile.core.task.FailureException;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/** The environment as the text of its file, with line numbers. What is typed counts when the page is left or saved. UI thread only. */
final class SourcePage extends Composite {

    private final FailureBanner banner;
    private final Services services;
    private final Runnable typed;
    private StyledText text;
    private Canvas ruler;
    private String shown = "";
    private boolean writing;

    SourcePage(Composite parent, Services services, Runnable typed) {
        super(parent, SWT.NONE);
        this.services = services;
        this.typed = typed;
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 0;
        layout.verticalSpacing = 0;
        setLayout(layout);
        banner = new FailureBanner(this, services);
        ((GridData) banner.getLayoutData()).horizontalSpan = 2;
    }

    /** Made when there is first a text to show, so that nobody waits for it before. */
    private void fill() {
        ruler = new Canvas(this, SWT.DOUBLE_BUFFERED);
        GridData narrow = new GridData(SWT.FILL, SWT.FILL, false, true);
        narrow.widthHint = 44;
        ruler.setLayoutData(narrow);
        text = Names.name(new StyledText(this, SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL), Topology.SOURCE);
        text.setAlwaysShowScrollBars(false);
        text.setFont(Fonts.mono());
        text.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        text.addListener(SWT.Modify, e -> {
            ruler.redraw();
            if (!writing) {
                typed.run();
            }
        });
        text.addListener(SWT.Paint, e -> ruler.redraw());
        ruler.addListener(SWT.Paint, this::numbers);
        colours();
        var theme = services.theme().onChange(this::colours);
        addDisposeListener(e -> theme.close());
        layout();
        if (isVisible()) {
            text.setFocus();
        }
    }

    private void colours() {
        text.setBackground(services.theme().color(Theme.Tone.GROUND));
        text.setForeground(services.theme().color(Theme.Tone.TEXT));
        ruler.setBackground(services.theme().color(Theme.Tone.QUIET));
    }

    private void numbers(Event e) {
        e.gc.setFont(text.getFont());
        e.gc.setForeground(services.theme().color(Theme.Tone.MUTED));
        int first = Math.max(0, text.getLineIndex(0));
        int height = text.getClientArea().height;
        for (int line = first; line < text.getLineCount(); line++) {
            int y = text.getLinePixel(line);
            if (y > height) {
                break;
            }
            String number = String.valueOf(line + 1);
            e.gc.drawText(number, ruler.getClientArea().width - 8 - e.gc.textExtent(number).x, y, true);
        }
    }

    /** Shows a text; what was typed before is given up. The cursor stays in its line and column as far as there are such. */
    void show(String source) {
        if (text == null) {
            fill();
        }
        shown = source;
        writing = true;
        try {
            if (!text.getText().equals(source)) {
                int top = text.getTopIndex();
                int line = text.getLineAtOffset(text.getCaretOffset());
                int column = text.getCaretOffset() - text.getOffsetAtLine(line);
                text.setText(source);
                int same = Math.min(line, text.getLineCount() - 1);
                text.setCaretOffset(text.getOffsetAtLine(same) + Math.min(column, text.getLine(same).length()));
                text.setTopIndex(Math.min(top, text.getLineCount() - 1));
            }
        } finally {
            writing = false;
        }
        banner.clear();
        release();
    }

    /** Lets nobody type while what was typed is read: what comes then is meant for the page that somebody has asked for. */
    void hold() {
        text.setEditable(false);
        setCursor(getDisplay().getSystemCursor(SWT.CURSOR_WAIT));
    }

    /** Lets type again. */
    void release() {
        text.setEditable(true);
        setCursor(null);
    }

    /** Whether something was typed since. */
    boolean edited() {
        return text != null && !text.getText().equals(shown);
    }

    /** Whatever was typed is given up; the text stays until another comes. */
    void giveUp() {
        if (text != null) {
            show(text.getText());
        }
    }

    /** What stands there now. */
    String source() {
        return text.getText();
    }

    /** Tells why the text is refused, and goes to the line. */
    void refuse(FailureException why) {
        banner.show(why.failure(), null);
        if (why instanceof WrongTextException wrong && wrong.line() > 0) {
            int index = Math.min(wrong.line(), text.getLineCount()) - 1;
            int start = text.getOffsetAtLine(index);
            int end = index + 1 < text.getLineCount() ? text.getOffsetAtLine(index + 1) - 1 : text.getCharCount();
            text.setSelection(start, Math.max(start, end));
            text.showSelection();
        }
        text.setFocus();
    }

    @Override
    public boolean setFocus() {
        return text == null ? super.setFocus() : text.setFocus();
    }
}
