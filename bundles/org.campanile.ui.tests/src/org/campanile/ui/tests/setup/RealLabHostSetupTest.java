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
import org.campanile.ui.setup.UndoHandler;
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
import org.junit.jupiter.api.io.TempDir;

/**
 * What a set-up does on a host, in the window and on a real machine: files found by meaning and uploaded, a configuration edited in place, a service started; a
 * second look, and undo with its question. By a team's own recipe, without the packages, whose installation takes minutes. Fails when the machine cannot be made.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class RealLabHostSetupTest {

    private static final Machine MACHINE = new Machine("t-window-setup", 2249);
    private static final String RECIPE = """
            recipe: 1
            id: window-host
            title: Files and a service of a host
            about: For a test of the window.
            parameters:
              - id: box
                label: Host of all of it
                type: host
                required: true
              - id: files
                label: Folder with the prerequisites
                required: true
            parts:
              - id: prerequisites
                title: Prerequisites
                about: Files.
                steps:
                  - id: files
                    kind: files.place
                    with: { host: "${box}", folder: /srv/share, local-folder: "${files}" }
              - id: services
                title: Service configuration
                about: A file and its service.
                steps:
                  - id: conf
                    kind: config.file-oslo
                    title: Edit t-murano.conf
                    with: { host: "${box}", path: /etc/t-murano.conf, set: { DEFAULT/verbose: "no" }, services: [murano-api], restart: false }
                  - id: service
                    kind: host.service
                    with: { host: "${box}", service: murano-api, config: /etc/t-murano.conf }
            """;
    private static final String CONFIG = "# by hand\n[DEFAULT]\nverbose = yes\n";
    private static final List<String> WANTED = List.of("IIS/AspNetMvc4Setup.exe", "IIS/WebApplications.exe", "SQL Server/2012/setup.exe", "SQL Server/Tools/SQLSysClrTypes.msi",
            "SQL Server/Tools/SharedManagementObjects.msi", "SQL Server/Tools/PowerShellTools.msi");

    @TempDir
    Path folder;
    private Lab lab;
    private Path recipe;

    private static byte[] beginning(int size, int... first) {
        byte[] all = new byte[size];
        for (int i = 0; i < first.length; i++) {
            all[i] = (byte) first[i];
        }
        return all;
    }

    /** The installers as they are downloaded, some under other names than the share needs. */
    private void downloads() throws IOException {
        byte[] program = beginning(1_100_000, 'M', 'Z');
        byte[] msi = beginning(1_100_000, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
        for (String name : List.of("AspNetMVC4Setup_en.exe", "WebApplications.exe")) {
            Files.write(folder.resolve(name), program);
        }
        for (String name : List.of("PowerShellTools.msi", "SQLSysClrTypes-x64.msi", "SharedManagementObjects.msi")) {
            Files.write(folder.resolve(name), msi);
        }
        Path disk = Files.createDirectories(folder.resolve("SQL2012/x64")).getParent();
        Files.write(disk.resolve("setup.exe"), beginning(2, 'M', 'Z'));
        Files.writeString(disk.resolve("x64/a.dll"), "MZ");
        Files.writeString(disk.resolve("MediaInfo.xml"), "<MediaInfo><Properties><Property Id=\"BaselineVersion\" Value=\"11.0.2100.60\"/></Properties></MediaInfo>");
    }

    @BeforeEach
    void aLabWithThatMachine(WorkbenchDriver workbench, Services services) throws Exception {
        MACHINE.up(services);
        MACHINE.service("murano-api");
        Files.writeString(MACHINE.file("etc/t-murano.conf"), CONFIG);
        downloads();
        recipe = Files.createDirectories(services.home().recipes()).resolve("window-host.yaml");
        Files.writeString(recipe, RECIPE);
        lab = services.labs().save(Lab.named("Lab of a host").withHosts(List.of(MACHINE.profile("box"))));
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

    private static List<String> there() {
        return WANTED.stream().filter(w -> Files.exists(MACHINE.file("srv/share/Prerequisites/" + w))).toList();
    }

    private static String config() {
        try {
            return Files.readString(MACHINE.file("etc/t-murano.conf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To the plan, from the first page; what was answered before is there again. */
    private SetupWizardPage plan(LabSetupPage page, boolean first) {
        SetupWizardPage wizard = page.setUp();
        if (first) {
            wizard.shell().comboBoxWithId(SetupIds.WIZARD + "choice.recipe").setSelection("Files and a service of a host (" + recipe + ")");
            wizard.waitForMessage("For a test of the window.");
        }
        wizard.next();
        Wait.until("the page of the host", () -> wizard.shows("box"));
        if (first) {
            wizard.shell().comboBoxWithId(SetupIds.WIZARD + "box").setSelection("box");
        }
        Wait.until("the host was tried", Duration.ofSeconds(30), () -> wizard.label("box.remark").startsWith("Answers: admin at "));
        wizard.next();
        Wait.until("the details", () -> wizard.shows("files"));
        if (first) {
            wizard.type("files", folder.toString());
        }
        wizard.next();
        return wizard;
    }

    @Test
    void filesConfigurationAndServiceOfAHost(WorkbenchDriver workbench) {
        LabSetupPage page = LabSetupPage.open(workbench);
        SetupWizardPage wizard = plan(page, true);
        assertEquals("7 to make, 2 to change.", wizard.plan());
        wizard.shell().treeWithId(SetupIds.WIZARD + "plan.tree").getTreeItem("Service configuration").getNode("Edit t-murano.conf").select();
        Wait.until("the difference is shown", () -> wizard.text("plan.details").contains("-verbose = yes\n+verbose = no\n"));
        wizard.next();
        String report = wizard.report();
        assertTrue(report.startsWith(lab.name() + " is set up: 9 steps done and proven."), report);
        wizard.close();
        assertEquals(WANTED, there());
        assertEquals(CONFIG.replace("yes", "no"), config());
        assertTrue(Files.exists(MACHINE.running("murano-api")));
        page.waitForChecks();

        SetupWizardPage again = plan(page, false);
        assertEquals("Nothing to do: all 9 steps are done.", again.plan());
        again.close();
        page.waitForChecks();

        page.undo().buttonWithId(SetupIds.UNDO + "undo").click();
        ShellDriver question = workbench.shell(org.campanile.ui.ask.Messages.confirmChange);
        question.label("/srv/share");
        question.buttonWithId("org.campanile.ui.confirm.yes").click();
        Wait.until("all of it is taken back", Duration.ofSeconds(60), () -> there().isEmpty() && config().equals(CONFIG) && !Files.exists(MACHINE.running("murano-api"))
                && !Files.exists(MACHINE.file("srv/share")));
        workbench.waitForJobs(UndoHandler.class, Duration.ofSeconds(30));
        page.waitForChecks();
    }
}
