package org.campanile.uidriver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.runtime.jobs.IJobManager;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

/** The workbench as a whole: windows, perspectives, views, editors, commands. The entry of every UI test. */
public final class WorkbenchDriver {

    /** The window with the menu bar. */
    public ShellDriver mainShell() {
        return new ShellDriver(Wait.forThe("workbench window", Duration.ofSeconds(60), () -> Ui.read(() -> window().getShell())));
    }

    /** The window or dialog on top. */
    public ShellDriver activeShell() {
        return new ShellDriver(Ui.read(() -> Finder.activeShell(Display.getCurrent())));
    }

    /** Waits for a window or dialog whose title is or begins with {@code title}. */
    public ShellDriver shell(String title) {
        return Wait.forThe("window '" + title + "'", () -> Ui.read(() -> {
            for (Shell shell : Display.getCurrent().getShells()) {
                if (shell.isVisible() && shell.getText().startsWith(title)) {
                    return new ShellDriver(shell);
                }
            }
            throw new DriverException("open are " + titles());
        }));
    }

    /** The newest window or dialog, other than the main window, that fits; call it inside {@link Wait#forThe}. */
    public ShellDriver shellWith(Predicate<ShellDriver> which) {
        List<Shell> open = Ui.read(() -> Arrays.stream(Display.getCurrent().getShells()).filter(s -> s.isVisible() && s != window().getShell()).toList());
        return open.reversed().stream().map(ShellDriver::new).filter(which).findFirst().orElseThrow(() -> new DriverException("open are " + Ui.read(WorkbenchDriver::titles)));
    }

    private static List<String> titles() {
        return Arrays.stream(Display.getCurrent().getShells()).filter(Control::isVisible).map(Shell::getText).toList();
    }

    /** Reads something on the UI thread; what is thrown there is thrown here. */
    public <T> T read(Supplier<T> what) {
        return Ui.read(what);
    }

    /** Does something on the UI thread and waits for it; not for what may open a dialog. */
    public void run(Runnable what) {
        Ui.run(what);
    }

    /** Finds an item of the menu bar. */
    public MenuDriver menu(String... path) {
        return Wait.forThe("menu " + String.join(" > ", path),
                () -> Ui.read(() -> MenuDriver.find(window().getShell().getMenuBar(), path)));
    }

    /** Waits for a view that is open, and brings it to the front. */
    public ViewDriver viewById(String id) {
        return Wait.forThe("view " + id, () -> Ui.read(() -> {
            IViewPart view = page().findView(id);
            if (view == null) {
                throw new DriverException("not open");
            }
            page().activate(view);
            return new ViewDriver(view, area(view));
        }));
    }

    /** Opens a view. */
    public ViewDriver openView(String id) {
        Ui.run(() -> {
            try {
                page().showView(id);
            } catch (PartInitException e) {
                throw new DriverException("view " + id + " does not open: " + e.getMessage(), e);
            }
        });
        return viewById(id);
    }

    /** Waits for an editor whose tab is or begins with {@code title}. */
    public ViewDriver editorByTitle(String title) {
        return Wait.forThe("editor '" + title + "'", () -> Ui.read(() -> {
            for (var reference : page().getEditorReferences()) {
                IEditorPart editor = reference.getEditor(true);
                if (editor != null && editor.getTitle().startsWith(title)) {
                    page().activate(editor);
                    return new ViewDriver(editor, area(editor));
                }
            }
            throw new DriverException("open are "
                    + Arrays.stream(page().getEditorReferences()).map(r -> r.getTitle()).toList());
        }));
    }

    /** Switches to a perspective. */
    public void perspectiveById(String id) {
        Ui.run(() -> {
            try {
                PlatformUI.getWorkbench().showPerspective(id, window());
            } catch (WorkbenchException e) {
                throw new DriverException("perspective " + id + " does not open: " + e.getMessage(), e);
            }
        });
    }

    /** Runs a command with its handler, as its menu item or key would, when the UI thread comes to it. */
    public void command(String id, Map<String, String> parameters) {
        Ui.post(() -> {
            ICommandService commands = PlatformUI.getWorkbench().getService(ICommandService.class);
            IHandlerService handlers = PlatformUI.getWorkbench().getService(IHandlerService.class);
            try {
                handlers.executeCommand(ParameterizedCommand.generateCommand(commands.getCommand(id), parameters), null);
            } catch (Exception e) {
                throw new DriverException("command " + id + " failed: " + e.getMessage(), e);
            }
        });
    }

    /** Runs a command without parameters. */
    public void command(String id) {
        command(id, Map.of());
    }

    /** Whether a command has a handler that is enabled now. */
    public boolean isCommandEnabled(String id) {
        return Ui.read(() -> PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(id).isEnabled());
    }

    /** Waits until no job of this family runs or waits. */
    public void waitForJobs(Object family, Duration limit) {
        IJobManager jobs = Job.getJobManager();
        Wait.until("jobs of " + family + " end", limit, () -> jobs.find(family).length == 0);
    }

    /** Closes all dialogs and editors without saving, so that the next test begins on a clean window. */
    public void resetWorkbench() {
        Ui.run(() -> {
            for (Shell shell : Display.getCurrent().getShells()) {
                if (!shell.isDisposed() && shell != window().getShell() && shell.isVisible() && shell.getParent() != null) {
                    shell.close();
                }
            }
            page().closeAllEditors(false);
        });
    }

    /** Sets the size of the window's content, so that pictures are alike everywhere. */
    public void resize(int width, int height) {
        Ui.run(() -> {
            window().getShell().setMaximized(false);
            window().getShell().setBounds(0, 0, width, height);
        });
    }

    /** Writes a picture of the main window as PNG, in its real pixels: title bar and content, without the frame at its sides. */
    public void captureScreenshot(Path file) {
        Ui.run(() -> {
            Display display = Display.getCurrent();
            Shell shell = window().getShell();
            Rectangle content = display.map(shell, null, shell.getClientArea());
            int top = shell.getBounds().y;
            Rectangle bounds = new Rectangle(content.x, top, content.width, content.y + content.height - top).intersection(display.getBounds());
            Image image = new Image(display, bounds.width, bounds.height);
            GC gc = new GC(display);
            try {
                gc.copyArea(image, bounds.x, bounds.y);
                ImageLoader loader = new ImageLoader();
                int zoom = Math.max(100, org.eclipse.swt.internal.DPIUtil.getDeviceZoom());
                ImageData data = image.getImageData(zoom);
                loader.data = new ImageData[] { data };
                loader.compression = 9;
                loader.save(file.toString(), SWT.IMAGE_PNG);
            } finally {
                gc.dispose();
                image.dispose();
            }
        });
    }

    /** Waits until the UI thread has done all that was queued before this call. */
    public void settle() {
        Ui.run(() -> {
            Display display = Display.getCurrent();
            for (int i = 0; i < 200 && display.readAndDispatch(); i++) {
                display.update();
            }
        });
    }

    private static Composite area(IWorkbenchPart part) {
        Object model = part.getSite().getService(org.eclipse.e4.ui.model.application.ui.basic.MPart.class);
        Object widget = model instanceof org.eclipse.e4.ui.model.application.ui.basic.MPart p ? p.getWidget() : null;
        if (widget instanceof Composite composite) {
            return composite;
        }
        throw new DriverException("part has no area yet");
    }

    private static IWorkbenchWindow window() {
        if (!PlatformUI.isWorkbenchRunning()) {
            throw new DriverException("the workbench is not running yet");
        }
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        if (window == null) {
            IWorkbenchWindow[] all = PlatformUI.getWorkbench().getWorkbenchWindows();
            if (all.length == 0) {
                throw new DriverException("no workbench window yet");
            }
            window = all[0];
        }
        return window;
    }

    private static IWorkbenchPage page() {
        IWorkbenchPage page = window().getActivePage();
        if (page == null) {
            throw new DriverException("no page yet");
        }
        return page;
    }
}
