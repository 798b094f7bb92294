package org.campanile.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.ui.tests.pages.NewEnvironmentPage;
import org.campanile.ui.topology.Topology;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is opened for the first time in this process is opened under the same limit as everything else. Runs before all other classes (its package
 * is the shortest name), since later nothing is cold any more.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class FirstOpeningTest {

    private static final List<String> PERSPECTIVES = List.of("org.campanile.ui.setup.perspective", Topology.PERSPECTIVE, "org.campanile.ui.controllers.perspective");

    @Test
    void perspectivesViewsAndAnEnvironmentOpenWithoutAStall(WorkbenchDriver workbench, Services services, Lab lab) throws IOException {
        for (String id : PERSPECTIVES) {
            workbench.perspectiveById(id);
            workbench.settle();
        }
        workbench.openView("org.eclipse.ui.views.ProgressView");
        workbench.openView("org.eclipse.ui.views.PropertySheet");
        workbench.perspectiveById(Topology.PERSPECTIVE);
        workbench.openView(Topology.DEPLOYMENT);
        new LabsPage(workbench).waitFor(lab.name(), true).select(lab.name());
        new NewEnvironmentPage(workbench).name("first").waitForOffers().anyNetwork().finish();
        assertEquals(List.of("domain.local", "webServer"), new EnvironmentPage(workbench, "first").services());
        workbench.resetWorkbench();
        try (Stream<Path> made = Files.list(services.home().environments())) {
            for (Path file : made.toList()) {
                Files.delete(file);
            }
        }
    }
}
