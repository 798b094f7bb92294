package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.lab.Lab;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.ChosenRecipes;
import org.campanile.ui.Services;
import org.campanile.ui.labs.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabWizardPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.osgi.util.NLS;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A lab is edited, renamed and removed; its passwords go along. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class LabLifeTest {

    private static final String NAME = "Attic";
    private static final String OTHER = "Cellar";

    private Lab lab;
    private SecretKey extra;

    @BeforeEach
    void addALab(Services services, Lab demo) throws Exception {
        lab = demo.withName(NAME);
        extra = new SecretKey(NAME, "broker/murano", "murano");
        services.labs().save(lab);
        services.secrets().store(lab.cloudKey(), Secret.of("a-password"));
        services.secrets().store(extra, Secret.of("another"));
        new ChosenRecipes(services.home().setups()).save(lab, new ChosenRecipes.Choice("today", Map.of(), Map.of(), Set.of()));
    }

    @AfterEach
    void removeTheLab(Services services) throws Exception {
        for (String name : new String[] {NAME, OTHER}) {
            services.labs().delete(name);
            services.secrets().forgetLab(name);
        }
    }

    @Test
    void aLabIsRenamedWithItsPasswords(WorkbenchDriver workbench, Services services) throws Exception {
        LabsPage labs = new LabsPage(workbench).waitFor(NAME, true).select(NAME);
        workbench.command("org.campanile.ui.lab.rename");
        ShellDriver dialog = workbench.shell(Messages.renameLabTitle);
        dialog.text(0).setText("a/b");
        assertFalse(dialog.button(Messages.rename).isEnabled(), "a name with a slash");
        dialog.text(0).setText(OTHER);
        dialog.button(Messages.rename).click();
        labs.waitFor(OTHER, true).waitFor(NAME, false);
        assertEquals(OTHER, DemoLabFixture.active(workbench).orElseThrow().name());
        Lab renamed = services.labs().find(OTHER).orElseThrow();
        assertEquals(NAME, renamed.id());
        assertEquals("a-password", found(services, renamed.cloudKey()));
        assertEquals("another", found(services, renamed.key("broker/murano", "murano")));
        assertEquals(OTHER, renamed.cloudKey().named(), "by which the user is asked for it");
        assertEquals("today", new ChosenRecipes(services.home().setups()).find(renamed).orElseThrow().recipe());
        assertEquals("Lab " + NAME + " is called " + OTHER + " from now on.", services.audit().newest(1).getFirst().what());
    }

    @Test
    void aLabIsRemovedWithItsPasswords(WorkbenchDriver workbench, Services services) {
        LabsPage labs = new LabsPage(workbench).waitFor(NAME, true).select(NAME);
        workbench.command("org.campanile.ui.lab.remove");
        ShellDriver dialog = workbench.shell(NLS.bind(Messages.removeLab, NAME));
        dialog.button(NLS.bind(Messages.remove, NAME)).click();
        labs.waitFor(NAME, false);
        Wait.until("the passwords are forgotten", () -> found(services, lab.cloudKey()).isEmpty() && found(services, extra).isEmpty());
    }

    @Test
    void aLabIsEdited(WorkbenchDriver workbench, Services services) {
        new LabsPage(workbench).waitFor(NAME, true).select(NAME);
        workbench.command("org.campanile.ui.lab.edit");
        LabWizardPage wizard = LabWizardPage.at(workbench, "Edit lab " + NAME).on("cloud.region");
        wizard.type("cloud.region", "RegionTwo").finish();
        Wait.until("the region is saved", () -> services.labs().find(NAME).orElseThrow().cloud().orElseThrow().region().equals("RegionTwo"));
        assertEquals("a-password", found(services, lab.cloudKey()), "an unchanged password is kept");
    }

    @Test
    void aLabWithoutACloudIsEdited(WorkbenchDriver workbench, Services services, Lab demo) throws Exception {
        services.labs().save(new Lab(NAME, NAME, Lab.DEFAULT_COLOUR, demo.guard(), Optional.empty(), demo.broker(), List.of(), List.of(), "", demo.unknown()));
        Wait.until("the lab has no cloud", () -> new LabsPage(workbench).parts(NAME).stream().noneMatch(p -> p.startsWith("Cloud")));
        new LabsPage(workbench).select(NAME);
        workbench.command("org.campanile.ui.lab.edit");
        LabWizardPage wizard = LabWizardPage.at(workbench, "Edit lab " + NAME).on("cloud.region");
        wizard.next().on("broker.vhost").type("broker.vhost", "attic");
        assertTrue(wizard.isEnabled("Finish"), "a broker alone is a lab");
        wizard.click("broker").next().on("controllers.add").next().on("hosts.add").next().on("colour");
        assertFalse(wizard.isEnabled("Finish"), "nothing is left of the lab");
        wizard.shell().label("go back and give at least one of them");
        wizard.back().on("hosts.add").back().on("controllers.add").click("controllers.add").on("controllers[0].urls");
        assertFalse(wizard.isEnabled("Finish"), "a system without an address");
        wizard.type("controllers[0].urls", demo.systems().getFirst().urls().getFirst());
        assertTrue(wizard.isEnabled("Finish"), "controllers alone are a lab");
        wizard.back().on("broker.vhost").click("broker");
        assertEquals("attic", wizard.text("broker.vhost"), "what was typed is still there");
        wizard.finish();
        Wait.until("the lab is saved", () -> services.labs().find(NAME).orElseThrow().systems().size() == 1);
        Lab saved = services.labs().find(NAME).orElseThrow();
        assertEquals(Optional.empty(), saved.cloud());
        assertEquals("attic", saved.broker().orElseThrow().vhost());
    }

    @Test
    void propertiesTellWhatAPartIs(WorkbenchDriver workbench) {
        workbench.openView("org.eclipse.ui.views.PropertySheet");
        new LabsPage(workbench).waitFor(NAME, true).select(NAME, "Broker");
        var tree = workbench.viewById("org.eclipse.ui.views.PropertySheet").tree();
        new LabsPage(workbench).select(NAME, "Broker");
        Wait.until("properties of the broker", () -> tree.getAllItems().contains("Management API"));
        assertTrue(tree.getTreeItem("User").cell(1).equals("guest"));
    }

    @Test
    void aFileThatIsNoLabTellsWhyWhenItIsOpened(WorkbenchDriver workbench, Services services) throws Exception {
        Path file = Files.writeString(services.home().labs().resolve("no lab.yaml"), "cloud: [\n");
        try {
            services.labs().reload();
            LabsPage labs = new LabsPage(workbench).waitFor("no lab.yaml", true);
            workbench.mainShell().activate();
            labs.tree().setFocus();
            labs.select("no lab.yaml");
            workbench.command("org.campanile.ui.lab.open");
            ShellDriver told = workbench.shell("no lab.yaml");
            assertTrue(told.textWithId("org.campanile.ui.failureDialog.meaning").getText().length() > 5);
            told.buttonWithId("org.campanile.ui.failureDialog.close").click();
            told.waitUntilClosed();
        } finally {
            Files.delete(file);
            services.labs().reload();
        }
    }

    private static String found(Services services, SecretKey key) {
        try {
            return services.secrets().find(key).map(Secret::reveal).orElse("");
        } catch (org.campanile.core.task.FailureException e) {
            throw new IllegalStateException(e.failure().headline(), e);
        }
    }
}
