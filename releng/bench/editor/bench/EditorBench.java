package bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.campanile.ui.topology.command.Editors;
import org.campanile.ui.topology.editor.EnvironmentEditor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.PlatformUI;

/**
 * Runs inside the product: opens the large environment that the system property {@code bench.file} names, as the first one after the start, measures when it is
 * drawn at its places, its frames while it is panned and zoomed, and its heap, writes the figures to the file {@code bench.out}, and closes the window.
 */
public final class EditorBench implements IStartup {

    private static final int FRAMES = 200;
    private static final int QUIET_SECONDS = 8;

    private final Path out = Path.of(System.getProperty("bench.out"));
    private final Path file = Path.of(System.getProperty("bench.file"));
    private final int services = Integer.getInteger("bench.services");
    private final Display display = PlatformUI.getWorkbench().getDisplay();

    @Override
    public void earlyStartup() {
        Thread.ofPlatform().daemon().name("editor-bench").start(() -> {
            try {
                run();
            } catch (Exception | AssertionError e) {
                say("FAILED: " + e + " " + Arrays.toString(e.getStackTrace()));
            }
            display.asyncExec(() -> PlatformUI.getWorkbench().close());
        });
    }

    private void run() throws Exception {
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        long empty = heap();
        long ui = ManagementFactory.getThreadMXBean().getThreadCpuTime(display.getThread().threadId());
        long begin = System.nanoTime();
        CompletableFuture<TopologyCanvas> drawn = new CompletableFuture<>();
        Listener paints = e -> {
            if (e.widget instanceof TopologyCanvas canvas && laidOut()) {
                e.display.asyncExec(() -> drawn.complete(canvas));
            }
        };
        ui(() -> {
            display.addFilter(SWT.Paint, paints);
            Editors.open(PlatformUI.getWorkbench().getActiveWorkbenchWindow(), file);
            return null;
        });
        TopologyCanvas canvas = drawn.get(60, TimeUnit.SECONDS);
        double opened = since(begin);
        double computed = (ManagementFactory.getThreadMXBean().getThreadCpuTime(display.getThread().threadId()) - ui) / 1e6;
        say("first open after the start: drawn at its places", opened, "ms", 2000, "   processor time of the UI thread %.0f".formatted(computed));
        ui(() -> {
            display.removeFilter(SWT.Paint, paints);
            return null;
        });
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        say("heap above the empty window", (heap() - empty) / 1048576.0, "MiB", 300, "");
        for (double scale : new double[] {0.12, 0.45, 1}) {
            ui(() -> {
                canvas.scale(scale);
                return null;
            });
            frames(canvas, "pan at %.0f %%: frame at p95".formatted(scale * 100), i -> wheel(canvas, 0, i < FRAMES / 2 ? -3 : 3));
        }
        ui(() -> {
            canvas.fit();
            return null;
        });
        frames(canvas, "zoom about the pointer: frame at p95", i -> wheel(canvas, SWT.MOD1, i / 25 % 2 == 0 ? 3 : -3));
    }

    private boolean laidOut() {
        return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage().getActiveEditor() instanceof EnvironmentEditor editor && editor.document() != null
                && editor.document().automatic().positions().size() == services;
    }

    /** Until the X server has drawn it: reading a point back waits for that. */
    private void frames(TopologyCanvas canvas, String what, IntConsumer step) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> times = new ArrayList<>();
        List<Double> computed = new ArrayList<>();
        long[] begun = new long[2];
        Listener before = e -> {
            begun[0] = System.nanoTime();
            begun[1] = threads.getCurrentThreadCpuTime();
        };
        CompletableFuture<?>[] done = new CompletableFuture<?>[1];
        Image point = ui(() -> new Image(display, 1, 1));
        Listener after = e -> {
            e.gc.copyArea(point, 5, 5);
            point.getImageData();
            times.add(since(begun[0]));
            computed.add((threads.getCurrentThreadCpuTime() - begun[1]) / 1e6);
            done[0].complete(null);
        };
        ui(() -> {
            display.addFilter(SWT.Paint, before);
            canvas.addListener(SWT.Paint, after);
            return null;
        });
        for (int i = 0; i < FRAMES; i++) {
            int index = i;
            done[0] = new CompletableFuture<>();
            ui(() -> {
                step.accept(index);
                canvas.redraw();
                return null;
            });
            done[0].get(10, TimeUnit.SECONDS);
        }
        ui(() -> {
            display.removeFilter(SWT.Paint, before);
            canvas.removeListener(SWT.Paint, after);
            point.dispose();
            return null;
        });
        say(what, p95(times), "ms", 16, "   processor time %.1f".formatted(p95(computed)));
    }

    private static void wheel(TopologyCanvas canvas, int keys, int count) {
        Event event = new Event();
        event.stateMask = keys;
        event.count = count;
        event.x = 300;
        event.y = 200;
        canvas.notifyListeners(SWT.MouseVerticalWheel, event);
    }

    private static double p95(List<Double> values) {
        List<Double> sorted = values.subList(FRAMES / 20, values.size()).stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private <T> T ui(Callable<T> what) throws Exception {
        FutureTask<T> task = new FutureTask<>(what);
        display.asyncExec(task);
        return task.get();
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private void say(String what, double value, String unit, double limit, String more) {
        say(String.format(Locale.ROOT, "%-66s %8.1f %-4s limit %5.0f  %s%s", what, value, unit, limit, value <= limit ? "good" : "TOO MUCH", more));
    }

    private void say(String line) {
        try {
            Files.writeString(out, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
