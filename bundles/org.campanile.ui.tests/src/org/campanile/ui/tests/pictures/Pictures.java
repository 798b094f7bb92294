package org.campanile.ui.tests.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Jobs;
import org.campanile.ui.Services;
import org.campanile.ui.preferences.ThemeChoice;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ChecksPage;
import org.campanile.ui.tests.pages.ControllersPage;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.ui.tests.pages.NewEnvironmentPage;
import org.campanile.ui.topology.Topology;
import org.campanile.uidriver.RebuildsTheWindow;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Takes a picture of each perspective in both themes at the zoom of this JVM, on the demo lab with something worth seeing, into the output
 * folder of the tests. {@code releng/pictures.sh} copies them into the tree.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
abstract class Pictures {

    private static final int WIDTH = 1360;
    private static final int HEIGHT = 860;
    private static final int FRAME = 40;
    private static final int COLOURS_OF_A_BLANK_PICTURE = 20;
    private static final Duration JOBS = Duration.ofSeconds(60);
    private static final Path ENVIRONMENT = Path.of("office.yaml");

    private final WorkbenchDriver workbench = new WorkbenchDriver();

    /** The zoom this class is for, in percent. */
    abstract int zoom();

    @BeforeEach
    void sameWindowEverywhere(Services services) throws IOException {
        assertEquals(zoom(), workbench.read(() -> Display.getCurrent().getPrimaryMonitor().getZoom()).intValue(), "GDK_SCALE and the zoom of the window");
        Files.deleteIfExists(services.home().environments().resolve(ENVIRONMENT));
        workbench.resize(WIDTH, HEIGHT);
        Wait.until("the window has its size", () -> workbench.mainShell().read(s -> s.getSize().x == WIDTH && s.getSize().y == HEIGHT));
    }

    @AfterEach
    void light(Services services) throws IOException {
        theme(services, ThemeChoice.LIGHT);
        Files.deleteIfExists(services.home().environments().resolve(ENVIRONMENT));
    }

    /** One test for all: each scene is set once and shown in both themes. */
    @Test
    @RebuildsTheWindow
    void everyPerspectiveInBothThemes(Services services, Lab lab) throws IOException {
        theme(services, ThemeChoice.LIGHT);
        Map<String, Runnable> scenes = new LinkedHashMap<>();
        scenes.put("setup", () -> setup(lab));
        scenes.put("topology", () -> topology(lab));
        scenes.put("controllers", this::controllers);
        for (Map.Entry<String, Runnable> scene : scenes.entrySet()) {
            scene.getValue().run();
            shot(services, scene.getKey() + "-light-");
        }
        theme(services, ThemeChoice.DARK);
        for (Map.Entry<String, String> again : Map.of("setup", "org.campanile.ui.setup.perspective", "topology", Topology.PERSPECTIVE, "controllers",
                "org.campanile.ui.controllers.perspective").entrySet()) {
            workbench.perspectiveById(again.getValue());
            shot(services, again.getKey() + "-dark-");
        }
        new EnvironmentPage(workbench, "office").save();
    }

    private void setup(Lab lab) {
        workbench.perspectiveById("org.campanile.ui.setup.perspective");
        workbench.command("org.campanile.ui.resetLayout");
        new LabsPage(workbench).waitFor(lab.name(), true).select(lab.name());
        workbench.viewById("org.campanile.ui.setup.lab").button("Check all").click();
        ChecksPage checks = new ChecksPage(workbench);
        Wait.until("the lab is checked", JOBS, () -> checks.view().hasId("org.campanile.ui.checks.tree") && checks.tree().rowCount() > 1);
        checks.waitForRun();
        checks.tree().getTreeItem(checks.tree().getAllItems().getFirst()).expand();
        checks.tree().expandNode(checks.tree().getAllItems().getFirst(), checks.tree().getTreeItem(checks.tree().getAllItems().getFirst()).getNodes().getFirst()).select();
    }

    private void topology(Lab lab) {
        workbench.perspectiveById(Topology.PERSPECTIVE);
        workbench.command("org.campanile.ui.resetLayout");
        new LabsPage(workbench).waitFor(lab.name(), true).select(lab.name());
        new NewEnvironmentPage(workbench).name("office").waitForOffers().anyNetwork().finish();
        EnvironmentPage page = new EnvironmentPage(workbench, "office");
        page.add("MS SQL Server");
        page.settle();
        page.command("org.campanile.ui.topology.fit").select("domain.local");
    }

    private void controllers() {
        ControllersPage board = new ControllersPage(workbench);
        workbench.command("org.campanile.ui.resetLayout");
        board.active();
    }

    private void shot(Services services, String name) throws IOException {
        workbench.settle();
        workbench.waitForJobs(Jobs.class, JOBS);
        workbench.settle();
        Path file = UiTest.output().resolve(name + zoom() + ".png");
        workbench.captureScreenshot(file);
        ImageData picture = new ImageData(file.toString());
        assertEquals(WIDTH * zoom() / 100, picture.width, FRAME * zoom() / 100);
        assertEquals(HEIGHT * zoom() / 100, picture.height, FRAME * zoom() / 100);
        assertTrue(colours(picture) > COLOURS_OF_A_BLANK_PICTURE, file + " shows something");
        assertEquals(name.contains("-dark-"), services.theme().dark(), "theme of " + name);
    }

    private static long colours(ImageData picture) {
        int[] row = new int[picture.width];
        java.util.Set<Integer> colours = new java.util.HashSet<>();
        for (int y = 0; y < picture.height; y += 3) {
            picture.getPixels(0, y, picture.width, row, 0);
            for (int pixel : row) {
                colours.add(pixel);
            }
        }
        return colours.size();
    }

    private void theme(Services services, ThemeChoice choice) {
        workbench.run(() -> choice.apply(PlatformUI.getWorkbench().getService(IThemeEngine.class)));
        Wait.until("the theme is " + choice.label(), () -> services.theme().dark() == (choice == ThemeChoice.DARK));
        workbench.settle();
    }
}
