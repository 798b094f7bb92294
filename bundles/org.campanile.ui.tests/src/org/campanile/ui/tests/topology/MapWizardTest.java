package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.demo.EmbeddedDemoLab;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.MapWizardPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.map.Messages;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An environment is mapped to another lab and comes back: the demo lab under a second name, and one that never answers. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class MapWizardTest {

    private static final String WEST = "West";
    private static final String SILENT = "Silent";

    private final EnvironmentFile files = new EnvironmentFile(Documents.TYPES);

    @BeforeEach
    void anotherLab(Services services, Lab lab) throws FailureException {
        Lab west = new Lab(WEST, lab.colour(), Guard.NORMAL, lab.cloud(), lab.broker(), List.of(), List.of(), "", Map.of());
        services.labs().save(west);
        for (Map.Entry<SecretKey, Secret> secret : EmbeddedDemoLab.secrets(west).entrySet()) {
            services.secrets().store(secret.getKey(), secret.getValue());
        }
    }

    @AfterEach
    void onlyOneLab(Services services) throws FailureException {
        for (String name : List.of(WEST, SILENT)) {
            if (services.labs().find(name).isPresent()) {
                services.labs().delete(name);
            }
        }
    }

    @Test
    void aStandbyIsMadeForAnotherLabAndFailsBack(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        EnvironmentPage page = EnvironmentPage.create(workbench, "office");
        Environment made = workbench.read(() -> page.document().environment());
        String image = made.services().getLast().image();
        workbench.run(() -> page.document().edit("Names of here", env -> env.with(Environment.KEY_PAIR, "lab-key")
                .setField(env.services().getLast().id(), Service.IMAGE, "image-of-here")));
        page.settle().save();
        Environment origin = workbench.read(() -> page.document().environment());

        MapWizardPage wizard = new MapWizardPage(workbench, page).to(WEST);
        assertEquals("office-West", wizard.name().getText());
        wizard.name().setText("standby");
        wizard.says("both can be deployed at the same time");
        wizard.next();
        wizard.why("image image-of-here", "type windows.2022").why("image " + image, "same name").why("flavor m1.medium", "same name");
        wizard.why("key pair lab-key", "Choose one: the other cloud has no key pair of this name");
        wizard.says(Messages.oneNotMatched);
        assertFalse(wizard.canFinish(), "what has no match has to be chosen");
        wizard.choice("key pair lab-key").setSelection(Messages.noKeyPair);
        wizard.choice("flavor m1.medium").setSelection("m1.large");
        wizard.why("flavor m1.medium", Messages.chosen);
        wizard.finish();

        EnvironmentPage standby = new EnvironmentPage(workbench, "standby");
        Environment mapped = files.read(services.home().environments().resolve("standby.yaml"));
        assertEquals(mapped, workbench.read(() -> standby.document().environment()));
        assertNotEquals(origin.id(), mapped.id());
        assertEquals(origin.id(), mapped.others().get("standbyOf"));
        assertEquals(List.of(image, "m1.large", ""), List.of(mapped.services().getLast().image(), mapped.services().getLast().text(Service.FLAVOR), mapped.keyPair()));
        assertEquals(origin, files.read(services.home().environments().resolve("office.yaml")), "the original is as it was");

        MapWizardPage back = new MapWizardPage(workbench, standby).to(lab.name());
        back.button("real").click();
        Wait.until("the name is the original's", () -> back.name().getText().equals("office"));
        back.says("Fails back: office is the environment it came from");
        back.says("There is an environment in office.yaml already");
        assertFalse(back.canGoOn(), "nothing is overwritten silently");
        back.button("replace").click();
        back.next().button("deploy").click();
        back.finish();
        ShellDriver dialog = workbench.shell("Deploy office");
        assertEquals(lab.name(), dialog.comboBoxWithId(Topology.DEPLOY + ".lab").getText());
        dialog.close();
        EnvironmentPage home = new EnvironmentPage(workbench, "office");
        Environment again = workbench.read(() -> home.document().environment());
        assertEquals(origin.id(), again.id(), "it is the same environment as before");
        assertNull(again.others().get("standbyOf"));
        assertEquals(List.of("m1.large", "m1.large"), again.services().stream().map(s -> s.text(Service.FLAVOR)).toList());
        assertEquals(again, files.read(services.home().environments().resolve("office.yaml")));
    }

    /** Has a port without listening there, so that nobody else does when who listens there has gone. */
    private static Socket place() throws IOException {
        Socket place = new Socket();
        place.setReuseAddress(true);
        place.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return place;
    }

    @Test
    void readingIsCancelledAndWhatCannotBeReadIsToldInPlace(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException, IOException {
        EnvironmentPage page = EnvironmentPage.create(workbench, "patient");
        try (Socket place = place(); ServerSocket silent = new ServerSocket(place.getLocalPort(), 1, InetAddress.getLoopbackAddress())) {
            Lab there = new Lab(SILENT, lab.colour(), Guard.NORMAL, Optional.of(CloudProfile.password("silent", "http://127.0.0.1:" + silent.getLocalPort() + "/v3", "admin", "lab")), lab.broker(),
                    List.of(), List.of(), "", Map.of());
            services.labs().save(there);
            services.secrets().store(there.cloudKey(), Secret.of("secret"));
            MapWizardPage wizard = new MapWizardPage(workbench, page).to(SILENT);
            wizard.says("Reading what Silent has");
            assertFalse(wizard.canGoOn());
            wizard.button("again").click();
            wizard.says(Messages.readFirst);
            silent.close();
            wizard.button("again").click();
            wizard.says("Nothing listens at");
            assertFalse(wizard.canGoOn());
            wizard.to(WEST).next();
            assertTrue(wizard.canFinish());
            wizard.cancel();
        }
        Path environments = services.home().environments();
        assertFalse(Files.exists(environments.resolve("patient-west.yaml")), "nothing is written before it is finished");
    }
}
