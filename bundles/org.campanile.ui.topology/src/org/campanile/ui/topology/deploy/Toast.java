package org.campanile.ui.topology.deploy;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/**
 * Tells in the corner of the screen that a deployment has ended, also while the window is minimised; it takes no focus and goes by itself. Needs no tray, which
 * not every desktop has. UI thread only.
 */
final class Toast {

    /** Name of the notification; its button is {@code .show}. */
    static final String ID = Topology.DEPLOYMENT + ".notification";
    private static final int STAYS_MS = 20_000;
    private static final int GAP = 16;

    private Toast() {
    }

    /** Shows it. @param show brings the window and the view to the front */
    static Shell tell(Shell window, Services services, State state, String title, String text, Runnable show) {
        Display display = window.getDisplay();
        // A child of the window would be minimised with it.
        Shell shell = Names.name(new Shell(display, SWT.ON_TOP | SWT.TOOL | SWT.NO_FOCUS), ID);
        GridLayout outer = new GridLayout(1, false);
        shell.setText(title);
        outer.marginWidth = 1;
        outer.marginHeight = 1;
        shell.setLayout(outer);
        shell.setBackground(services.theme().color(Theme.Tone.MUTED));
        Composite area = new Composite(shell, SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout layout = new GridLayout(4, false);
        layout.marginWidth = 12;
        layout.marginHeight = 10;
        layout.horizontalSpacing = 8;
        area.setLayout(layout);
        new Label(area, SWT.NONE).setImage(services.icons().state(state));
        Composite words = new Composite(area, SWT.NONE);
        GridLayout two = new GridLayout(1, false);
        two.marginWidth = 0;
        two.marginHeight = 0;
        words.setLayout(two);
        words.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        Label head = Names.name(new Label(words, SWT.WRAP), ID + ".title");
        head.setText(title.replace("&", "&&"));
        Label more = Names.name(new Label(words, SWT.WRAP), ID + ".text");
        more.setText(text.replace("&", "&&"));
        for (Label label : new Label[] { head, more }) {
            GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
            wide.widthHint = 260;
            label.setLayoutData(wide);
        }
        Button go = Names.name(new Button(area, SWT.PUSH), ID + ".show");
        go.setText(Messages.show);
        Button away = Names.name(new Button(area, SWT.PUSH), ID + ".close");
        away.setText(Messages.close);
        go.addListener(SWT.Selection, e -> {
            shell.close();
            show.run();
        });
        away.addListener(SWT.Selection, e -> shell.close());
        Point size = shell.computeSize(SWT.DEFAULT, SWT.DEFAULT);
        Rectangle screen = window.getMonitor().getClientArea();
        shell.setBounds(screen.x + screen.width - size.x - GAP, screen.y + screen.height - size.y - GAP, size.x, size.y);
        shell.setVisible(true);
        window.addListener(SWT.Dispose, e -> {
            if (!shell.isDisposed()) {
                shell.close();
            }
        });
        display.timerExec(STAYS_MS, () -> {
            if (!shell.isDisposed()) {
                shell.close();
            }
        });
        return shell;
    }
}
