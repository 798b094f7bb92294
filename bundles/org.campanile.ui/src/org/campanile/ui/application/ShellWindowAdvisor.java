package org.campanile.ui.application;

import java.util.Locale;
import java.util.Optional;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** One window: its bars, its size at first, and its title, which names the active lab and its guard. */
final class ShellWindowAdvisor extends WorkbenchWindowAdvisor {

    private static final Point WANTED = new Point(1360, 860);

    private final Services services;
    private Subscription title = () -> {
    };

    ShellWindowAdvisor(IWorkbenchWindowConfigurer configurer, Services services) {
        super(configurer);
        this.services = services;
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer window = getWindowConfigurer();
        Rectangle screen = services.theme().display().getPrimaryMonitor().getClientArea();
        window.setInitialSize(new Point(Math.min(WANTED.x, screen.width), Math.min(WANTED.y, screen.height)));
        window.setShowMenuBar(true);
        window.setShowCoolBar(true);
        window.setShowPerspectiveBar(true);
        window.setShowStatusLine(true);
        window.setShowProgressIndicator(true);
        window.setTitle(Messages.campanile);
    }

    @Override
    public void postWindowOpen() {
        Shell shell = Names.name(getWindowConfigurer().getWindow().getShell(), "org.campanile.ui.window");
        // GTK at more than 100 % on X11 leaves the picture of a closed dialog on the window that was below it
        shell.addListener(SWT.Activate, e -> shell.getDisplay().asyncExec(() -> repaint(shell)));
        title = services.activeLab().subscribe(lab -> {
            if (!shell.isDisposed()) {
                getWindowConfigurer().setTitle(title(lab));
            }
        });
    }

    private static void repaint(Shell shell) {
        if (!shell.isDisposed() && shell.getMonitor().getZoom() > 100) {
            Point size = shell.getSize();
            shell.redraw(0, 0, size.x, size.y, true);
            if (shell.getMenuBar() != null) {
                // The bar is no control, but GTK paints it anew when an item goes.
                new MenuItem(shell.getMenuBar(), SWT.PUSH).dispose();
            }
        }
    }

    private static String title(Optional<Lab> lab) {
        return lab.map(l -> l.guard() == Guard.NORMAL ? NLS.bind(Messages.labTitle, l.name())
                : NLS.bind(Messages.guardedLabTitle, l.name(), l.guard().label().toLowerCase(Locale.ROOT))).orElse(Messages.campanile);
    }

    @Override
    public void dispose() {
        title.close();
    }
}
