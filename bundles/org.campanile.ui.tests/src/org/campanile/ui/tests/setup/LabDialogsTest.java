package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.http.Fault;
import org.campanile.ui.Services;
import org.campanile.ui.setup.marks.MarksIds;
import org.campanile.ui.setup.marks.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The dialogs of the marks on images and of a broker's definitions, on the demo lab. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class LabDialogsTest {

    private static final String VHOST = "window-definitions";

    @TempDir
    Path folder;

    @AfterEach
    void asBefore(DemoLab demo, Services services, Lab lab) throws FailureException {
        demo.faults().clear();
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab)) {
            if (session.management(task).vhosts(task).stream().anyMatch(v -> v.name().equals(VHOST))) {
                session.management(task).deleteVhost(VHOST, task);
            }
        }
    }

    private static String said(ShellDriver dialog, String begin) {
        return dialog.withId(begin + "said").read(l -> ((Label) l).getText());
    }

    private static ShellDriver marks(WorkbenchDriver workbench) {
        workbench.command(MarksIds.MARKS_COMMAND);
        ShellDriver dialog = workbench.shell("Images of Demo lab for Murano");
        Wait.until("the images are listed", () -> dialog.tableWithId(MarksIds.MARKS + "images").rowCount() > 0);
        return dialog;
    }

    private static List<String> row(ShellDriver dialog, String image) {
        TableDriver images = dialog.tableWithId(MarksIds.MARKS + "images");
        int row = images.indexOf(image);
        return IntStream.range(0, 5).mapToObj(column -> images.cell(row, column)).toList();
    }

    @Test
    void anImageIsMarkedItsMarkChangedAndTakenAway(WorkbenchDriver workbench, Services services) throws FailureException {
        ShellDriver dialog = marks(workbench);
        TableDriver images = dialog.tableWithId(MarksIds.MARKS + "images");
        assertFalse(dialog.buttonWithId(MarksIds.MARKS + "mark").isEnabled(), "nothing is selected");
        String image = IntStream.range(0, images.rowCount()).filter(row -> images.cell(row, 3).isEmpty()).mapToObj(row -> images.cell(row, 0)).findFirst().orElseThrow();
        images.select(image);
        Wait.until("a mark is proposed", () -> dialog.textWithId(MarksIds.MARKS + "json").getText().contains("\"type\""));
        assertEquals(Messages.markImage, dialog.buttonWithId(MarksIds.MARKS + "mark").getText());

        dialog.textWithId(MarksIds.MARKS + "json").setText("{\"type\": ");
        Wait.until("JSON that is none cannot be saved", () -> !dialog.buttonWithId(MarksIds.MARKS + "mark").isEnabled());
        assertFalse(said(dialog, MarksIds.MARKS).isBlank());
        dialog.textWithId(MarksIds.MARKS + "json").setText("{\"type\":\"windows.2019\",\"title\":\"Ours\"}");
        Wait.until("the fields follow", () -> dialog.textWithId(MarksIds.MARKS + "title").getText().equals("Ours")
                && dialog.withId(MarksIds.MARKS + "type").read(c -> ((Combo) c).getText()).equals("windows.2019"));
        dialog.buttonWithId(MarksIds.MARKS + "mark").click();
        Wait.until("the table shows the mark", () -> row(dialog, image).subList(3, 5).equals(List.of("windows.2019", "Ours")));

        dialog.textWithId(MarksIds.MARKS + "title").setText("Ours & theirs");
        Wait.until("it can be changed", () -> dialog.buttonWithId(MarksIds.MARKS + "mark").isEnabled() && dialog.buttonWithId(MarksIds.MARKS + "mark").getText()
                .equals(Messages.changeMark));
        dialog.buttonWithId(MarksIds.MARKS + "mark").click();
        Wait.until("the table shows the change", () -> row(dialog, image).getLast().equals("Ours & theirs"));
        Wait.until("it can be taken away", () -> dialog.buttonWithId(MarksIds.MARKS + "unmark").isEnabled());
        dialog.buttonWithId(MarksIds.MARKS + "unmark").click();
        Wait.until("the mark is gone", () -> row(dialog, image).subList(3, 5).equals(List.of("", "")));
        assertTrue(AuditLog.of(services.home().audit()).newest(10).stream().anyMatch(e -> e.what().startsWith("Removes the mark of image " + image)));
        dialog.buttonWithId(MarksIds.MARKS + "close").click();
        dialog.waitUntilClosed();
    }

    @Test
    void aMarkThatGlanceRefusesIsToldInTheDialog(WorkbenchDriver workbench, DemoLab demo) {
        ShellDriver dialog = marks(workbench);
        dialog.tableWithId(MarksIds.MARKS + "images").select(0);
        Wait.until("the form is filled", () -> !dialog.textWithId(MarksIds.MARKS + "json").getText().isEmpty());
        demo.faults().add(Fault.status("glance", "PATCH", "/v2/images/.*", 403, "<html><body>403 Forbidden: property protected</body></html>", 1));
        dialog.textWithId(MarksIds.MARKS + "title").setText("Not to be");
        Wait.until("it can be saved", () -> dialog.buttonWithId(MarksIds.MARKS + "mark").isEnabled());
        dialog.buttonWithId(MarksIds.MARKS + "mark").click();
        String told = dialog.label("While changing image");
        assertTrue(told.contains("roles do not allow this"), told);
        assertEquals("Not to be", dialog.textWithId(MarksIds.MARKS + "title").getText(), "what was typed stays");
        dialog.buttonWithId(MarksIds.MARKS + "close").click();
        dialog.waitUntilClosed();
    }

    private static List<String> changes(ShellDriver dialog) {
        TableDriver table = dialog.tableWithId(MarksIds.DEFINITIONS + "changes");
        return IntStream.range(0, table.rowCount()).mapToObj(row -> table.cell(row, 0) + " " + table.cell(row, 1) + " " + table.cell(row, 2)).toList();
    }

    @Test
    void definitionsAreExportedComparedAndImported(WorkbenchDriver workbench, Lab lab) throws Exception {
        Path file = Files.writeString(folder.resolve("wanted.json"), "{\"vhosts\":[{\"name\":\"" + VHOST + "\"}],\"queues\":[{\"name\":\"ordered\",\"vhost\":\"" + VHOST
                + "\",\"durable\":true,\"auto_delete\":false,\"arguments\":{}}]}");
        workbench.command(MarksIds.DEFINITIONS_COMMAND);
        ShellDriver dialog = workbench.shell("RabbitMQ definitions of Demo lab");
        assertFalse(dialog.buttonWithId(MarksIds.DEFINITIONS + "import").isEnabled(), "nothing was compared");

        assertEquals(MarksIds.DEFINITIONS + "compare", dialog.read(s -> s.getDefaultButton().getData("org.campanile.id")), "Enter in the field compares");
        dialog.textWithId(MarksIds.DEFINITIONS + "file").setText(folder.resolve("none.json").toString());
        dialog.buttonWithId(MarksIds.DEFINITIONS + "compare").click();
        assertTrue(dialog.label("none.json").contains("none.json"), "a file that is not there is told");

        dialog.textWithId(MarksIds.DEFINITIONS + "file").setText(file.toString());
        dialog.buttonWithId(MarksIds.DEFINITIONS + "compare").click();
        Wait.until("the comparison", () -> dialog.buttonWithId(MarksIds.DEFINITIONS + "import").getText().equals("Import 2 objects"));
        assertTrue(changes(dialog).stream().anyMatch(c -> c.endsWith(" ordered")), () -> changes(dialog).toString());
        dialog.buttonWithId(MarksIds.DEFINITIONS + "import").click();
        Wait.until("the import is proven", () -> said(dialog, MarksIds.DEFINITIONS).startsWith("All "));
        assertTrue(changes(dialog).stream().allMatch(c -> c.startsWith(Messages.imported + " ")), () -> changes(dialog).toString());
        dialog.buttonWithId(MarksIds.DEFINITIONS + "compare").click();
        Wait.until("nothing is left", () -> said(dialog, MarksIds.DEFINITIONS).equals(Messages.nothingToImport));
        assertFalse(dialog.buttonWithId(MarksIds.DEFINITIONS + "import").isEnabled());
        dialog.buttonWithId(MarksIds.DEFINITIONS + "close").click();
        dialog.waitUntilClosed();
    }

    @Test
    void aReadOnlyLabIsOnlyLookedAt(WorkbenchDriver workbench, Lab lab) throws Exception {
        DemoLabFixture.guard(workbench, lab, Guard.READ_ONLY);
        ShellDriver dialog = marks(workbench);
        dialog.tableWithId(MarksIds.MARKS + "images").select(0);
        Wait.until("the form is filled", () -> !dialog.textWithId(MarksIds.MARKS + "json").getText().isEmpty());
        dialog.textWithId(MarksIds.MARKS + "title").setText("Something else");
        workbench.settle();
        assertFalse(dialog.buttonWithId(MarksIds.MARKS + "mark").isEnabled());
        assertFalse(dialog.buttonWithId(MarksIds.MARKS + "unmark").isEnabled());
        dialog.buttonWithId(MarksIds.MARKS + "close").click();
        dialog.waitUntilClosed();
    }
}
