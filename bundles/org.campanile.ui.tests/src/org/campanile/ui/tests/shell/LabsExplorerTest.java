package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.ui.Services;
import org.campanile.ui.labs.RoomFor;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.widgets.ScrollBar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Labs explorer shows each lab with what it is made of, and as much of addresses as there is room for. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class LabsExplorerTest {

    private static final String LONG = "Lab behind the tower";

    @Test
    void aLabIsMadeOfItsCloudBrokerAndControllers(WorkbenchDriver workbench, Lab lab) {
        List<String> parts = new LabsPage(workbench).waitFor(lab.name(), true).parts(lab.name());
        assertTrue(parts.getFirst().startsWith("Cloud  127.0"), parts::toString);
        assertTrue(parts.get(1).startsWith("Broker  127.0"), parts::toString);
        assertTrue(parts.get(2).startsWith("demo-controllers"), parts::toString);
    }

    @Test
    void addressesGiveWayToNamesAndNothingIsScrolledSideways(WorkbenchDriver workbench, Lab lab, Services services) throws Exception {
        SystemProfile far = new SystemProfile("north", List.of("https://" + "very-".repeat(30) + "far.example.org:7777"), "", false);
        services.labs().save(lab.withName(LONG).withGuard(Guard.READ_ONLY).withSystems(List.of(far)));
        try {
            LabsPage labs = new LabsPage(workbench).waitFor(LONG, true);
            Wait.until("the system is listed", () -> labs.parts(LONG).stream().anyMatch(p -> p.startsWith("north  very-") && p.endsWith("…")));
            assertTrue(labs.labs().contains(LONG + "  read-only"), () -> labs.labs().toString());
            int room = workbench.read(() -> labs.tree().widget().getColumn(0).getWidth());
            assertTrue(room <= workbench.read(() -> labs.tree().widget().getSize().x), "the rows are no wider than the tree");
            assertFalse(workbench.read(() -> {
                ScrollBar bar = labs.tree().widget().getHorizontalBar();
                return bar != null && bar.isVisible() && bar.getMaximum() > bar.getThumb();
            }), "nothing is to be scrolled sideways");
        } finally {
            services.labs().delete(LONG);
        }
    }

    @Test
    void theGuardIsReadBesideTheLongestName(WorkbenchDriver workbench, Lab lab, Services services) throws Exception {
        String name = "Lab of the computing centre behind the tower in building seven";
        services.labs().save(lab.withName(name).withGuard(Guard.CRITICAL));
        try {
            LabsPage labs = new LabsPage(workbench);
            Wait.until("the guard is told", () -> labs.labs().stream().anyMatch(l -> l.startsWith("Lab of") && l.endsWith("…  critical")));
        } finally {
            services.labs().delete(name);
        }
    }

    @Test
    void aTextIsCutWhereTheRoomEndsAndLeftOutWhereNothingCouldBeRead() {
        assertEquals("10.0.0.1:5000", RoomFor.text("10.0.0.1:5000", 13, String::length));
        assertEquals("10.0.0.1:50…", RoomFor.text("10.0.0.1:5000", 12, String::length));
        assertEquals("10.0.0…", RoomFor.text("10.0.0.1:5000", 7, String::length));
        assertEquals("", RoomFor.text("10.0.0.1:5000", 6, String::length));
        assertEquals("", RoomFor.text("10.0.0.1:5000", -40, String::length));
        assertEquals("", RoomFor.text("", 3, String::length));
    }
}
