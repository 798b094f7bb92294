package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import org.campanile.core.environment.EnvironmentFile;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.campanile.ui.topology.command.Editors;
import org.campanile.ui.topology.editor.EnvironmentEditor;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand services with three thousand units in the window: how soon they are drawn at their places, how smooth they are moved, what they cost. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class LargeEnvironmentTest {

    private static final int SERVICES = 1000;
    private static final int FRAMES = 120;

    @Test
    void aThousandServicesOpenWithinTwoSecondsAndMoveSmoothly(WorkbenchDriver workbench, Services services) throws Exception {
        Path file = services.home().environments().resolve("large.yaml");
        new EnvironmentFile(Documents.TYPES).save(file, Documents.large(SERVICES));
        workbench.settle();
        long empty = heap();
        long begin = System.nanoTime();
        CompletableFuture<Long> drawn = new CompletableFuture<>();
        Listener paints = e -> {
            if (laidOut(e)) {
                e.display.asyncExec(() -> drawn.complete(System.nanoTime()));
            }
        };
        workbench.run(() -> {
            Display.getCurrent().addFilter(SWT.Paint, paints);
            Editors.open(PlatformUI.getWorkbench().getActiveWorkbenchWindow(), file);
        });
        double opened = (drawn.get(20, TimeUnit.SECONDS) - begin) / 1e6;
        workbench.run(() -> Display.getCurrent().removeFilter(SWT.Paint, paints));
        System.err.println("FIGURE open " + opened);
        EnvironmentPage page = new EnvironmentPage(workbench, "large");
        assertEquals(SERVICES, page.services().size());
        page.settle();
        double more = (heap() - empty) / 1048576.0;
        System.err.println("FIGURE heap " + more);
        TopologyCanvas canvas = page.widget();
        for (double scale : new double[] {0.1, 0.25, 0.45, 1}) {
            workbench.run(() -> canvas.scale(scale));
            double pan = frames(workbench, canvas, i -> wheel(canvas, 0, i < FRAMES / 2 ? -3 : 3));
            System.err.println("FIGURE pan " + scale + " " + pan);
        }
        workbench.run(canvas::fit);
        double zoom = frames(workbench, canvas, i -> wheel(canvas, SWT.MOD1, i / 20 % 2 == 0 ? 3 : -3));
        System.err.println("FIGURE zoom " + zoom);
        assertTrue(opened < 2000, () -> "drawn at its places after " + opened + " ms");
        assertTrue(more < 300, () -> more + " MiB of heap more than empty");
        assertTrue(zoom <= 16, () -> zoom + " ms a frame while zooming");
    }

    private static boolean laidOut(Event e) {
        return e.widget instanceof TopologyCanvas && PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage().getActiveEditor() instanceof EnvironmentEditor editor
                && editor.document() != null && editor.document().automatic().positions().size() == SERVICES;
    }

    /** Processor time of the UI thread for one frame at the 95th percentile, in ms. */
    private static double frames(WorkbenchDriver workbench, TopologyCanvas canvas, IntConsumer step) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            int index = i;
            times.add(workbench.read(() -> {
                long cpu = System.nanoTime();
                step.accept(index);
                canvas.update();
                return (System.nanoTime() - cpu) / 1e6;
            }));
        }
        List<Double> sorted = times.subList(FRAMES / 10, FRAMES).stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }

    private static void wheel(TopologyCanvas canvas, int keys, int count) {
        Event event = new Event();
        event.stateMask = keys;
        event.count = count;
        event.x = 300;
        event.y = 200;
        canvas.notifyListeners(SWT.MouseVerticalWheel, event);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
