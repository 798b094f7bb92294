package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.RawExchange;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.ui.Services;
import org.campanile.ui.controllers.ControllersPerspective;
import org.campanile.ui.controllers.ControllersView;
import org.campanile.ui.controllers.WhatIfView;
import org.campanile.ui.controllers.board.SystemsTable;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.LabSystems;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;

/**
 * Runs inside the product: opens a lab of many systems on the board, measures what the whole window costs while it stands and how soon changes are seen,
 * writes the figures to the file that the system property {@code bench.out} names, and closes the window. Processor figures are the process's own processor
 * time, so that other work on the machine is not counted; the longest wait of the UI thread counts what that thread itself computed or waited for.
 */
public final class BoardBench implements IStartup {

    private static final int SETTLE_SECONDS = 30;
    private static final int MOST_SECONDS = 60;
    private static final int CHANGED = 10;

    private final Path out = Path.of(System.getProperty("bench.out"));
    private final int count = Integer.getInteger("bench.systems");
    private final int seconds = Integer.getInteger("bench.seconds");
    private final Display display = PlatformUI.getWorkbench().getDisplay();
    private OutputStream toFleet;
    private BufferedReader fromFleet;

    @Override
    public void earlyStartup() {
        Thread.ofPlatform().daemon().name("board-bench").start(() -> {
            try {
                run();
            } catch (Exception | AssertionError e) {
                say("FAILED: " + e + " " + Arrays.toString(e.getStackTrace()));
            }
            display.asyncExec(() -> PlatformUI.getWorkbench().close());
        });
    }

    private void run() throws Exception {
        Process fleet = new ProcessBuilder(System.getProperty("bench.fleet").split("\n")).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            toFleet = fleet.getOutputStream();
            fromFleet = new BufferedReader(new InputStreamReader(fleet.getInputStream(), StandardCharsets.UTF_8));
            measure(fromFleet.readLine(), fromFleet.readLine());
        } finally {
            fleet.destroy();
        }
    }

    private void measure(String identity, String base) throws Exception {
        open(identity, base);
        Table table = (Table) widget(SystemsTable.TABLE);
        await("all systems are read", () -> ui(() -> stateOf(table).stream().noneMatch("not known"::equals) && table.getItemCount() == count));
        ui(() -> {
            table.setSelection(0);
            table.notifyListeners(SWT.Selection, new Event());
            return null;
        });
        LabSystems systems = await("a system is chosen", () -> ui(() -> page().getSelection(ControllersView.ID) instanceof IStructuredSelection s
                && s.getFirstElement() instanceof BoardSelection b ? b.system().owner() : null));
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        cost(table);
        changes(table, systems);
        verdicts(systems);
    }

    private void open(String identity, String base) throws Exception {
        List<SystemProfile> profiles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            profiles.add(new SystemProfile(name(i), List.of(base + i), "", false));
        }
        Lab lab = new Lab("Bench", "#2a9d8f", Guard.NORMAL, Optional.of(CloudProfile.password("bench", identity, "admin", "admin").withRegion("RegionOne")),
                Optional.empty(), profiles, List.of(), "", Map.of());
        Services services = ui(() -> Services.of(PlatformUI.getWorkbench()));
        services.secrets().store(lab.cloudKey(), Secret.of("admin-secret"));
        services.labs().save(lab);
        ui(() -> {
            services.activeLab().set(lab);
            PlatformUI.getWorkbench().showPerspective(ControllersPerspective.ID, PlatformUI.getWorkbench().getActiveWorkbenchWindow());
            page().showView(ControllersView.ID);
            return null;
        });
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "system-%03d", i);
    }

    private void cost(Table table) throws Exception {
        long before = requests();
        try (Waits waits = new Waits(display)) {
            long cpu = cpu();
            long start = System.nanoTime();
            long peak = 0;
            for (int s = 0; s < seconds; s++) {
                TimeUnit.SECONDS.sleep(1);
                peak = Math.max(peak, heap());
            }
            double share = 100.0 * (cpu() - cpu) / (System.nanoTime() - start);
            say("systems in the window", ui(() -> stateOf(table).size()), "", count, true);
            say("requests a second", (requests() - before) / (double) seconds, "", 0, true);
            say("share of one core, whole window", share, "%", 25, false);
            say("heap, largest seen", peak >> 20, "MB", 400, false);
            System.gc();
            say("heap, live", heap() >> 20, "MB", 400, false);
            say("longest stall of the UI thread", waits.longest(), "ms", 100, false);
        }
    }

    /** Groups fail one after the other on systems that are seen; from the answer that says so to the painted line. */
    private void changes(Table table, LabSystems systems) throws Exception {
        double worst = 0;
        double worstAll = 0;
        Waits waits = new Waits(display);
        for (int i = 0; i < CHANGED; i++) {
            String system = name(1 + i);
            AtomicReference<Instant> painted = new AtomicReference<>();
            org.eclipse.swt.widgets.Listener paint = e -> {
                if (painted.get() == null && visible(table, system).filter(x -> x.getText(1).equals("failed")).isPresent()) {
                    painted.set(Instant.now());
                }
            };
            ui(() -> {
                table.addListener(SWT.Paint, paint);
                return null;
            });
            Instant sent = Instant.now();
            fleet(1 + i + " controller-1 cloud-services status failed");
            await(system + " is seen to have failed", () -> painted.get());
            ui(() -> {
                table.removeListener(SWT.Paint, paint);
                return null;
            });
            Instant answered = answer(systems, system, x -> x.url().endsWith("/sm_sda") && x.body().contains("\"failed\""));
            worst = Math.max(worst, millis(answered, painted.get()));
            worstAll = Math.max(worstAll, millis(sent, painted.get()));
            fleet(1 + i + " controller-1 cloud-services status -");
        }
        waits.close();
        say("change on screen after the answer with it", worst, "ms", 1000, false);
        say("change on screen after it happened", worstAll, "ms", 0, true);
        say("longest stall of the UI thread meanwhile", waits.longest(), "ms", 100, false);
    }

    /** What the rules say of the chosen system changes; from the answers to the text. Then the server is asked. */
    private void verdicts(LabSystems systems) throws Exception {
        ui(() -> page().showView(WhatIfView.ID));
        Table questions = (Table) widget(WhatIfView.QUESTIONS);
        String system = ui(() -> ((BoardSelection) ((IStructuredSelection) page().getSelection(ControllersView.ID)).getFirstElement()).system().name());
        int at = Integer.parseInt(system.substring(system.indexOf('-') + 1));
        await("the questions are there", () -> ui(() -> questions.getItemCount() > 4));
        double worst = 0;
        for (int i = 0; i < 5; i++) {
            boolean fail = i % 2 == 0;
            AtomicReference<Instant> painted = new AtomicReference<>();
            String before = ui(() -> verdict(questions, 1));
            org.eclipse.swt.widgets.Listener paint = e -> {
                if (painted.get() == null && !verdict(questions, 1).equals(before)) {
                    painted.set(Instant.now());
                }
            };
            ui(() -> {
                questions.addListener(SWT.Paint, paint);
                return null;
            });
            fleet(at + " controller-1 vim-services status " + (fail ? "failed" : "-"));
            await("the verdict has changed", () -> painted.get());
            ui(() -> {
                questions.removeListener(SWT.Paint, paint);
                return null;
            });
            Instant data = systems.system(system).orElseThrow().poller().current().takenAt();
            worst = Math.max(worst, millis(data, painted.get()));
        }
        say("verdict of the rules on screen after the data", worst, "ms", 200, false);
        ui(() -> {
            questions.setSelection(1);
            questions.notifyListeners(SWT.Selection, new Event());
            return null;
        });
        Label server = (Label) widget(WhatIfView.ID + ".server");
        AtomicReference<Instant> told = new AtomicReference<>();
        ui(() -> {
            server.addListener(SWT.Paint, e -> {
                if (told.get() == null && server.getText().contains("refuses") || server.getText().contains("would allow")) {
                    told.compareAndSet(null, Instant.now());
                }
            });
            widget(WhatIfView.ASK).notifyListeners(SWT.Selection, new Event());
            return null;
        });
        await("the server has answered", () -> told.get());
        Instant answered = answer(systems, system, x -> x.method().equals("PATCH"));
        say("verdict of the server on screen after its answer", millis(answered, told.get()), "ms", 200, false);
    }

    private static String verdict(Table questions, int line) {
        return questions.getItem(line).getText(2);
    }

    private static Instant answer(LabSystems systems, String system, Predicate<RawExchange> which) {
        RawExchange first = systems.system(system).orElseThrow().manager().exchanges().stream().filter(which).findFirst().orElseThrow();
        return first.at().plus(first.took());
    }

    private static double millis(Instant from, Instant to) {
        return java.time.Duration.between(from, to).toNanos() / 1e6;
    }

    private static List<String> stateOf(Table table) {
        return Arrays.stream(table.getItems()).map(i -> i.getText(1)).toList();
    }

    private static Optional<TableItem> visible(Table table, String system) {
        int top = table.getTopIndex();
        int end = Math.min(table.getItemCount(), top + table.getClientArea().height / table.getItemHeight() + 1);
        for (int i = top; i < end; i++) {
            if (table.getItem(i).getText(0).equals(system)) {
                return Optional.of(table.getItem(i));
            }
        }
        return Optional.empty();
    }

    private static IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage();
    }

    private Control widget(String id) throws Exception {
        return await("the widget " + id, () -> ui(() -> find(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(), id)));
    }

    private static Control find(Composite in, String id) {
        for (Control child : in.getChildren()) {
            Control found = id.equals(child.getData("org.campanile.id")) ? child : child instanceof Composite c ? find(c, id) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private <T> T ui(Callable<T> work) throws Exception {
        AtomicReference<T> answer = new AtomicReference<>();
        AtomicReference<Exception> failure = new AtomicReference<>();
        display.syncExec(() -> {
            try {
                answer.set(work.call());
            } catch (Exception e) {
                failure.set(e);
            }
        });
        if (failure.get() != null) {
            throw failure.get();
        }
        return answer.get();
    }

    private static <T> T await(String what, Callable<T> look) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (System.nanoTime() < end) {
            T seen = look.call();
            if (seen != null && !Boolean.FALSE.equals(seen)) {
                return seen;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("not within " + MOST_SECONDS + " s: " + what);
    }

    private void fleet(String line) throws IOException {
        toFleet.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        toFleet.flush();
    }

    private long requests() throws IOException {
        fleet("");
        return Long.parseLong(fromFleet.readLine().split(" ")[0]);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void say(String what, double figure, String unit, double limit, boolean only) {
        String verdict = only ? "" : figure <= limit ? String.format(Locale.ROOT, "(limit %.0f)", limit) : String.format(Locale.ROOT, "(limit %.0f) TOO MUCH", limit);
        say(String.format(Locale.ROOT, "%-52s %9.1f %-3s %s", what, figure, unit, verdict));
    }

    private void say(String line) {
        try {
            Files.writeString(out, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
