package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.demolab.DemoLab;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabWizardPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.ui.wizard.Messages;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.osgi.util.NLS;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** "New lab", from the first page to the row in the explorer. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class NewLabWizardTest {

    private static final String NAME = "Lab of building 7";

    @TempDir
    private Path folder;

    @AfterEach
    void removeTheLab(Services services) throws Exception {
        services.labs().delete(NAME);
        services.secrets().forgetLab(NAME);
    }

    private static LabWizardPage typedCloud(WorkbenchDriver workbench, Lab demo, String password) {
        LabWizardPage wizard = LabWizardPage.open(workbench).on("source.typed").click("source.typed").next().on("cloud.auth_url");
        wizard.type("cloud.auth_url", demo.cloud().orElseThrow().authUrl()).type("cloud.username", "admin").type("cloud.project", "admin")
                .type("cloud.password", password);
        return wizard;
    }

    @Test
    void aTypedLabIsTestedPartByPartAndAppearsWithItsGuard(WorkbenchDriver workbench, Lab demo, Services services) throws Exception {
        LabWizardPage wizard = typedCloud(workbench, demo, "admin-secret");
        List<String> cloud = wizard.test("cloud");
        assertTrue(cloud.size() >= 5, cloud::toString);
        assertTrue(cloud.stream().anyMatch(r -> r.contains("admin")), cloud::toString);

        var broker = demo.broker().orElseThrow();
        wizard.next().on("broker.host").click("broker").type("broker.host", broker.host()).type("broker.port", Integer.toString(broker.port()))
                .type("broker.user", "guest").type("broker.password", "guest").type("broker.management_url", broker.managementUrl());
        List<String> seen = wizard.test("broker");
        assertTrue(seen.size() >= 2, seen::toString);

        wizard.next().on("controllers.add").click("controllers.add").on("controllers[0].urls")
                .type("controllers[0].urls", demo.systems().getFirst().urls().getFirst());
        List<String> controllers = wizard.test("controllers");
        assertTrue(controllers.getFirst().contains("controller-0") && controllers.getFirst().contains("controller-1"), controllers::toString);

        wizard.next().on("hosts.add").click("hosts.add").on("hosts[0].address");
        assertFalse(wizard.isEnabled("Finish"), "a host without an address");
        // It has the port and does not listen there, so nobody else can.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            wizard.type("hosts[0].address", "127.0.0.1").type("hosts[0].port", Integer.toString(deaf.getLocalPort())).type("hosts[0].user", "root")
                    .type("hosts[0].password", "typed");
            List<String> hosts = wizard.test("hosts");
            assertEquals(1, hosts.size(), hosts::toString);
            assertTrue(wizard.text("hosts.details").startsWith("Nothing accepts connections there. Connection refused\n"), wizard.text("hosts.details"));
        }
        wizard.type("hosts[0].port", "22");
        wizard.next().on("name").type("name", NAME).type("colour", "#d1495b").click("guard.critical").finish();

        LabsPage labs = new LabsPage(workbench).waitFor(NAME, true);
        assertTrue(labs.labs().stream().anyMatch(l -> l.startsWith(NAME + "  critical")), () -> labs.labs().toString());
        assertEquals(4, labs.parts(NAME).size(), () -> labs.parts(NAME).toString());
        Lab saved = services.labs().find(NAME).orElseThrow();
        assertEquals("#d1495b", saved.colour());
        assertEquals(Guard.CRITICAL, saved.guard());
        assertEquals("admin-secret", services.secrets().find(saved.cloudKey()).orElseThrow().reveal());
        assertEquals("guest", services.secrets().find(saved.brokerKey()).orElseThrow().reveal());
        assertEquals("typed", services.secrets().find(RemoteAccess.login(saved.id(), saved.name(), saved.hosts().getFirst())).orElseThrow().reveal());
    }

    @Test
    void aWrongPasswordIsToldInThePageAndTheRightOneTriedAtOnce(WorkbenchDriver workbench, Lab demo) {
        LabWizardPage wizard = typedCloud(workbench, demo, "wrong");
        List<String> rows = wizard.test("cloud");
        assertTrue(rows.stream().anyMatch(r -> r.toLowerCase().contains("password") || r.contains("401")), rows::toString);
        String next = wizard.text("cloud.details");
        assertTrue(next.contains("Check user, password, project and their domains."), next);
        wizard.type("cloud.password", "admin-secret");
        List<String> better = wizard.test("cloud");
        assertTrue(better.stream().noneMatch(r -> r.matches(".*\\b401\\b.*")), better::toString);
        wizard.cancel();
    }

    @Test
    void aTestAgainstAHungServerIsCancelled(WorkbenchDriver workbench, Lab demo) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            LabWizardPage wizard = typedCloud(workbench, demo, "x").type("cloud.auth_url", "http://127.0.0.1:" + silent.getLocalPort() + "/v3");
            wizard.startTest("cloud");
            assertTrue(wizard.isTesting("cloud"));
            wizard.click("cloud.test");
            Wait.until("the test is cancelled", () -> !wizard.isTesting("cloud"));
            wizard.shell().label(Messages.stopped);
            wizard.cancel();
        }
    }

    @Test
    void fieldsThatAreWrongAreNamedInThePage(WorkbenchDriver workbench) {
        LabWizardPage wizard = LabWizardPage.open(workbench).on("source.typed").click("source.typed").next().on("cloud.auth_url");
        wizard.type("cloud.auth_url", "keystone");
        wizard.shell().label("more.");
        assertFalse(wizard.isEnabled("Next >"));
        wizard.cancel();
    }

    @Test
    void aNewLabMayHaveControllersAlone(WorkbenchDriver workbench, Lab demo, Services services) {
        LabWizardPage wizard = LabWizardPage.open(workbench).on("source.typed").click("source.typed").next().on("cloud.auth_url").click("cloud");
        wizard.next().on("broker.host").next().on("controllers.add").click("controllers.add").on("controllers[0].urls")
                .type("controllers[0].urls", demo.systems().getFirst().urls().getFirst());
        wizard.shell().label("asks for a token of Keystone");
        List<String> refused = wizard.test("controllers");
        assertTrue(refused.getFirst().contains("The lab has no cloud"), refused::toString);
        wizard.next().on("hosts.add").next().on("name").type("name", NAME).finish();
        new LabsPage(workbench).waitFor(NAME, true);
        Lab saved = services.labs().find(NAME).orElseThrow();
        assertTrue(saved.cloud().isEmpty() && saved.broker().isEmpty() && saved.systems().size() == 1, saved::toString);
    }

    @Test
    void whatWasTypedIsStillThereWhenTheDiskRefuses(WorkbenchDriver workbench, Lab demo, Services services) throws Exception {
        Path inTheWay = Files.createDirectories(services.home().labs().resolve(NAME + ".yaml").resolve("in the way"));
        LabWizardPage wizard = typedCloud(workbench, demo, "admin-secret");
        wizard.next().on("broker.host").next().on("controllers.add").next().on("hosts.add").next().on("name").type("name", NAME);
        wizard.shell().button("Finish").click();
        var dialog = workbench.shell(NLS.bind(Messages.saveLab, NAME));
        assertTrue(dialog.textWithId("org.campanile.ui.failureDialog.meaning").getText().length() > 5);
        dialog.buttonWithId("org.campanile.ui.failureDialog.close").click();
        dialog.waitUntilClosed();
        assertEquals(NAME, wizard.text("name"));
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        wizard.finish();
        new LabsPage(workbench).waitFor(NAME, true);
        assertEquals("admin-secret", services.secrets().find(services.labs().find(NAME).orElseThrow().cloudKey()).orElseThrow().reveal());
    }

    @Test
    void anOpenrcIsReadAsData(WorkbenchDriver workbench, Lab demo) throws IOException {
        Path proof = folder.resolve("executed");
        Path file = Files.writeString(folder.resolve("admin-openrc.sh"), """
                #!/usr/bin/env bash
                export OS_AUTH_URL=%s
                export OS_PROJECT_NAME="admin"
                export OS_USER_DOMAIN_NAME="Default"
                export OS_PROJECT_DOMAIN_ID="default"
                export OS_USERNAME='admin'
                touch %s
                read -sr OS_PASSWORD_INPUT
                export OS_PASSWORD=$OS_PASSWORD_INPUT
                export OS_REGION_NAME="RegionOne"
                """.formatted(demo.cloud().orElseThrow().authUrl(), proof));
        LabWizardPage wizard = LabWizardPage.open(workbench).on("source.openrc").click("source.openrc").type("source.openrc.file", file.toString());
        wizard.shell().textWithId("org.campanile.ui.wizard.source.openrc.file").pressEnter();
        wizard.shell().label("Found: admin");
        wizard.next().on("cloud.auth_url");
        assertEquals(demo.cloud().orElseThrow().authUrl(), wizard.text("cloud.auth_url"));
        assertEquals("admin", wizard.text("cloud.username"));
        assertEquals("RegionOne", wizard.text("cloud.region"));
        assertEquals("", wizard.text("cloud.password"));
        wizard.cancel();
        assertFalse(Files.exists(proof), "an openrc is never executed");
    }

    @Test
    void aBrokenOpenrcIsToldInThePage(WorkbenchDriver workbench) {
        LabWizardPage wizard = LabWizardPage.open(workbench).on("source.openrc").click("source.openrc")
                .type("source.openrc.file", folder.resolve("none.sh").toString());
        wizard.shell().textWithId("org.campanile.ui.wizard.source.openrc.file").pressEnter();
        wizard.shell().label("none.sh");
        assertFalse(wizard.isEnabled("Next >"), "nothing was read to go on with");
        wizard.cancel();
    }

    @Test
    void aCloudsYamlFillsTheCloudWithItsPassword(WorkbenchDriver workbench, DemoLab demo) throws IOException {
        // The search order begins with the variable, then the working directory; a test may only use the latter two of its folders.
        Path clouds = Path.of(System.getProperty("user.home"), ".config", "openstack", "clouds.yaml");
        Files.createDirectories(clouds.getParent());
        Files.writeString(clouds, demo.cloudsYaml().replaceAll("(?m)^.*password: .*\\R", ""));
        Files.writeString(clouds.resolveSibling("secure.yaml"), "clouds:\n  demo-lab:\n    auth:\n      password: admin-secret\n");
        try {
            LabWizardPage wizard = LabWizardPage.open(workbench).on("source.cloud");
            Wait.until("the clouds are found", () -> wizard.shell().comboBoxWithId("org.campanile.ui.wizard.source.cloud").items().contains("demo-lab"));
            wizard.cloud("demo-lab");
            wizard.shell().label("with its password");
            wizard.next().on("cloud.auth_url");
            assertEquals(demo.endpoints().get("identity"), wizard.text("cloud.auth_url"));
            assertEquals("admin-secret", wizard.text("cloud.password"));
            List<String> seen = wizard.test("cloud");
            assertTrue(seen.stream().noneMatch(r -> r.matches(".*\\b401\\b.*")), seen::toString);
            wizard.cancel();
        } finally {
            Files.deleteIfExists(clouds);
            Files.deleteIfExists(clouds.resolveSibling("secure.yaml"));
        }
    }
}
