package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.management.JMException;
import javax.management.ObjectName;

import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is opened and closed again and again leaves no part of the window behind: the JVM counts its living objects (diagnostic command
 * GC.class_histogram), and there is not one more view, editor, dialog, table, subscription or job for each time.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class LeakTest {

    /** The first times load classes and fill caches. */
    private static final int FIRST = 2;
    private static final int ROUNDS = 4;
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final String NAME = "leak";

    @AfterEach
    void removeTheEnvironment(Services services) throws IOException {
        Path folder = services.home().environments();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.getFileName().toString().contains(NAME)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void viewsLeaveNothing(WorkbenchDriver workbench) {
        List<String> views = Arrays.stream(Platform.getExtensionRegistry().getConfigurationElementsFor("org.eclipse.ui.views"))
                .filter(e -> e.getName().equals("view")).map(e -> e.getAttribute("id")).filter(id -> id.startsWith("org.campanile.")).toList();
        String before = workbench.read(() -> page().getPerspective().getId());
        workbench.perspectiveById("org.campanile.ui.setup.perspective");
        assertEquals(Map.of(), growth(workbench, () -> {
            for (String view : views) {
                workbench.openView(view);
                workbench.settle();
                workbench.run(() -> page().hideView(page().findView(view)));
            }
        }));
        workbench.run(() -> page().resetPerspective());
        workbench.perspectiveById(before);
    }

    @Test
    void anEditorLeavesNothing(WorkbenchDriver workbench) {
        EnvironmentPage.create(workbench, NAME);
        IEditorInput input = workbench.read(() -> page().getActiveEditor().getEditorInput());
        String editor = workbench.read(() -> page().getActiveEditor().getSite().getId());
        workbench.resetWorkbench();
        assertEquals(Map.of(), growth(workbench, () -> {
            workbench.run(() -> {
                try {
                    page().openEditor(input, editor);
                } catch (PartInitException e) {
                    throw new AssertionError(e);
                }
            });
            new EnvironmentPage(workbench, NAME);
            workbench.resetWorkbench();
        }));
    }

    @Test
    void dialogsLeaveNothing(WorkbenchDriver workbench) {
        Map<String, String> dialogs = Map.of("org.campanile.ui.lab.new", org.campanile.ui.wizard.Messages.newLab, "org.campanile.ui.about", org.campanile.ui.application.Messages.aboutCampanile,
                "org.eclipse.ui.window.preferences", "Preferences");
        assertEquals(Map.of(), growth(workbench, () -> dialogs.forEach((command, title) -> {
            workbench.command(command);
            workbench.shell(title).close();
            Wait.until(title + " is closed", () -> workbench.read(() -> Arrays.stream(PlatformUI.getWorkbench().getDisplay().getShells())
                    .noneMatch(s -> s.getText().equals(title))));
        })));
    }

    private static IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    }

    /**
     * Classes of which each round leaves at least one object, with how many more there are after all rounds. What was closed last is still held by work
     * that ends with it; so it is waited for, as long as there is something: a leak stays.
     */
    private static Map<String, Long> growth(WorkbenchDriver workbench, Runnable round) {
        for (int i = 0; i < FIRST; i++) {
            round.run();
        }
        Map<String, Long> before = least(workbench);
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        long end = System.nanoTime() + Wait.LIMIT.toNanos();
        Map<String, Long> more = grown(before, living(workbench));
        while (!more.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(AGAIN.toNanos());
            more = grown(before, living(workbench));
        }
        return more;
    }

    /** What lives once nothing more goes away, so that nothing of the first rounds hides what the others leave. */
    private static Map<String, Long> least(WorkbenchDriver workbench) {
        List<Map<String, Long>> seen = new ArrayList<>(List.of(living(workbench)));
        Wait.until("work of the first times has ended", () -> {
            LockSupport.parkNanos(AGAIN.toNanos());
            seen.add(living(workbench));
            return seen.getLast().equals(seen.get(seen.size() - 2));
        });
        return seen.getLast();
    }

    private static Map<String, Long> grown(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> more = new TreeMap<>(now);
        more.replaceAll((type, count) -> count - before.getOrDefault(type, 0L));
        more.values().removeIf(grown -> grown < ROUNDS);
        return more;
    }

    /** Classes of what is closed as a whole. */
    private static Set<String> whole() {
        Set<String> names = Stream.of("org.eclipse.ui.views", "org.eclipse.ui.editors", "org.eclipse.ui.preferencePages")
                .flatMap(point -> Arrays.stream(Platform.getExtensionRegistry().getConfigurationElementsFor(point)))
                .map(e -> e.getAttribute("class")).filter(Objects::nonNull).collect(Collectors.toSet());
        names.addAll(List.of("org.campanile.ui.TableKit", "org.campanile.ui.ViewFrame", "org.campanile.ui.UiSubscription", "org.campanile.ui.RunningJob",
                "org.campanile.ui.wizard.NewLabWizard", "org.campanile.ui.application.AboutDialog"));
        return names;
    }

    private static Map<String, Long> living(WorkbenchDriver workbench) {
        workbench.settle();
        Object histogram;
        try {
            histogram = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                    new Object[] {new String[0]}, new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new AssertionError("the JVM does not count its objects", e);
        }
        Set<String> whole = whole();
        Map<String, Long> living = new TreeMap<>();
        for (String line : histogram.toString().split("\n")) {
            String[] row = line.strip().split("\\s+");
            if (row.length >= 4 && whole.contains(row[3])) {
                living.put(row[3], Long.valueOf(row[1]));
            }
        }
        return living;
    }
}
