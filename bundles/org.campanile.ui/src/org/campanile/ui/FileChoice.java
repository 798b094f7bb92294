package org.campanile.ui;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.widgets.Dialog;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/**
 * The system's dialogs for files and folders, which begin where something was last looked for, also after a restart. Whether that folder is still there is
 * looked at away from the UI thread, and not for long, since it may be on a share that does not answer. UI thread only.
 */
public final class FileChoice {

    private static final String FOLDER = "folder";
    private static final long PATIENCE_MILLIS = 1000;

    /** Kept at a window while a dialog is about to open over it; a second press means the same one. */
    private static final String OPENING = FileChoice.class.getName() + ".opening";

    private FileChoice() {
    }

    /** Asks for a file; {@code then} gets its path, and nothing is told when the user gives up. */
    public static void ask(FileDialog dialog, Consumer<String> then) {
        ask(dialog, "", then);
    }

    /**
     * Asks for a file.
     *
     * @param near a file whose folder is begun in, if there is one; what a field holds, so it may be no path at all
     * @param then gets the path, on this thread; nothing is told when the user gives up
     */
    public static void ask(FileDialog dialog, String near, Consumer<String> then) {
        begin(dialog, near, true, folder -> {
            // GTK complains in a window of its own of a folder that is not there.
            dialog.setFilterPath(folder);
            String chosen = dialog.open();
            if (chosen != null) {
                settings().put(FOLDER, dialog.getFilterPath());
                then.accept(chosen);
            }
        });
    }

    /**
     * Asks for a folder.
     *
     * @param near the folder that is begun in, if there is one; what a field holds, so it may be no path at all
     * @param then gets the path, on this thread; nothing is told when the user gives up
     */
    public static void askFolder(DirectoryDialog dialog, String near, Consumer<String> then) {
        begin(dialog, near, false, folder -> {
            dialog.setFilterPath(folder);
            String chosen = dialog.open();
            if (chosen != null) {
                settings().put(FOLDER, chosen);
                then.accept(chosen);
            }
        });
    }

    private static IDialogSettings settings() {
        return DialogSettings.getOrCreateSection(PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(FileChoice.class)).getDialogSettings(),
                FileChoice.class.getSimpleName());
    }

    /** Opens the dialog as soon as it is known where it begins; {@code null} is where the system likes. */
    private static void begin(Dialog dialog, String near, boolean above, Consumer<String> open) {
        Shell shell = dialog.getParent();
        if (shell.getData(OPENING) != null) {
            return;
        }
        shell.setData(OPENING, Boolean.TRUE);
        String last = settings().get(FOLDER);
        Services.of(PlatformUI.getWorkbench()).jobs().job(dialog.getText(), task -> inTime(() -> folder(near, above).or(() -> folder(last, false)))).system()
                .family(FileChoice.class).on(shell).done(folder -> open.accept(folder.orElse(null))).finished(() -> {
                    if (!shell.isDisposed()) {
                        shell.setData(OPENING, null);
                    }
                }).start();
    }

    /** What is found, or nothing when that takes too long; who looks at a share that does not answer cannot be called back. */
    private static Optional<String> inTime(Supplier<Optional<String>> look) {
        return CompletableFuture.supplyAsync(look, work -> Thread.ofPlatform().daemon().name("file-choice").start(work))
                .completeOnTimeout(Optional.empty(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS).join();
    }

    /** The folder that a text names, or the one above it, if it is there. */
    private static Optional<String> folder(String text, boolean above) {
        try {
            Path path = Path.of(text == null ? "" : text.strip());
            Path folder = above ? path.getParent() : path;
            return folder != null && folder.isAbsolute() && Files.isDirectory(folder) ? Optional.of(folder.toString()) : Optional.empty();
        } catch (InvalidPathException e) {
            // typed by a person; then it says nothing of where to begin
            return Optional.empty();
        }
    }
}
