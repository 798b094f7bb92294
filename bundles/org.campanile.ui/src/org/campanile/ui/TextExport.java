package org.campanile.ui;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** Writes text to a file the user picks. UI thread only; meant for texts of at most a few megabytes. */
public final class TextExport {

    private TextExport() {
    }

    /** Asks where to, with a name to start from, and writes; a failure is shown. */
    public static void ask(Shell shell, String title, String name, String text) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(title);
        dialog.setFileName(name);
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen == null) {
            return;
        }
        try {
            SafeFiles.write(Path.of(chosen), text.getBytes(StandardCharsets.UTF_8), "exporting");
        } catch (FailureException e) {
            FailureDialog.open(shell, title, e.failure());
        }
    }
}
