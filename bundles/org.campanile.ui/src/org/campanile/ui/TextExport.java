package org.campanile.ui;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.campanile.core.file.SafeFiles;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/** Writes text to a file the user picks; the writing itself is a job. UI thread only. */
public final class TextExport {

    private TextExport() {
    }

    /** Asks where to, with a name to start from, and writes; a failure is shown. */
    public static void ask(Shell shell, String title, String name, String text) {
        ask(shell, title, name, text, file -> {
        });
    }

    /** The same; {@code saved} gets the file once it is written, on this thread and as long as the window is there. */
    public static void ask(Shell shell, String title, String name, String text, Consumer<Path> saved) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(title);
        dialog.setFileName(name);
        dialog.setOverwrite(true);
        FileChoice.ask(dialog, chosen -> order(Services.of(PlatformUI.getWorkbench()), title, Path.of(chosen), text).on(shell).done(saved).start());
    }

    /** Writes the text to a file, whole or not at all, in a job of the family of this class; a failure is shown. */
    public static RunningJob write(Services services, String title, Path file, String text) {
        return order(services, title, file, text).start();
    }

    private static Jobs.Order<Path> order(Services services, String title, Path file, String text) {
        return services.jobs().job(title, task -> {
            SafeFiles.write(file, text.getBytes(StandardCharsets.UTF_8), Messages.writingTheExport);
            return file;
        }).user().family(TextExport.class);
    }
}
