package org.campanile.uidriver;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;

/** Text fields. */
public final class TextDriver extends WidgetDriver<Text> {

    TextDriver(Text widget) {
        super(widget);
    }

    /** What is in it. */
    public String getText() {
        return read(Text::getText);
    }

    /** Replaces what is in it, as pasting would. */
    public TextDriver setText(String text) {
        mustBeEnabled("set text");
        Ui.run(() -> {
            widget.setFocus();
            widget.setText(text);
        });
        return this;
    }

    /** Adds characters one by one. */
    public TextDriver typeText(String text) {
        mustBeEnabled("type");
        text.chars().forEach(c -> Ui.run(() -> widget.append(Character.toString(c))));
        return this;
    }

    /** Presses Enter in it. */
    public void pressEnter() {
        notifyLater(SWT.DefaultSelection, new Event());
    }

    /** The grey hint shown while it is empty. */
    public String getMessage() {
        return read(Text::getMessage);
    }
}
