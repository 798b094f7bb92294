package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.setup.services.HostServiceIds;
import org.campanile.ui.setup.services.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.osgi.util.NLS;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services of a Debian machine made for this test (releng/real-lab/host.sh), in the window: shown, started, restarted, stopped. Fails when it cannot be made. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class RealLabHostServicesTest {

    private static final Machine MACHINE = new Machine("t-window", 2247);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Lab lab;

    @BeforeEach
    void aLabWithThatMachine(WorkbenchDriver workbench, Services services) throws Exception {
        MACHINE.up(services);
        MACHINE.service("murano-api");
        MACHINE.service("smbd");
        lab = services.labs().save(Lab.named("Lab with a devbox").withHosts(List.of(
                MACHINE.profile("devbox"), new HostProfile("gone", "127.0.0.1", 1, "admin", Machine.key()))));
        workbench.settle();
        workbench.run(() -> services.activeLab().set(lab));
        Wait.until("it is active", () -> DemoLabFixture.active(workbench).map(Lab::name).equals(Optional.of(lab.name())));
    }

    @AfterEach
    void nothingLeft(Services services) throws Exception {
        services.labs().delete(lab.name());
        MACHINE.wipe();
    }

    private static List<String> states(TableDriver table) {
        return IntStream.range(0, table.rowCount()).mapToObj(r -> table.cell(r, 0) + " " + table.cell(r, 2)).sorted().toList();
    }

    private static void agree(WorkbenchDriver workbench, String sentence) {
        ShellDriver question = workbench.shell(org.campanile.ui.ask.Messages.confirmChange);
        question.label(sentence);
        question.buttonWithId("org.campanile.ui.confirm.yes").click();
    }

    @Test
    void servicesAreShownStartedRestartedAndStopped(WorkbenchDriver workbench, Services services) throws Exception {
        ViewDriver view = workbench.openView(HostServiceIds.VIEW);
        TableDriver table = view.tableWithId(HostServiceIds.VIEW + ".table");
        Wait.until("both services and the host that does not answer are listed", PATIENCE,
                () -> states(table).equals(List.of(Messages.allServices + " " + Messages.notRead, "murano-api stopped", "smbd stopped")));
        assertFalse(view.buttonWithId(HostServiceIds.VIEW + ".start").isEnabled(), "nothing is selected");

        table.select(table.column(0).indexOf("murano-api"));
        view.buttonWithId(HostServiceIds.VIEW + ".start").click();
        agree(workbench, "Starts service murano-api on devbox, which is stopped.");
        Wait.until("it runs", PATIENCE, () -> states(table).contains("murano-api running"));
        assertTrue(Files.exists(MACHINE.running("murano-api")));
        view.label(NLS.bind(Messages.runningOf, 1, 2));

        String process = content(MACHINE.running("murano-api"));
        view.buttonWithId(HostServiceIds.VIEW + ".restart").click();
        agree(workbench, "Restarts service murano-api on devbox, which is running.");
        Wait.until("it was restarted", PATIENCE, () -> states(table).contains("murano-api running") && !content(MACHINE.running("murano-api")).equals(process));

        Wait.until("the table is read again", PATIENCE, () -> view.buttonWithId(HostServiceIds.VIEW + ".stop").isEnabled());
        view.buttonWithId(HostServiceIds.VIEW + ".stop").click();
        workbench.shell(org.campanile.ui.ask.Messages.confirmChange).buttonWithId("org.campanile.ui.confirm.no").click();
        view.buttonWithId(HostServiceIds.VIEW + ".stop").click();
        agree(workbench, "Stops service murano-api on devbox, which is running.");
        Wait.until("it does not run", PATIENCE, () -> states(table).contains("murano-api stopped"));
        assertFalse(Files.exists(MACHINE.running("murano-api")));
        String audit = Files.readString(services.home().root().resolve("audit.log"));
        assertTrue(audit.contains("Stops service murano-api on devbox") && audit.contains("/etc/init.d/murano-api stop"), audit);
    }

    @Test
    void aReadOnlyLabIsNotTouched(WorkbenchDriver workbench, Services services) throws FailureException, IOException {
        lab = services.labs().save(lab.withGuard(Guard.READ_ONLY));
        Wait.until("it is read-only", () -> DemoLabFixture.active(workbench).map(Lab::guard).equals(Optional.of(Guard.READ_ONLY)));
        ViewDriver view = workbench.openView(HostServiceIds.VIEW);
        TableDriver table = view.tableWithId(HostServiceIds.VIEW + ".table");
        Wait.until("the service is listed", PATIENCE, () -> states(table).contains("smbd stopped"));
        table.select(table.column(0).indexOf("smbd"));
        Wait.until("it is selected", () -> table.selection().length == 1);
        assertFalse(view.buttonWithId(HostServiceIds.VIEW + ".start").isEnabled());
        table.contextMenu(Messages.startAction).click();
        view.label("read-only");
        assertFalse(Files.exists(MACHINE.running("smbd")));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
