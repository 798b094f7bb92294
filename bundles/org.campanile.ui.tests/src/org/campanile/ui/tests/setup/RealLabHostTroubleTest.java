package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.setup.SetupIds;
import org.campanile.ui.setup.wizard.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabSetupPage;
import org.campanile.ui.tests.pages.SetupWizardPage;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What goes wrong on a host in the middle of a set-up, in the window and on a real machine: a command fails and is tried again or left out, the host is
 * restarted while a command runs and while the next step begins. Each command writes a line, so that one that was run twice is seen.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class RealLabHostTroubleTest {

    private static final Machine MACHINE = new Machine("t-window-trouble", 2261);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RECIPE = """
            recipe: 1
            id: window-trouble
            title: Commands of a host
            about: For a test of the window.
            parameters:
              - id: box
                label: Host of all of it
                type: host
                required: true
            parts:
              - id: commands
                title: Commands
                about: Three lines in a file.
                steps:
                  - id: first
                    kind: host.command
                    title: Write the first line
                    with: { host: "${box}", command: "echo first >> /srv/lines", done-when: "grep -qx first /srv/lines" }
                  - id: second
                    kind: host.command
                    title: Write the second line
                    after: [first]
                    with:
                      host: "${box}"
                      command: |
                        echo begun >> /srv/lines
                        [ ! -e /srv/wait ] || until [ -e /srv/go ]; do sleep 0.1; done
                        [ ! -e /srv/refuse ] || { echo "it is refused" >&2; exit 3; }
                        echo second >> /srv/lines
                      done-when: grep -qx second /srv/lines
                  - id: third
                    kind: config.file-oslo
                    title: Edit the third file
                    after: [second]
                    with: { host: "${box}", path: /srv/third.conf, set: { DEFAULT/third: "yes" } }
            """;

    private Lab lab;
    private Path recipe;

    @BeforeEach
    void aLabWithThatMachine(WorkbenchDriver workbench, Services services) throws Exception {
        MACHINE.up(services);
        recipe = Files.createDirectories(services.home().recipes()).resolve("window-trouble.yaml");
        Files.writeString(recipe, RECIPE);
        Files.writeString(MACHINE.file("srv/lines"), "");
        Files.writeString(MACHINE.file("srv/third.conf"), "[DEFAULT]\nthird = no\n");
        // Of its own, so that a run that a failed test left is not gone on with.
        lab = services.labs().save(Lab.named("Lab with trouble " + Long.toString(System.nanoTime(), Character.MAX_RADIX)).withHosts(List.of(MACHINE.profile("box"))));
        workbench.settle();
        workbench.run(() -> services.activeLab().set(lab));
        Wait.until("it is active", () -> DemoLabFixture.active(workbench).map(Lab::name).equals(Optional.of(lab.name())));
    }

    @AfterEach
    void nothingLeft(Services services) throws Exception {
        services.labs().delete(lab.name());
        Files.deleteIfExists(recipe);
        MACHINE.wipe();
    }

    private SetupWizardPage plan(LabSetupPage page, boolean first) {
        SetupWizardPage wizard = page.setUp();
        if (first) {
            wizard.shell().comboBoxWithId(SetupIds.WIZARD + "choice.recipe").setSelection("Commands of a host (" + recipe + ")");
            wizard.waitForMessage("For a test of the window.");
        }
        wizard.next();
        Wait.until("the page of the host", () -> wizard.shows("box"));
        if (first) {
            wizard.shell().comboBoxWithId(SetupIds.WIZARD + "box").setSelection("box");
        }
        Wait.until("the host was tried", PATIENCE, () -> wizard.label("box.remark").startsWith("Answers: admin at "));
        wizard.next();
        return wizard;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(MACHINE.file("srv/lines"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void onTheHost(String file) throws IOException {
        Files.writeString(MACHINE.file("srv/" + file), "");
    }

    private static void waitForStep(SetupWizardPage wizard, String step, String state) {
        Wait.until(step + " is " + state, PATIENCE, () -> wizard.steps("run.tree").contains(step + ": " + state));
    }

    private static void waitForOutput(SetupWizardPage wizard, String text) {
        Wait.until("it says " + text, PATIENCE, () -> wizard.text("run.output").contains(text));
    }

    @Test
    void aCommandThatFailsIsTriedAgainAndLeftOutForAReason(WorkbenchDriver workbench, Services services) throws Exception {
        onTheHost("refuse");
        LabSetupPage page = LabSetupPage.open(workbench);
        SetupWizardPage wizard = plan(page, true);
        assertEquals("2 to make, 1 to change.", wizard.plan());
        wizard.next();
        waitForStep(wizard, "Write the second line", "Failed");
        waitForOutput(wizard, "Came back: exit code 3: it is refused");
        wizard.button("run.retry").click();
        Wait.until("it was begun a second time", PATIENCE, () -> lines().equals(List.of("first", "begun", "begun")));
        waitForStep(wizard, "Write the second line", "Failed");
        Wait.until("it can be left out", PATIENCE, () -> wizard.button("run.leaveOut").isEnabled());
        wizard.button("run.leaveOut").click();
        ShellDriver why = workbench.shell(Messages.leaveStepOut);
        why.textWithId(SetupIds.WIZARD + "run.why").setText("Die Zeile schreibt Jürgen \"von Hand\"");
        why.buttonWithId(SetupIds.WIZARD + "run.why.leaveOut").click();
        String report = wizard.report();
        assertTrue(report.startsWith(lab.name() + " is set up: 2 steps done and proven, 1 left out."), report);
        assertTrue(report.contains("Left out: Die Zeile schreibt Jürgen \"von Hand\""), report);
        wizard.close();
        page.waitForChecks();
        assertEquals(List.of("first", "begun", "begun"), lines());

        SetupWizardPage again = plan(page, false);
        assertEquals("1 to make, 2 there already.", again.plan());
        again.cancel();
        page.waitForChecks();
    }

    @Test
    void aHostThatIsRestartedInTheMiddleDoesNothingTwice(WorkbenchDriver workbench) throws Exception {
        onTheHost("wait");
        LabSetupPage page = LabSetupPage.open(workbench);
        SetupWizardPage wizard = plan(page, true);
        wizard.plan();
        wizard.next();
        Wait.until("the second command runs", PATIENCE, () -> lines().equals(List.of("first", "begun")));
        MACHINE.turnOff();
        Wait.until("it says that it connects again", PATIENCE, () -> wizard.label("run.now").contains("onnecting again"));
        MACHINE.turnOn();
        waitForStep(wizard, "Write the second line", "Failed");
        waitForOutput(wizard, "The host was restarted while the command ran.");

        wizard.button("run.retry").click();
        // Not before it has begun, or the pause comes before this step and not after it.
        Wait.until("it was begun a second time", PATIENCE, () -> lines().equals(List.of("first", "begun", "begun")));
        wizard.button("run.pause").click();
        onTheHost("go");
        waitForStep(wizard, "Write the second line", "Done");
        assertEquals(List.of("first", "begun", "begun", "second"), lines());
        MACHINE.turnOff();
        wizard.button("run.pause").click();
        Wait.until("the third step waits for the host", PATIENCE, () -> wizard.label("run.now").startsWith("Edit the third file: The connection was cut; connecting again"));
        MACHINE.turnOn();
        String report = wizard.report();
        assertTrue(report.startsWith(lab.name() + " is set up: 3 steps done and proven."), report);
        wizard.close();
        page.waitForChecks();
        assertEquals(List.of("first", "begun", "begun", "second"), lines());
        assertEquals("[DEFAULT]\nthird = yes\n", Files.readString(MACHINE.file("srv/third.conf")));

        SetupWizardPage again = plan(page, false);
        assertEquals("Nothing to do: all 3 steps are done.", again.plan());
        again.close();
        page.waitForChecks();
    }
}
