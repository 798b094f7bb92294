package org.campanile.uidriver;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** An item of a menu. */
public final class MenuDriver extends WidgetDriver<MenuItem> {

    MenuDriver(MenuItem widget) {
        super(widget);
    }

    /** Runs on the UI thread: fills each menu on the way as opening it would, and closes it again. */
    static MenuDriver find(Menu menu, String... path) {
        MenuItem found = null;
        Menu at = menu;
        for (String step : path) {
            if (at == null) {
                throw new DriverException("'" + found + "' has no submenu");
            }
            at.notifyListeners(SWT.Show, new Event());
            found = null;
            List<String> there = new ArrayList<>();
            for (MenuItem item : at.getItems()) {
                String label = Finder.plain(item.getText());
                there.add(label);
                if (label.equals(step)) {
                    found = item;
                }
            }
            at.notifyListeners(SWT.Hide, new Event());
            if (found == null) {
                throw new DriverException("no menu item '" + step + "' among " + there);
            }
            at = found.getMenu();
        }
        return new MenuDriver(found);
    }

    @Override
    public boolean isEnabled() {
        return read(MenuItem::isEnabled);
    }

    /** Whether a check or radio item is on. */
    public boolean isChecked() {
        return read(MenuItem::getSelection);
    }

    /** Clicks it. */
    public void click() {
        if (!isEnabled()) {
            throw new DriverException("menu item is disabled: " + this);
        }
        notifyLater(SWT.Selection, new Event());
    }
}
