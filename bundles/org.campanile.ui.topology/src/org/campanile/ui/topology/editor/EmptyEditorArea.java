package org.campanile.ui.topology.editor;

import java.util.stream.Stream;

import org.campanile.ui.Commands;
import org.campanile.ui.EmptyState;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.topology.Topology;
import org.eclipse.e4.ui.model.application.ui.advanced.MArea;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabFolder2Listener;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PerspectiveAdapter;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.keys.IBindingService;

/**
 * Shows in the editor area, while no environment is open, what it is for and the first things to do. The platform's own way, an onboarding text, shows
 * neither a button nor, in a perspective that is the first one seen, itself. The platform calls {@link #earlyStartup()} off the UI thread; all else is on it.
 */
public final class EmptyEditorArea implements IStartup {

    /** Name of what is shown. */
    public static final String ID = Topology.EDITOR + ".none";

    private static final int GAP = 8;

    @Override
    public void earlyStartup() {
        IWorkbench workbench = PlatformUI.getWorkbench();
        Display display = workbench.getDisplay();
        display.asyncExec(() -> {
            for (IWorkbenchWindow window : workbench.getWorkbenchWindows()) {
                follow(window);
            }
            workbench.addWindowListener(new Opened());
        });
    }

    private static void follow(IWorkbenchWindow window) {
        window.addPerspectiveListener(new PerspectiveAdapter() {
            @Override
            public void perspectiveActivated(IWorkbenchPage page, IPerspectiveDescriptor perspective) {
                // its widgets are made after this
                window.getShell().getDisplay().asyncExec(() -> fill(window));
            }
        });
        fill(window);
    }

    private static void fill(IWorkbenchWindow window) {
        if (window.getShell() == null || window.getShell().isDisposed()) {
            return;
        }
        EModelService models = window.getService(EModelService.class);
        for (var shared : window.getService(MWindow.class).getSharedElements()) {
            if (shared instanceof MArea area) {
                // of several only the one that editors are opened in is ever without one
                for (MPartStack stack : models.findElements(area, null, MPartStack.class)) {
                    if (stack.getWidget() instanceof CTabFolder folder && folder.getData(ID) == null) {
                        fill(window, folder);
                    }
                }
            }
        }
    }

    private static void fill(IWorkbenchWindow window, CTabFolder folder) {
        String key = window.getService(IBindingService.class).getBestActiveBindingFormattedFor(Topology.NEW);
        EmptyState empty = Names.name(new EmptyState(folder, Services.of(window), "network", Messages.noEnvironmentOpen,
                key == null ? Messages.anEnvironmentIsDrawnHere : NLS.bind(Messages.anEnvironmentIsDrawnHereWithKey, key)), ID)
                .action(ID + ".new", Messages.newEnvironment, () -> Commands.run(window, Topology.NEW))
                .action(ID + ".import", Messages.importEnvironment, () -> Commands.run(window, Topology.IMPORT));
        folder.setData(ID, empty);
        Runnable place = () -> {
            if (!empty.isDisposed()) {
                empty.setVisible(folder.getItemCount() == 0);
                Rectangle area = folder.getClientArea();
                // from the row of tabs on, which without tabs is a little lower, behind its buttons and before the platform's empty onboarding text
                int top = area.y - GAP;
                empty.setBounds(area.x, top, area.width, area.y + area.height - top);
            }
        };
        empty.moveAbove(null);
        Stream.of(folder.getChildren()).filter(c -> c != empty && c.isVisible() && c.getBounds().y + c.getBounds().height <= folder.getClientArea().y)
                .forEach(c -> c.moveAbove(empty));
        folder.addCTabFolder2Listener(CTabFolder2Listener.itemsCountAdapter(e -> place.run()));
        folder.addListener(SWT.Resize, e -> place.run());
        place.run();
    }

    /** Further windows have an editor area of their own. */
    private static final class Opened implements org.eclipse.ui.IWindowListener {
        @Override
        public void windowOpened(IWorkbenchWindow window) {
            follow(window);
        }

        @Override
        public void windowActivated(IWorkbenchWindow window) {
            // nothing depends on which window is in front
        }

        @Override
        public void windowDeactivated(IWorkbenchWindow window) {
            // nothing depends on which window is in front
        }

        @Override
        public void windowClosed(IWorkbenchWindow window) {
            // its widgets end with it
        }
    }
}
