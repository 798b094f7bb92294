package org.campanile.uidriver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.CoolBar;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;

/** Walks the widgets below a shell or composite, in their order. Its methods run on the UI thread. */
final class Finder {

    /** Key under which our code names its widgets. */
    static final String ID = "org.campanile.id";

    private Finder() {
    }

    static <T extends Widget> List<T> all(Widget scope, Class<T> type, Predicate<T> which) {
        List<T> found = new ArrayList<>();
        walk(scope, type, which, found);
        return found;
    }

    private static <T extends Widget> void walk(Widget widget, Class<T> type, Predicate<T> which, List<T> found) {
        if (widget == null || widget.isDisposed() || widget instanceof Control c && !c.isVisible()) {
            return;
        }
        if (type.isInstance(widget) && which.test(type.cast(widget))) {
            found.add(type.cast(widget));
        }
        if (widget instanceof Composite composite) {
            for (Control child : composite.getChildren()) {
                walk(child, type, which, found);
            }
        }
        Widget[] items = switch (widget) {
            case ToolBar bar -> bar.getItems();
            case CTabFolder folder -> folder.getItems();
            case TabFolder folder -> folder.getItems();
            case CoolBar bar -> bar.getItems();
            default -> new Widget[0];
        };
        for (Widget item : items) {
            boolean leaf = item instanceof ToolItem || item instanceof CTabItem || item instanceof TabItem;
            if (leaf && type.isInstance(item) && which.test(type.cast(item))) {
                found.add(type.cast(item));
            }
        }
    }

    static Shell activeShell(Display display) {
        Shell active = display.getActiveShell();
        if (active != null) {
            return active;
        }
        // Without the focus of the window manager no shell is active; the newest visible one is what a user would see on top.
        Shell[] shells = display.getShells();
        for (int i = shells.length - 1; i >= 0; i--) {
            if (!shells[i].isDisposed() && shells[i].isVisible()) {
                return shells[i];
            }
        }
        throw new DriverException("no window is open");
    }

    static boolean hasId(Widget widget, String id) {
        return id.equals(widget.getData(ID));
    }

    static String plain(String label) {
        return label == null ? "" : label.replaceAll("&(.)", "$1").replaceAll("\t.*", "");
    }
}
