package org.campanile.uidriver;

import java.util.function.Function;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Widget;

/** What all widgets can do. @param <T> the widget driven */
public class WidgetDriver<T extends Widget> {

    /** The widget; touch it on the UI thread only. */
    protected final T widget;

    WidgetDriver(T widget) {
        this.widget = widget;
    }

    /** The widget itself, for what the driver has no word for; use it inside {@link #read}. */
    public T widget() {
        return widget;
    }

    /** Reads something of the widget on the UI thread. */
    public <R> R read(Function<T, R> what) {
        return Ui.read(() -> what.apply(widget));
    }

    /** The name our code gave it, or {@code null}. */
    public String getId() {
        return Ui.read(() -> (String) widget.getData(Finder.ID));
    }

    /** Whether it and all around it are enabled. */
    public boolean isEnabled() {
        return Ui.read(() -> !(widget instanceof Control c) || c.isEnabled());
    }

    /** Whether it is gone. */
    public boolean isDisposed() {
        return Ui.read(widget::isDisposed);
    }

    /** The tooltip of a control. */
    public String getToolTipText() {
        return Ui.read(() -> widget instanceof Control c ? c.getToolTipText() : null);
    }

    /** Gives it the keyboard focus. */
    public void setFocus() {
        Ui.run(() -> ((Control) widget).setFocus());
    }

    /** Opens the context menu's item by its labels, without showing the menu, and clicks it. */
    public MenuDriver contextMenu(String... path) {
        return Wait.forThe("context menu " + String.join(" > ", path), () -> Ui.read(() -> {
            Menu menu = ((Control) widget).getMenu();
            if (menu == null) {
                throw new DriverException("no context menu");
            }
            return MenuDriver.find(menu, path);
        }));
    }

    /** Presses a key with modifiers, e.g. {@code pressShortcut(SWT.CTRL, 'f')}, as if typed into this control. */
    public void pressShortcut(int modifiers, int keyCode) {
        Ui.run(() -> ((Control) widget).forceFocus());
        Ui.post(() -> {
            if (widget.isDisposed()) {
                return;
            }
            for (int type : new int[] { SWT.KeyDown, SWT.KeyUp }) {
                Event event = new Event();
                event.widget = widget;
                event.stateMask = modifiers;
                event.keyCode = keyCode;
                event.character = (modifiers & SWT.CTRL) != 0 && keyCode >= 'a' && keyCode <= 'z' ? (char) (keyCode - 'a' + 1)
                        : keyCode < 0x10000 ? (char) keyCode : 0;
                event.type = type;
                // Key bindings are filters of the display, which only see events that go through it.
                widget.getDisplay().post(event);
                widget.notifyListeners(type, event);
            }
        });
    }

    /** Tells the widget's listeners of an event, when the UI thread comes to it. */
    protected void notifyLater(int type, Event event) {
        Ui.post(() -> {
            if (!widget.isDisposed()) {
                event.type = type;
                event.widget = widget;
                event.display = widget.getDisplay();
                widget.notifyListeners(type, event);
            }
        });
    }

    /** Refuses to act on a disabled widget, as a user's click would do nothing. */
    protected void mustBeEnabled(String action) {
        if (!isEnabled()) {
            throw new DriverException("cannot " + action + ": " + this + " is disabled");
        }
    }

    @Override
    public String toString() {
        return Ui.read(() -> widget.isDisposed() ? "disposed " + widget.getClass().getSimpleName() : widget.toString());
    }
}
