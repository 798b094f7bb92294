package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.campanile.core.diagnosis.Knowledge;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.setup.image.ImageMarks;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.agents.AgentFault;
import org.campanile.demolab.http.ResourceFault;
import org.campanile.ui.Services;
import org.campanile.ui.setup.diagnosis.DiagnosisIds;
import org.campanile.ui.setup.diagnosis.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.DiagnosisPage;
import org.campanile.uidriver.ComboDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The search for the broken link in the window, with the demo lab broken in different places; and a file of symptoms that is wrong. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class DiagnosisViewTest {

    @BeforeEach
    void muranoIsConnected(DemoLab demo) {
        Wait.until("Murano is connected to its broker", Duration.ofSeconds(30), () -> demo.murano().services().connected());
    }

    @AfterEach
    void mend(DemoLab demo, Services services) throws IOException {
        demo.faults().clear();
        demo.agents().faults().clear();
        demo.murano().services().startConductor();
        Files.deleteIfExists(own(services));
    }

    private static Path own(Services services) {
        return services.home().root().resolve(Knowledge.FILE);
    }

    @Test
    void aQueueThatNobodyReadsIsTheConductors(WorkbenchDriver workbench, DemoLab demo) {
        demo.murano().services().stopConductor();
        DiagnosisPage page = new DiagnosisPage(workbench).diagnoseLab();
        assertTrue(page.links().contains("Conductor: Broken"), () -> page.links().toString());
        assertTrue(page.links().contains("Keystone: Good") && page.links().contains("Broker: Good"), () -> page.links().toString());
        assertEquals("Conductor", page.selected(), "the broken link is the one to be read");
        assertTrue(page.details().startsWith("Broken  Conductor"), page.details());
        assertTrue(page.details().contains("queue tasks"), page.details());
        assertTrue(page.details().contains("Fix\n"), page.details());
        demo.murano().services().startConductor();
        Wait.until("the lab is well again", Duration.ofSeconds(40), () -> page.diagnoseLab().links().contains("Conductor: Good"));
    }

    @Test
    void aStackThatFailsIsHeats(WorkbenchDriver workbench, DemoLab demo) {
        demo.faults().add(ResourceFault.of("OS::Nova::Server", ".*", "No valid host was found. There are not enough hosts available.", -1));
        DiagnosisPage page = new DiagnosisPage(workbench).send(300);
        assertTrue(page.selected().equals("Heat") || page.selected().equals("Nova"), () -> page.links() + "\n" + page.steps());
        assertTrue(page.details().contains("No valid host"), page.details());
        assertTrue(page.details().contains("Known: "), page.details());
        assertTrue(page.steps().contains("Follow stack, servers and agents: Failed"), () -> page.steps().toString());
        assertTrue(page.steps().contains("Delete the environment: Done"), () -> page.steps().toString());
    }

    @Test
    void anAgentThatIsSilentIsNamed(WorkbenchDriver workbench, DemoLab demo) {
        demo.agents().faults().add(new AgentFault(AgentFault.Kind.SILENT, "*", "*", -1));
        DiagnosisPage page = new DiagnosisPage(workbench).send(3);
        assertEquals("Agent", page.selected(), () -> page.links() + "\n" + page.steps() + "\n" + page.details());
        assertTrue(page.details().contains("has not answered"), page.details());
        assertTrue(page.links().contains("Heat: Good"), () -> page.links().toString());
    }

    @Test
    void anEnvironmentOfMuranoIsChosenAndDiagnosed(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab)) {
            String id = session.murano(task).create("the chosen one", task).id();
            try {
                DiagnosisPage page = new DiagnosisPage(workbench).diagnoseLab();
                assertTrue(page.links().contains("Agent: Not part of it"), () -> page.links().toString());
                page.view().buttonWithId(DiagnosisIds.VIEW + ".environment").click();
                ShellDriver dialog = workbench.shell(Messages.diagnoseEnvironmentTitle);
                dialog.text(0).setText("the chosen");
                dialog.buttonWithId(DiagnosisIds.ENVIRONMENT + ".diagnose").click();
                dialog.waitUntilClosed();
                Wait.until("its agents were looked for", Duration.ofSeconds(30), () -> page.waitForTheEnd().links().contains("Agent: Not known"));
            } finally {
                session.murano(task).delete(id, task);
            }
        }
    }

    @Test
    void whatIsSentIsMadeOfTheLabsImagesAndTheMarkedOnesComeFirst(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        Task task = Task.unwatched();
        Set<String> marked = new HashSet<>();
        Set<String> all = new HashSet<>();
        try (LabSession session = services.session(lab)) {
            for (ImageMarks.Row row : new ImageMarks(session.cloud(task).images()).rows(task)) {
                all.add(row.image().name());
                if (row.mark().isPresent()) {
                    marked.add(row.image().name());
                }
            }
        }
        assertTrue(!marked.isEmpty() && marked.size() < all.size(), () -> marked + " of " + all);
        workbench.command(DiagnosisIds.SEND_COMMAND);
        ShellDriver dialog = workbench.shell(Messages.sendTitle);
        ComboDriver image = dialog.comboBoxWithId(DiagnosisIds.SEND + ".image");
        Wait.until("the images are offered", () -> !image.items().isEmpty());
        assertEquals(all, Set.copyOf(image.items()));
        assertEquals(marked, Set.copyOf(image.items().subList(0, marked.size())));
        assertTrue(marked.contains(image.read(c -> ((Combo) c).getText())), "one of them is chosen");
        dialog.button(Messages.cancel).click();
        dialog.waitUntilClosed();
    }

    @Test
    void aSymptomThatIsWrongIsToldWithFileLineAndFieldBesideTheDiagnosis(WorkbenchDriver workbench, Services services) throws IOException {
        Files.writeString(own(services), """
                symptoms:
                  - id: ours.first
                    title: A symptom of our own
                    where: [conductor-log]
                    regex: "(unclosed"
                    cause: We know it.
                    fix: We mend it.
                """);
        DiagnosisPage page = new DiagnosisPage(workbench).diagnoseLab();
        String told = page.view().label("no regular expression");
        assertTrue(told.contains(Knowledge.FILE + ":5:"), "file and line: " + told);
        assertTrue(told.contains("regex: "), "the field: " + told);
        assertTrue(page.links().contains("Keystone: Good"), "the lab is diagnosed all the same");
        Files.delete(own(services));
        page.diagnoseLab();
        assertFalse(page.view().has(Label.class, l -> l.getText().contains("no regular expression")), "told no more once it is right");
    }
}
