package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.ask.Messages;
import org.campanile.ui.setup.SetupIds;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabSetupPage;
import org.campanile.ui.tests.pages.SetupWizardPage;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.osgi.util.NLS;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The host key of a real machine in the window: asked about once with its fingerprint, however many steps look at the host; refused, trusted until the
 * program ends, kept; and told loudly when it has changed.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class RealLabHostKeyTest {

    private static final Machine MACHINE = new Machine("t-window-key", 2263);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STEPS = 9;

    private Lab lab;
    private Path recipe;

    /** More steps than are looked at side by side, none of which waits for another. */
    private static String recipe() {
        StringBuilder text = new StringBuilder("""
                recipe: 1
                id: window-key
                title: Looks at a host
                about: For a test of the window.
                parameters:
                  - id: box
                    label: Host of all of it
                    type: host
                    required: true
                parts:
                  - id: looks
                    title: Looks
                    about: Many looks at one host.
                    steps:
                """);
        for (int i = 1; i <= STEPS; i++) {
            text.append("      - { id: look-").append(i).append(", kind: host.command, title: Look ").append(i)
                    .append(", after: [], with: { host: \"${box}\", command: \"touch /srv/it\", done-when: \"[ -e /srv/it ]\" } }\n");
        }
        return text.toString();
    }

    @BeforeEach
    void aLabWithAStranger(WorkbenchDriver workbench, Services services) throws Exception {
        MACHINE.upAsAStranger();
        recipe = Files.createDirectories(services.home().recipes()).resolve("window-key.yaml");
        Files.writeString(recipe, recipe());
        lab = services.labs().save(Lab.named("Lab of a stranger").withHosts(List.of(MACHINE.profile("box"))));
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

    /** What is kept of the machine. */
    private static List<String> kept(Services services) throws IOException {
        Path known = services.home().root().resolve("known_hosts");
        return Files.exists(known) ? Files.readAllLines(known).stream().filter(l -> l.contains("]:" + MACHINE.port() + " ")).toList() : List.of();
    }

    private static SetupWizardPage planned(LabSetupPage page, Path recipe) {
        SetupWizardPage wizard = page.setUp();
        wizard.shell().comboBoxWithId(SetupIds.WIZARD + "choice.recipe").setSelection("Looks at a host (" + recipe + ")");
        wizard.waitForMessage("For a test of the window.");
        wizard.next();
        Wait.until("the page of the host", () -> wizard.shows("box"));
        wizard.shell().comboBoxWithId(SetupIds.WIZARD + "box").setSelection("box");
        Wait.until("the host was tried", PATIENCE, () -> wizard.label("box.remark").startsWith("Answers: admin at "));
        wizard.next();
        return wizard;
    }

    private static ShellDriver question(WorkbenchDriver workbench, String what, String... sentences) {
        ShellDriver question = workbench.shell(NLS.bind(Messages.trustIt, what));
        for (String sentence : sentences) {
            question.label(sentence);
        }
        return question;
    }

    private static void answer(ShellDriver question, String button) {
        question.button(button).click();
        question.waitUntilClosed();
    }

    private static void lookAgain(SetupWizardPage wizard) {
        wizard.button("plan.again").click();
    }

    @Test
    void aStrangerIsAskedAboutOnceAndAnotherKeyIsToldLoudly(WorkbenchDriver workbench, Services services) throws Exception {
        LabSetupPage page = LabSetupPage.open(workbench);
        SetupWizardPage wizard = planned(page, recipe);
        answer(question(workbench, "host key", "never connected to", MACHINE.fingerprint()), Messages.doNotTrust);
        assertEquals(STEPS + " blocked.", wizard.plan());
        assertTrue(wizard.text("plan.details").contains(MACHINE.fingerprint()), wizard.text("plan.details"));
        assertFalse(wizard.canGoOn());

        lookAgain(wizard);
        answer(question(workbench, "host key", MACHINE.fingerprint()), Messages.trustOnce);
        assertEquals(STEPS + " to make.", wizard.plan());
        wizard.cancel();
        assertEquals(List.of(), kept(services));
        SetupWizardPage second = planned(page, recipe);
        assertEquals(STEPS + " to make.", second.plan());
        second.cancel();

        String before = MACHINE.fingerprint();
        MACHINE.newHostKey();
        SetupWizardPage third = planned(page, recipe);
        answer(question(workbench, "changed host key", "THE HOST KEY HAS CHANGED. It was " + before, MACHINE.fingerprint()), Messages.doNotTrust);
        assertEquals(STEPS + " blocked.", third.plan());
        assertTrue(third.text("plan.details").contains("THE HOST KEY HAS CHANGED. It was " + before), third.text("plan.details"));
        lookAgain(third);
        answer(question(workbench, "changed host key", MACHINE.fingerprint()), Messages.trustAlways);
        assertEquals(STEPS + " to make.", third.plan());
        third.cancel();
        assertEquals(1, kept(services).size());
    }
}
