package org.campanile.uidriver;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/**
 * A real pointer: it is moved over what is to be pressed, and the window system delivers the press, so that what is covered, disabled or scrolled away
 * cannot be pressed. For the tests that have to prove a way by mouse; all others use the widgets' own drivers, which need no pointer.
 */
public final class MouseDriver {

    /** About how wide a scroll bar is. */
    private static final int BAR = 12;

    /** What a press may be aimed at, in pixels of the screen. */
    private record Aim(Control control, Point at) {
    }

    /** Presses the middle of a control, which is scrolled to by its bar where need be. */
    public void click(WidgetDriver<? extends Control> target) {
        Wait.until(target + " can be pressed", target::isEnabled);
        scrollTo(target.widget());
        press(target.toString(), () -> {
            Point size = target.widget().getSize();
            return new Aim(target.widget(), target.widget().toDisplay(size.x / 2, size.y / 2));
        });
    }

    /** Presses a box or a radio button on its mark, which is at the left, since its field may be far wider than its words. */
    public void clickMark(ButtonDriver target) {
        Wait.until(target + " can be pressed", target::isEnabled);
        scrollTo(target.widget());
        press(target.toString(), () -> new Aim(target.widget(), target.widget().toDisplay(10, target.widget().getSize().y / 2)));
    }

    /** Presses an item of a tree at its text. */
    public void click(TreeItemDriver target) {
        press(target.toString(), () -> {
            TreeItem item = target.widget();
            Rectangle text = item.getTextBounds(0);
            Tree tree = item.getParent();
            return new Aim(tree, tree.toDisplay(text.x + Math.min(20, text.width / 2), text.y + text.height / 2));
        });
    }

    /** Presses a button of a toolbar. */
    public void click(ToolItemDriver target) {
        press(target.toString(), () -> {
            Rectangle bounds = target.widget().getBounds();
            ToolItem item = target.widget();
            return new Aim(item.getParent(), item.getParent().toDisplay(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2));
        });
    }

    private interface Aiming {
        Aim aim();
    }

    private static void press(String what, Aiming where) {
        Wait.until("the pointer is over " + what, () -> Ui.read(() -> {
            Aim aim = where.aim();
            post(SWT.MouseMove, aim.at(), 0);
            Control under = Display.getCurrent().getCursorControl();
            return under != null && (under == aim.control() || within(under, aim.control()));
        }));
        // Each in a turn of its own, so that no loop of a dialog that the press opens holds the test.
        Ui.post(() -> post(SWT.MouseDown, where.aim().at(), 1));
        Ui.post(() -> post(SWT.MouseUp, null, 1));
    }

    private static boolean within(Control inner, Control outer) {
        for (Control at = inner; at != null; at = at.getParent()) {
            if (at == outer) {
                return true;
            }
        }
        return false;
    }

    private static boolean post(int type, Point at, int button) {
        Event event = new Event();
        event.type = type;
        event.button = button;
        if (at != null) {
            event.x = at.x;
            event.y = at.y;
        }
        return Display.getCurrent().post(event);
    }

    private static void scrollTo(Control control) {
        Wait.until(control + " is scrolled to", () -> Ui.read(() -> {
            ScrolledComposite scroll = scroll(control.getParent());
            if (scroll == null) {
                return true;
            }
            Rectangle seen = scroll.getClientArea();
            Rectangle bounds = Display.getCurrent().map(control, scroll, 0, 0, control.getSize().x, control.getSize().y);
            int middle = bounds.y + bounds.height / 2;
            if (middle >= seen.y && middle < seen.y + seen.height) {
                return true;
            }
            // A press beside the slider brings it there, which is a user's way besides the wheel; the wheel cannot be posted.
            double whole = Math.max(1, scroll.getContent().getSize().y);
            double part = Math.clamp((middle - seen.y - scroll.getContent().getLocation().y) / whole, 0.02, 0.98);
            post(SWT.MouseMove, scroll.toDisplay(scroll.getSize().x - BAR / 2, (int) (part * scroll.getSize().y)), 0);
            post(SWT.MouseDown, null, 1);
            post(SWT.MouseUp, null, 1);
            return false;
        }));
    }

    private static ScrolledComposite scroll(Composite from) {
        for (Composite at = from; at != null; at = at.getParent()) {
            if (at instanceof ScrolledComposite scroll) {
                return scroll;
            }
        }
        return null;
    }
}
