import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.TopologyGraph;
import org.campanile.ui.Icons;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.canvas.CanvasActions;
import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.campanile.ui.topology.layout.AutomaticLayout;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.SceneBuilder;
import org.campanile.ui.topology.scene.Spot;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;

/** Measures the topology editor's drawing on 1,000 services with 3,000 units: opening, layout, frames while panning and zooming, heap. */
public final class TopologyBench {

    private static final int SERVICES = 1000;
    private static final int UNITS_EACH = 3;
    private static final int FRAMES = 300;
    private static final ServiceTypes TYPES = ServiceTypes.shipped();

    private TopologyBench() {
    }

    /** With {@code --write FILE} only writes the environment that is measured. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("--write")) {
            new EnvironmentFile(TYPES).save(Path.of(args[1]), environment(SERVICES));
            return;
        }
        Display display = new Display();
        Shell shell = new Shell(display);
        shell.setLayout(new FillLayout());
        shell.setSize(1200, 800);
        Services services = services(display);
        Path file = Files.createTempFile("bench", ".yaml");
        new EnvironmentFile(TYPES).save(file, environment(SERVICES));
        Environment hundred = environment(100);
        long empty = heap();

        TopologyCanvas canvas = new TopologyCanvas(shell, services, new Nothing());
        shell.open();
        drain(display);
        long begin = System.nanoTime();
        // As the editor does: what a layout needs is loaded while the file is read.
        Thread beside = Thread.ofPlatform().start(AutomaticLayout::warmUp);
        Environment read = new EnvironmentFile(TYPES).read(file);
        beside.join();
        double reading = since(begin);
        long laying = System.nanoTime();
        Layout places = new AutomaticLayout().run(TopologyGraph.of(read, TYPES), Layout.EMPTY, () -> false);
        double layout = since(laying);
        long drawing = System.nanoTime();
        Scene scene = scene(read, places, List.of());
        canvas.show(scene);
        canvas.update();
        double first = since(drawing);
        double all = since(begin);
        line("1,000 services, 3,000 units: cold open (read, lay out, draw)", all, "ms", 2000);
        line("  read and load %.0f, lay out %.0f, first frame %.0f".formatted(reading, layout, first));
        System.gc();
        if (args.length > 0) {
            picture(shell, canvas, args[0]);
        }
        line("heap above empty", (heap() - empty) / 1048576.0, "MiB", 300);

        for (int i = 0; i < 5; i++) {
            new AutomaticLayout().run(TopologyGraph.of(hundred, TYPES), Layout.EMPTY, () -> false);
        }
        List<Double> hundreds = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            long t = System.nanoTime();
            new AutomaticLayout().run(TopologyGraph.of(hundred, TYPES), Layout.EMPTY, () -> false);
            hundreds.add(since(t));
        }
        line("100 services: lay out (median of 9, warm)", at(hundreds, 0.5), "ms", 200);
        long cold = System.nanoTime();
        new AutomaticLayout().run(TopologyGraph.of(read, TYPES), Layout.EMPTY, () -> false);
        line("1,000 services: lay out again", since(cold), "ms", 2000);
        long rules = System.nanoTime();
        List<Problem> problems = new EnvironmentRules(TYPES).validate(read, Optional.empty(), ref -> Optional.empty());
        line("  rules on 1,000 services %.0f ms, %d problems; scene %.1f ms".formatted(since(rules), problems.size(), timed(() -> scene(read, places, problems))));
        for (double scale : new double[] {0.12, 0.25, 0.45, 1, 2}) {
            canvas.scale(scale);
            drain(display);
            line("pan at %.0f %%: frame at p95".formatted(scale * 100), at(frames(display, canvas, i -> wheel(canvas, 0, i < FRAMES / 2 ? -1 : 1)), 0.95), "ms", 16);
        }
        canvas.fit();
        line("zoom about the pointer: frame at p95", at(frames(display, canvas, i -> wheel(canvas, SWT.MOD1, i / 25 % 2 == 0 ? 1 : -1)), 0.95), "ms", 16);
        shell.dispose();
        display.dispose();
        Files.delete(file);
    }

    private static void picture(Shell shell, TopologyCanvas canvas, String file) {
        for (int i = 0; i < 50; i++) {
            drain(shell.getDisplay());
        }
        Image image = new Image(shell.getDisplay(), canvas.getSize().x, canvas.getSize().y);
        GC gc = new GC(canvas);
        gc.copyArea(image, 0, 0);
        gc.dispose();
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {image.getImageData()};
        loader.save(file, SWT.IMAGE_PNG);
        image.dispose();
    }

    private interface Step {
        void run(int index);
    }

    /** How long each frame takes to be drawn, until the X server has it: reading a point back waits for that. */
    private static List<Double> frames(Display display, TopologyCanvas canvas, Step step) {
        List<Double> times = new ArrayList<>();
        long[] begun = new long[1];
        long[] cpu = new long[1];
        computed.clear();
        Image point = new Image(display, 1, 1);
        Listener before = e -> {
            begun[0] = System.nanoTime();
            cpu[0] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        };
        Listener after = e -> {
            e.gc.copyArea(point, 5, 5);
            point.getImageData();
            times.add(since(begun[0]));
            computed.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu[0]) / 1e6);
        };
        display.addFilter(SWT.Paint, before);
        canvas.addListener(SWT.Paint, after);
        for (int i = 0; i < FRAMES; i++) {
            step.run(i);
            int drawn = times.size();
            canvas.redraw();
            while (times.size() == drawn) {
                if (!display.readAndDispatch()) {
                    display.sleep();
                }
            }
        }
        canvas.removeListener(SWT.Paint, after);
        display.removeFilter(SWT.Paint, before);
        point.dispose();
        return times.subList(FRAMES / 20, times.size());
    }

    private static void wheel(TopologyCanvas canvas, int state, int count) {
        Event event = new Event();
        event.stateMask = state;
        event.count = count * 3;
        event.x = 400;
        event.y = 300;
        canvas.notifyListeners(SWT.MouseVerticalWheel, event);
    }

    private static Environment environment(int count) {
        Environment env = Environment.create("bench");
        List<Service> all = new ArrayList<>();
        ServiceType domain = TYPES.find("activeDirectory").orElseThrow();
        ServiceType web = TYPES.find("webServer").orElseThrow();
        ServiceType sql = TYPES.find("msSqlServer").orElseThrow();
        String name = "";
        for (int i = 0; i < count; i++) {
            ServiceType type = i % 25 == 0 ? domain : i % 3 == 0 ? sql : web;
            Service next = TYPES.newService(type, env);
            if (type == domain) {
                name = "site" + i / 25 + ".example.org";
                next = next.withName(name);
            } else {
                next = next.withName(type.id() + i).with(Service.DOMAIN, name).with("unitNamingPattern", "h" + i + "x#");
            }
            for (int u = next.units().size(); u < UNITS_EACH; u++) {
                next = next.plusUnit(type.newUnit(Environment.newId(), next.nextNumber(), next));
            }
            all.add(next);
        }
        return env.withServices(all);
    }

    private static Scene scene(Environment environment, Layout places, List<Problem> problems) {
        return new SceneBuilder(TYPES).build(environment, Layout.EMPTY, places, problems, Optional.empty());
    }

    private static Services services(Display display) {
        Theme theme = new Theme(display, () -> false);
        Icons icons = new Icons(theme, path -> TopologyBench.class.getClassLoader().getResource(path));
        return (Services) java.lang.reflect.Proxy.newProxyInstance(TopologyBench.class.getClassLoader(), new Class<?>[] {Services.class}, (self, method, args) ->
            switch (method.getName()) {
                case "theme" -> theme;
                case "icons" -> icons;
                default -> throw new IllegalStateException("the canvas asks for " + method.getName());
            });
    }

    private static final class Nothing implements CanvasActions {
        @Override
        public void select(Set<String> ids) {
        }

        @Override
        public void move(Set<String> ids, double dx, double dy) {
        }

        @Override
        public void open(String id) {
        }

        @Override
        public Set<String> targets(String id) {
            return Set.of();
        }

        @Override
        public void connect(String from, String to) {
        }

        @Override
        public void add(ServiceType type, Optional<Spot> place) {
        }
    }

    private static final List<Double> computed = new ArrayList<>();

    private static double timed(Runnable work) {
        long t = System.nanoTime();
        work.run();
        return since(t);
    }

    private static void drain(Display display) {
        while (display.readAndDispatch()) {
            display.update();
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toNanos() / 1e6;
    }

    private static double at(List<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
    }

    private static void line(String what, double value, String unit, double limit) {
        String own = computed.isEmpty() ? "" : "   processor time %.1f".formatted(at(computed, 0.95));
        System.out.printf(Locale.ROOT, "%-66s %8.1f %-4s limit %5.0f  %s%s%n", what, value, unit, limit, value <= limit ? "good" : "TOO MUCH", own);
        computed.clear();
    }

    private static void line(String text) {
        System.out.println(text);
    }
}
