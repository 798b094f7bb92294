package org.campanile.ui.application;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.lab.Home;
import org.campanile.core.lab.LabStore;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Ground;
import org.campanile.ui.Services;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTError;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Starts the window: locks the workspace, opens the user's folders, on which the components of the shell stand (see {@link Ground}), runs the
 * workbench. A second start on the same workspace raises the first window, or says who holds the workspace, and ends; there is no way to go on
 * regardless, because two programs would spoil the data.
 */
public final class Application implements IApplication {

    /** What the process ends with, for a script that starts the window. */
    private static final Integer NOT_STARTED = 1;

    @Override
    public Object start(IApplicationContext context) throws Exception {
        // The toolkit's usual way makes what is disabled paler, which on a dark ground is brighter than what is enabled.
        System.setProperty("org.eclipse.swt.image.disablement", "desaturated");
        Display display;
        try {
            display = PlatformUI.createDisplay();
        } catch (SWTError | LinkageError e) {
            ILog.of(Application.class).error(Messages.cannotStart, e);
            return noDisplay(e);
        }
        Display.setAppName(Messages.campanile);
        try {
            return start(context, display);
        } catch (FailureException e) {
            context.applicationRunning();
            MessageDialog.open(MessageDialog.ERROR, new Shell(display), Messages.cannotStart,
                    NLS.bind(Messages.cannotStartHere, e.failure().details()), SWT.NONE, Messages.close);
            return NOT_STARTED;
        } finally {
            display.dispose();
        }
    }

    /** Says it on standard error, since there is nothing to show a window on. */
    private static Object noDisplay(Throwable refused) {
        String where = Stream.of("WAYLAND_DISPLAY", "DISPLAY").map(System::getenv).filter(d -> d != null && !d.isEmpty()).collect(Collectors.joining(", "));
        String words = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
        new PrintWriter(System.err, true).println(NLS.bind(Messages.noDisplay, where, words));
        return NOT_STARTED;
    }

    private static Object start(IApplicationContext context, Display display) throws Exception {
        Path workspace = workspace();
        WindowRaiser raiser = new WindowRaiser(display);
        WorkspaceLock.Attempt attempt = WorkspaceLock.take(workspace.resolve(".metadata"), raiser);
        return switch (attempt) {
            case WorkspaceLock.Raised raised -> {
                context.applicationRunning();
                yield EXIT_OK;
            }
            case WorkspaceLock.Held held -> {
                context.applicationRunning();
                MessageDialog.open(MessageDialog.INFORMATION, new Shell(display), Messages.alreadyRunning, held.sentence(workspace), SWT.NONE,
                        Messages.close);
                yield NOT_STARTED;
            }
            case WorkspaceLock.Taken taken -> {
                try (taken) {
                    yield run(display, workspace);
                }
            }
        };
    }

    private static Object run(Display display, Path workspace) throws Exception {
        String version = Versions.campanile();
        LayoutStamp.check(workspace.resolve(".metadata"), version);
        StartOptions.apply();
        Home home = home();
        home.create();
        Ground ground = new Ground(display, home, LabStore.open(home.labs()));
        BundleContext context = FrameworkUtil.getBundle(Application.class).getBundleContext();
        ServiceRegistration<Ground> registration = context.registerService(Ground.class, ground, new Hashtable<>());
        try {
            // Held for as long as the window lives: a component nobody holds is ended.
            Services services = context.getService(context.getServiceReference(Services.class));
            int code = PlatformUI.createAndRunWorkbench(display, new ShellWorkbenchAdvisor(services));
            return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
        } finally {
            registration.unregister();
        }
    }

    private static Home home() {
        String root = System.getProperty("campanile.home");
        return root == null ? Home.system() : new Home(Path.of(root));
    }

    private static Path workspace() throws URISyntaxException, IOException {
        Location location = Platform.getInstanceLocation();
        if (!location.isSet()) {
            location.set(Path.of(System.getProperty("user.home"), ".campanile", "workspace").toUri().toURL(), false);
        }
        // Equinox writes the address with raw spaces
        String address = location.getURL().toString().replace(" ", "%20");
        return Path.of(new URI(address));
    }

    @Override
    public void stop() {
        if (!PlatformUI.isWorkbenchRunning()) {
            return;
        }
        IWorkbench workbench = PlatformUI.getWorkbench();
        Display display = workbench.getDisplay();
        display.syncExec(() -> {
            if (!display.isDisposed() && !workbench.close()) {
                ILog.of(Application.class).log(new Status(IStatus.INFO, Services.PLUGIN, Messages.windowDidNotClose));
            }
        });
    }
}
