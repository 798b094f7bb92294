package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.campanile.core.environment.Service;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.EnvironmentWhatIfPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.scene.Card;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is left of an environment is asked by rows and by what is selected on the canvas, answered in the view and on the canvas, and ended again. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class WhatIfTest {

    private static final String NOTHING = "Choose on the left";

    /** Shapes of the marks on the cards, by name of the service. */
    private static Map<String, String> marks(WorkbenchDriver workbench, EnvironmentPage page) {
        return workbench.read(() -> {
            Map<String, String> marks = new TreeMap<>();
            page.widget().scene().cards().forEach(c -> c.mark().ifPresent(m -> marks.put(c.name(), m.icon())));
            return marks;
        });
    }

    private static Card card(WorkbenchDriver workbench, EnvironmentPage page, String name) {
        return workbench.read(() -> page.widget().scene().cards().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow());
    }

    @Test
    void theLossOfADomainIsMarkedOnTheCanvasUntilEscape(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "losses");
        page.command(Topology.WHAT_IF);
        EnvironmentWhatIfPage whatIf = new EnvironmentWhatIfPage(workbench);
        whatIf.headline(NOTHING);
        assertFalse(whatIf.clear().isEnabled());
        assertTrue(whatIf.advice().stream().anyMatch(a -> a.contains("different hosts")), whatIf.advice()::toString);
        assertTrue(whatIf.losses().column(1).containsAll(List.of("Zone", "Service", "Unit")), whatIf.losses().column(1)::toString);

        whatIf.lose("domain.local");
        whatIf.headline("Without service domain.local, 2 units: 1 lost, 1 impaired of 2 services.");
        assertEquals(List.of("domain.local", "webServer"), whatIf.outcomes().column(0), "the worst first");
        assertEquals(List.of("lost", "impaired"), whatIf.outcomes().column(1));
        assertEquals("0 of 2", whatIf.outcomes().cell(0, 2));
        assertEquals(Map.of("domain.local", "square-x", "webServer", "triangle-alert"), marks(workbench, page));
        assertTrue(card(workbench, page, "domain.local").description().contains("What if: lost, 0 of 2 units left"), "a screen reader hears it too");
        assertTrue(card(workbench, page, "domain.local").units().stream().allMatch(u -> u.mark().orElseThrow().icon().equals("square-x")));

        page.key(SWT.ESC);
        whatIf.headline(NOTHING);
        assertEquals(Map.of(), marks(workbench, page));
        assertEquals(0, whatIf.losses().selection().length);
        assertFalse(page.dirty(), "asking changes nothing");
    }

    @Test
    void unitsAreLostTogetherAndTheAnswerFollowsTheDocument(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "units");
        EnvironmentWhatIfPage whatIf = new EnvironmentWhatIfPage(workbench);
        whatIf.headline(NOTHING);
        String first = card(workbench, page, "domain.local").units().getFirst().label();
        whatIf.lose(first);
        whatIf.headline("Without unit " + first + ", 1 unit: 1 impaired, 1 untouched of 2 services.");
        assertTrue(whatIf.outcomes().cell(0, 3).contains("operations master roles"), "the first controller is more than the second");
        assertEquals(Map.of("domain.local", "triangle-alert"), marks(workbench, page));
        String web = card(workbench, page, "webServer").units().getFirst().label();
        whatIf.lose(first, web);
        whatIf.headline("Without unit " + first + " and unit " + web + ", 2 units: 1 lost, 1 impaired of 2 services.");
        workbench.run(() -> page.document().edit("Add unit", env -> env.addUnit(env.services().getLast().id(), Documents.TYPES)));
        whatIf.headline("1 impaired, 1 survives of 2 services.");
        assertEquals("circle-check", marks(workbench, page).get("webServer"));
        whatIf.clear().click();
        whatIf.headline(NOTHING);
        assertEquals(Map.of(), marks(workbench, page));
        page.save();
    }

    @Test
    void theZoneAndTheHostOfWhatIsSelectedAreAskedFromTheCanvas(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "zones");
        String zone = workbench.read(() -> page.document().environment().services().getLast().text(Service.ZONE));
        page.select("webServer").command(Topology.WHAT_IF, Map.of("lose", "ZONE"));
        EnvironmentWhatIfPage whatIf = new EnvironmentWhatIfPage(workbench);
        whatIf.headline("Without zone " + zone + ", 3 units: 2 lost of 2 services.");
        whatIf.escape();
        whatIf.headline(NOTHING);
        page.command(Topology.WHAT_IF, Map.of("lose", "HOST"));
        whatIf.headline("not known before they are deployed");
        workbench.run(() -> page.document().edit("No zone", env -> env.setField(env.services().getLast().id(), Service.ZONE, null)));
        page.command(Topology.WHAT_IF, Map.of("lose", "ZONE"));
        whatIf.headline("name no availability zone");
        page.command(Topology.WHAT_IF, Map.of("lose", "SERVICE"));
        whatIf.headline("Without service webServer, 1 unit: 1 lost, 1 untouched of 2 services.");
        page.save();
        page.deploy("Not expected").command(Topology.WHAT_IF, Map.of("lose", "HOST"));
        whatIf.headline("Without host compute1, 3 units: 2 lost of 2 services.");
        Wait.until("all is marked", () -> marks(workbench, page).size() == 2);
        whatIf.escape();
        page.deleteDeployment();
    }

    @Test
    void withoutAnEnvironmentItSaysWhatToDoFirst(WorkbenchDriver workbench) {
        new EnvironmentWhatIfPage(workbench).headline("Open an environment in the Labs explorer");
    }
}
