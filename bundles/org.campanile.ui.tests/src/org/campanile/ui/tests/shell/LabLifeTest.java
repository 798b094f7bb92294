package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.campanile.core.lab.Lab;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabWizardPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
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
        ShellDriver dialog = workbench.shell("Rename lab");
        dialog.text(0).setText("a/b");
        assertFalse(dialog.button("OK").isEnabled(), "a name with a slash");
        dialog.text(0).setText(OTHER);
        dialog.button("OK").click();
        labs.waitFor(OTHER, true).waitFor(NAME, false);
        assertEquals(OTHER, DemoLabFixture.active(workbench).orElseThrow().name());
        Wait.until("the passwords have moved", () -> found(services, lab.withName(OTHER).cloudKey()).equals("a-password"));
        assertEquals("another", found(services, new SecretKey(OTHER, "broker/murano", "murano")));
        assertEquals("", found(services, lab.cloudKey()));
        assertEquals("", found(services, extra));
    }

    @Test
    void aLabIsRemovedWithItsPasswords(WorkbenchDriver workbench, Services services) {
        LabsPage labs = new LabsPage(workbench).waitFor(NAME, true).select(NAME);
        workbench.command("org.campanile.ui.lab.remove");
        ShellDriver dialog = workbench.shell("Remove lab " + NAME);
        dialog.button("Remove " + NAME).click();
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
    void propertiesTellWhatAPartIs(WorkbenchDriver workbench) {
        workbench.openView("org.eclipse.ui.views.PropertySheet");
        new LabsPage(workbench).waitFor(NAME, true).select(NAME, "Broker");
        var tree = workbench.viewById("org.eclipse.ui.views.PropertySheet").tree();
        new LabsPage(workbench).select(NAME, "Broker");
        Wait.until("properties of the broker", () -> tree.getAllItems().contains("Management API"));
        assertTrue(tree.getTreeItem("User").cell(1).equals("guest"));
    }

    private static String found(Services services, SecretKey key) {
        try {
            return services.secrets().find(key).map(Secret::reveal).orElse("");
        } catch (org.campanile.core.task.FailureException e) {
            throw new IllegalStateException(e.failure().headline(), e);
        }
    }
}
