package org.campanile.ui.topology.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.FailureDialog;
import org.campanile.ui.FileChoice;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Viewport;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.printing.PrintDialog;
import org.eclipse.swt.printing.Printer;
import org.eclipse.swt.printing.PrinterData;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** Puts all of a topology, not only what is seen, into a file or on paper. UI thread only; files are written by a job. */
public final class PictureExport {

    /** Largest side of a PNG, in pixels; a bigger drawing is drawn smaller. */
    private static final double LARGEST = 8_000;
    private static final double AIR = 24;
    /** Pixels in an inch of a screen at 100 %. */
    private static final double DOTS_OF_A_SCREEN = 96;

    private final Services services;
    private final TopologyCanvas canvas;

    /** Pictures of what a canvas shows. */
    public PictureExport(Services services, TopologyCanvas canvas) {
        this.services = services;
        this.canvas = canvas;
    }

    /** Asks for a file, whose ending chooses between SVG and PNG. */
    public void ask(Shell shell, String name) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(Messages.exportPicture);
        dialog.setFilterNames(new String[] {Messages.svgPicture, Messages.pngPicture});
        dialog.setFilterExtensions(new String[] {"*.svg", "*.png"});
        dialog.setFileName(name + ".svg");
        dialog.setOverwrite(true);
        FileChoice.ask(dialog, chosen -> {
            boolean ended = chosen.toLowerCase(Locale.ROOT).matches(".*\\.(svg|png)");
            if (!canvas.isDisposed()) {
                write(Path.of(ended ? chosen : chosen + (dialog.getFilterIndex() == 1 ? ".png" : ".svg")), ended);
            }
        });
    }

    /** Writes the picture, whole or not at all; a failure is shown. */
    public RunningJob write(Path file) {
        return write(file, true);
    }

    /** @param over whether a file of this name was agreed to be overwritten; the dialog knows nothing of an ending that was not typed */
    RunningJob write(Path file, boolean over) {
        Scene scene = canvas.scene();
        boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
        ImageData pixels = png ? pixels(scene) : null;
        String svg = png ? "" : SvgDrawing.of(scene, services.theme());
        return services.jobs().job(Messages.exportPicture, task -> {
            if (!over && Files.exists(file)) {
                throw new FailureException(new Failure(Failure.Kind.CONFLICT, Messages.exportingPicture, file.toString(), "", Messages.fileExists,
                        Messages.exportAgain));
            }
            SafeFiles.write(file, png ? encoded(pixels) : svg.getBytes(StandardCharsets.UTF_8), Messages.exportingPicture);
            return file;
        }).user().family(PictureExport.class).start();
    }

    private static byte[] encoded(ImageData pixels) {
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {pixels};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        loader.save(out, SWT.IMAGE_PNG);
        return out.toByteArray();
    }

    private ImageData pixels(Scene scene) {
        Box all = scene.bounds().grow(AIR);
        int zoom = canvas.getDisplay().getPrimaryMonitor().getZoom();
        double scale = Math.min(1, LARGEST * 100 / zoom / Math.max(all.width(), all.height()));
        Viewport view = new Viewport(scale, all.x() * scale, all.y() * scale, Math.max(1, all.width() * scale), Math.max(1, all.height() * scale));
        Image image = new Image(canvas.getDisplay(), (int) Math.ceil(view.width()), (int) Math.ceil(view.height()));
        GC gc = new GC(image);
        try {
            canvas.draw(gc, view, 1);
            return image.getImageData(zoom);
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    /** Asks for a printer and prints all on one page. */
    public void print(Shell shell, String name) {
        PrintDialog dialog = new PrintDialog(shell);
        dialog.setText(NLS.bind(Messages.printNamed, name));
        PrinterData chosen = dialog.open();
        if (chosen == null) {
            return;
        }
        Printer printer = new Printer(chosen);
        try {
            if (printer.startJob(name) && printer.startPage()) {
                draw(printer);
                printer.endPage();
                printer.endJob();
            } else {
                FailureDialog.open(shell, Messages.print, new Failure(Failure.Kind.LOCAL, NLS.bind(Messages.printingNamed, name), chosen.name, "",
                        Messages.noPagePrinted, Messages.lookAtPrinter));
            }
        } finally {
            printer.dispose();
        }
    }

    private void draw(Printer printer) {
        GC gc = new GC(printer);
        try {
            Rectangle page = printer.getClientArea();
            Box all = canvas.scene().bounds().grow(AIR);
            double scale = Math.min(page.width / all.width(), page.height / all.height());
            double grain = Math.max(1, printer.getDPI().x / DOTS_OF_A_SCREEN);
            canvas.draw(gc, new Viewport(scale, all.x() * scale, all.y() * scale, page.width, page.height), grain);
        } finally {
            gc.dispose();
        }
    }
}
