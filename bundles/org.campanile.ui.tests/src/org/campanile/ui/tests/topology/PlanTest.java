package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.Accessibles;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.PlanPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.picture.SvgDrawing;
import org.campanile.ui.topology.plan.Messages;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Marks;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a deployment would do, before it is done: steps and their times, circles of needs, and changes beside and on the canvas. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class PlanTest {

    private static final String MIRROR = """
            id: mirror
            title: Mirror
            fields:
            - osImage
            - unitNamingPattern
            - {key: other, kind: service, label: Other}
            units: {min: 1, max: 3}
            steps:
            - template: Mirror
              functions:
              - {function: Start-Mirror}
              after: [reference other Mirror]
            """;

    private static String clipboard(WorkbenchDriver workbench) {
        return workbench.read(() -> {
            Clipboard clipboard = new Clipboard(workbench.mainShell().widget().getDisplay());
            try {
                return clipboard.getContents(TextTransfer.getInstance()) instanceof String text ? text : "";
            } finally {
                clipboard.dispose();
            }
        });
    }

    private static void whoDeploysItIsToldWhatIsLost(WorkbenchDriver workbench, EnvironmentPage page) {
        page.command(Topology.DEPLOY);
        ShellDriver dialog = workbench.shell("Deploy ");
        Wait.until("what is lost is told", () -> dialog.textWithId(Topology.DEPLOY + ".preview").getText().startsWith("REPLACE dc1: "));
        Wait.until("with what the lab will not like", () -> dialog.label("Deleted with all").contains("in them: dc1, dc2. This cannot be undone. On Demo lab: "));
        dialog.close();
    }

    private static Map<String, String> marks(WorkbenchDriver workbench, EnvironmentPage page) {
        return workbench.read(() -> page.widget().scene().cards().stream().filter(c -> c.mark().isPresent())
                .collect(Collectors.toMap(Card::name, c -> c.mark().map(Marks.Mark::icon).orElse(""))));
    }

    private static List<Card> ghosts(WorkbenchDriver workbench, EnvironmentPage page) {
        return workbench.read(() -> page.widget().scene().ghosts());
    }

    @Test
    void stepsAreListedWithTheirTimesAndFollowTheDocument(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "planned");
        PlanPage plan = new PlanPage(workbench, page).tab(Messages.steps);
        assertEquals("planned: Nothing is deployed on Demo lab: all of it is new.", plan.from());
        assertTrue(plan.sentence("steps").matches("[0-9]+ steps, done after about .*; in the original's rounds after about .* \\([0-9]+ rounds\\)\\."), plan.sentence("steps"));
        List<String> steps = plan.table("steps").column(3);
        assertEquals("heat-create", steps.getFirst());
        assertTrue(steps.containsAll(List.of("probe", "CreatePrimaryDC", "JoinDomain")), steps::toString);
        int join = steps.indexOf("CreatePrimaryDC");
        assertTrue(plan.table("steps").cell(join, 5).contains(":"), "it says what it waits for");
        assertTrue(plan.table("steps").cell(join, 7).contains("min"), "it says when it is done");

        plan.order().setSelection(Messages.byService);
        List<String> services = plan.table("steps").column(1);
        assertEquals(services.stream().distinct().count(), 1 + changesOf(services), "the steps of a service stand together");
        plan.table("steps").select(services.indexOf("webServer"));
        assertEquals(List.of("webServer"), page.selection());
        page.select("domain.local");
        int[] selected = plan.table("steps").selection();
        assertEquals(services.stream().filter("domain.local"::equals).count(), selected.length, "the steps of what is selected on the canvas");
        plan.key("steps", 'c', SWT.MOD1);
        assertTrue(clipboard(workbench).lines().allMatch(l -> l.contains("\tdomain.local\t")), () -> clipboard(workbench));

        plan.tab(Messages.timeline).clickTimeline(2);
        assertEquals(List.of("webServer"), page.selection(), "a bar of the third row below the stack is a unit of the web server");
        plan.tab(Messages.steps);

        int before = plan.table("steps").rowCount();
        page.select("webServer").command(Topology.PLUGIN + ".addUnit");
        plan.settle();
        assertTrue(plan.table("steps").rowCount() > before, "another unit has steps as well");
        page.save();
    }

    private static long changesOf(List<String> list) {
        long changes = 0;
        for (int i = 1; i < list.size(); i++) {
            changes += list.get(i).equals(list.get(i - 1)) ? 0 : 1;
        }
        return changes;
    }

    @Test
    void aCircleIsToldWithHowItIsCut(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "round");
        PlanPage plan = new PlanPage(workbench, page);
        assertTrue(plan.tabs().contains("Circles (1)"), plan.tabs()::toString);
        plan.tab(Messages.circles);
        assertTrue(plan.circles().startsWith("domain.local needs itself: "), plan.circles());
        assertTrue(plan.circles().contains("This is no error"), plan.circles());
        assertEquals(List.of("domain.local needs itself"), plan.table("circles").column(0));
        assertEquals(List.of(Messages.solvedByOrder), plan.table("circles").column(1));
        assertTrue(plan.table("circles").cell(0, 2).matches("(?s).*:\\w+ waits for .*:\\w+.*"), plan.table("circles").cell(0, 2));
        page.key(SWT.ESC);
        plan.table("circles").select(0);
        assertEquals(List.of("domain.local"), page.selection());
    }

    private static Service mirror(ServiceType type, String name, String other) {
        Service made = type.newService(Environment.newId(), name).with(Service.PATTERN, name + "#").with(Service.IMAGE, "ws-2022").with("other", other);
        return made.units().isEmpty() ? made.plusUnit(type.newUnit(Environment.newId(), 1, made)) : made;
    }

    @Test
    void aCircleWithoutAnOrderNamesTheNeedsToTakeAway(WorkbenchDriver workbench, Services services) throws IOException {
        Path folder = Files.createDirectories(services.home().labs().resolve(ServiceTypes.FOLDER));
        Files.writeString(folder.resolve("mirror.yaml"), MIRROR);
        EnvironmentPage page = EnvironmentPage.create(workbench, "endless");
        ServiceType type = page.document().types().find("mirror").orElseThrow();
        workbench.run(() -> page.document().edit("Add mirrors", env -> env.addService(mirror(type, "left", "right")).addService(mirror(type, "right", "left"))));
        page.settle();
        assertEquals(List.of("domain.local", "webServer", "left", "right"), page.services());
        PlanPage plan = new PlanPage(workbench, page);
        assertTrue(plan.tabs().contains("Circles (2)"), plan.tabs()::toString);
        plan.tab(Messages.circles);
        assertTrue(plan.circles().startsWith("left, right need each other in a circle. Their steps go round in a circle as well"), plan.circles());
        String cut = plan.circles().lines().filter(l -> l.startsWith("No order of steps exists: ")).findFirst().orElseThrow(() -> new AssertionError(plan.circles()));
        assertTrue(cut.matches(".*\\w+:Mirror needs \\w+:Mirror; \\w+:Mirror needs \\w+:Mirror\\. Take any one of these needs away\\."), cut);
        int row = plan.table("circles").column(0).indexOf("left needs right");
        assertEquals(Messages.takeThisNeedAway, plan.table("circles").cell(row, 1));
        assertTrue(plan.table("circles").column(1).contains(Messages.solvedByOrder), "the domain's own circle is none that has to be cut");
        plan.table("circles").select(row);
        assertEquals(List.of("left", "right"), page.selection());

        workbench.run(() -> page.document().edit("Cut", env -> env.setField(env.services().getLast().id(), "other", "")));
        plan.settle();
        assertFalse(plan.circles().contains("No order of steps exists"), plan.circles());
        assertTrue(plan.tabs().contains("Circles (1)"), plan.tabs()::toString);
        page.save();
    }

    @Test
    void changesAreTextAndMarksOnTheCanvas(WorkbenchDriver workbench, Services services) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "changed");
        PlanPage plan = new PlanPage(workbench, page).tab(Messages.changes);
        assertEquals("All of it is new: 3 added.", plan.sentence("changes"));
        page.command(Topology.SHOW_CHANGES);
        plan.settle();
        assertTrue(plan.button("changes.mark").isChecked());
        assertEquals(Map.of("domain.local", "circle-plus", "webServer", "circle-plus"), marks(workbench, page));
        assertEquals("Changes on Demo lab:", plan.legend(page).getFirst());
        page.key(SWT.ESC);
        assertEquals(Map.of(), marks(workbench, page), "Escape takes the marks away");
        assertEquals(List.of(), plan.legend(page));
        page.save().deploy();
        PlanPage after = new PlanPage(workbench, page).tab(Messages.changes);
        assertEquals("changed: From what is deployed on Demo lab to this environment.", after.from());
        assertEquals(List.of(Messages.steps, Messages.changes), List.of(after.tabs().getFirst(), after.tabs().getLast()), "nothing is to be done");
        assertTrue(after.sentence("changes").contains("Nothing would change."), after.sentence("changes"));

        page.select("webServer").choice("flavor").setSelection("m1.large");
        page.settle();
        page.select("domain.local");
        workbench.run(() -> page.document().edit("Other image", env -> env.setField(env.services().getFirst().id(), Service.ZONE, "elsewhere")));
        page.settle();
        whoDeploysItIsToldWhatIsLost(workbench, page);
        page.add("MS SQL Server");
        after.settle();
        after.button("changes.mark").click();
        after.settle();
        Map<String, String> marks = marks(workbench, page);
        assertEquals("square-pen", marks.get("webServer"), marks::toString);
        assertEquals("octagon-alert", marks.get("domain.local"), marks::toString);
        assertTrue(marks.containsValue("circle-plus"), marks::toString);
        assertTrue(after.sentence("changes").contains("2 REPLACED"), after.sentence("changes"));
        assertTrue(after.legend(page).contains("2 REPLACED"), () -> after.legend(page).toString());
        after.button("changes.copy").click();
        assertTrue(clipboard(workbench).contains("the server and all that is in it are lost"), () -> clipboard(workbench));

        Box place = page.place("webServer");
        workbench.run(() -> page.document().edit("Remove", env -> env.removeService(env.services().get(1).id())));
        after.settle();
        page.settle();
        Wait.until("the service that goes stands there still", () -> ghosts(workbench, page).size() == 1);
        Card ghost = ghosts(workbench, page).getFirst();
        assertEquals("webServer", ghost.name());
        assertEquals(place, ghost.box(), "at its last place");
        assertEquals(Messages.willBeRemoved, ghost.mark().orElseThrow().words());
        assertFalse(page.services().contains("webServer"));
        page.clickAt(place);
        assertEquals(List.of(), page.selection(), "it cannot be chosen");
        page.command("org.eclipse.ui.edit.selectAll");
        assertFalse(workbench.read(() -> page.widget().selection()).contains(ghost.id()));
        Accessibles.Item told = new Accessibles(workbench, page.widget()).children().getLast();
        assertEquals("webServer, IIS web server, 1 unit, Will be removed", told.name());
        assertTrue(told.description().endsWith(": will be removed"), told.description());
        assertFalse(told.is(ACC.STATE_SELECTABLE) || told.is(ACC.STATE_FOCUSABLE));
        page.command("org.eclipse.ui.edit.undo");
        after.settle();
        assertEquals(List.of(), ghosts(workbench, page), "back again");
        page.command("org.eclipse.ui.edit.redo");
        after.settle();
        assertEquals(1, ghosts(workbench, page).size());
        String picture = workbench.read(() -> SvgDrawing.of(page.widget().scene(), services.theme()));
        assertTrue(picture.contains("stroke-dasharray=\"6 4\"") && picture.contains(">webServer<"), picture);
        Wait.until("the server that goes is named", () -> after.legend(page).stream().anyMatch(w -> w.startsWith("1 removed: ")));
        assertTrue(after.table("changes").column(0).contains("remove"));
        assertTrue(after.table("changes").column(2).contains("webServer"), "whose it was");
        after.button("changes.mark").click();
        assertFalse(after.legend(page).stream().anyMatch(w -> w.contains("removed")));
        assertEquals(Map.of(), marks(workbench, page));
        assertEquals(List.of(), ghosts(workbench, page), "ghosts go with the marks");
        page.save().deleteDeployment();
    }
}
