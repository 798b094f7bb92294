package org.campanile.ui;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/**
 * The system's dialog for files, which begins where a file was last looked for, also after a restart. UI thread only.
 */
public final class FileChoice {

    private static final String FOLDER = "folder";

    private FileChoice() {
    }

    /** Asks for a file; answers its path, {@code null} when the user gave up. */
    public static String ask(FileDialog dialog) {
        return ask(dialog, "");
    }

    /**
     * Asks for a file; answers its path, {@code null} when the user gave up.
     *
     * @param near a file whose folder is begun in, if there is one; what a field holds, so it may be no path at all
     */
    public static String ask(FileDialog dialog, String near) {
        IDialogSettings settings = DialogSettings.getOrCreateSection(
                PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(FileChoice.class)).getDialogSettings(), FileChoice.class.getSimpleName());
        String last = settings.get(FOLDER);
        String begin = folder(near);
        // GTK complains in a window of its own of a folder that is not there.
        dialog.setFilterPath(!begin.isEmpty() ? begin : last != null && Files.isDirectory(Path.of(last)) ? last : null);
        String chosen = dialog.open();
        if (chosen != null) {
            settings.put(FOLDER, dialog.getFilterPath());
        }
        return chosen;
    }

    private static String folder(String near) {
        try {
            Path folder = Path.of(near.strip()).getParent();
            return folder != null && folder.isAbsolute() && Files.isDirectory(folder) ? folder.toString() : "";
        } catch (InvalidPathException e) {
            // typed by a person; then it says nothing of where to begin
            return "";
        }
    }
}
