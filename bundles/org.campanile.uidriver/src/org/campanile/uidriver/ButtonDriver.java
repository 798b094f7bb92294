package org.campanile.uidriver;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;

/** Push buttons, check boxes and radio buttons. */
public final class ButtonDriver extends WidgetDriver<Button> {

    ButtonDriver(Button widget) {
        super(widget);
    }

    /** Clicks; toggles a check box, chooses a radio button. */
    public void click() {
        mustBeEnabled("click");
        boolean toggle = read(b -> (b.getStyle() & (SWT.CHECK | SWT.TOGGLE)) != 0);
        boolean radio = read(b -> (b.getStyle() & SWT.RADIO) != 0);
        if (toggle) {
            Ui.run(() -> widget.setSelection(!widget.getSelection()));
        } else if (radio) {
            Ui.run(this::chooseRadio);
        }
        notifyLater(SWT.Selection, new Event());
    }

    private void chooseRadio() {
        for (var sibling : widget.getParent().getChildren()) {
            if (sibling != widget && sibling instanceof Button other && (other.getStyle() & SWT.RADIO) != 0 && other.getSelection()) {
                other.setSelection(false);
                other.notifyListeners(SWT.Selection, new Event());
            }
        }
        widget.setSelection(true);
    }

    /** Whether a check box or radio button is on. */
    public boolean isChecked() {
        return read(Button::getSelection);
    }

    /** The label without its mnemonic. */
    public String getText() {
        return read(b -> Finder.plain(b.getText()));
    }
}
