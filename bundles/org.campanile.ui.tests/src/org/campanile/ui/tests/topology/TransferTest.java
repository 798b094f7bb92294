package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.Service;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.TransferPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.transfer.ExportDialog;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Display;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Environments come in from other programs' texts and go out as such, in the window: told is what is not the same, and nothing is overwritten. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class TransferTest {

    private static final String DESCRIPTORS = """
            {"name": "north site", "status": "ready", "services": [
             {"type": "activeDirectory", "name": "n.local", "domain": "n.local", "adminPassword": "Sec-ret12", "recoveryPassword": "Sec-ret34",
              "osImage": {"name": "win2012", "title": "win2012"}, "flavor": "m1.medium", "units": [{"isMaster": true}, {"isMaster": false}]},
             {"id": "w1", "type": "webServer", "name": "web", "adminPassword": "Sec-ret56", "osImage": {"name": "win2012", "title": "win2012"}, "flavor": "m1.medium",
              "unitNamingPattern": "web#", "domain": "n.local", "units": [{"state": {"x": true}}]}]}""";

    @TempDir
    Path folder;

    @Test
    void descriptorsBecomeAnEnvironmentAndWhatIsNotTheSameIsTold(WorkbenchDriver workbench, Services services) throws IOException, FailureException {
        Path file = Files.writeString(folder.resolve("services.json"), DESCRIPTORS);
        TransferPage page = TransferPage.importing(workbench);
        assertFalse(page.canImport());
        page.file(file).waitForWords("2 services with 3 units");
        assertEquals("north site", page.name());
        assertTrue(page.notes().column(2).containsAll(List.of("status", "id", "adminPassword", "osImage", "state")), () -> page.notes().column(2).toString());
        page.finish();

        EnvironmentPage editor = new EnvironmentPage(workbench, "north-site");
        editor.settle();
        Environment read = editor.document().environment();
        assertEquals("north site", read.name());
        Service web = read.services().getLast();
        SecretRef password = (SecretRef) web.value("adminPassword");
        assertEquals("Sec-ret56", services.secrets().find(EnvironmentSecrets.key(read, password)).map(Secret::reveal).orElse(""));
        String text = Files.readString(services.home().environments().resolve("north-site.yaml"));
        assertFalse(text.contains("Sec-ret"), text);

        TransferPage again = TransferPage.importing(workbench).file(file).waitForWords("2 services");
        again.shell().label("There is an environment in north-site.yaml already.");
        assertFalse(again.canImport());
        again.name("south site").finish();
        EnvironmentPage other = new EnvironmentPage(workbench, "south-site");
        other.settle();
        assertFalse(read.id().equals(other.document().environment().id()), "two with one id would be deployed as one stack");
        assertEquals(text, Files.readString(services.home().environments().resolve("north-site.yaml")));
    }

    @Test
    void whatCannotBeReadIsToldInPlace(WorkbenchDriver workbench) throws IOException {
        TransferPage page = TransferPage.importing(workbench).file(Files.writeString(folder.resolve("broken.json"), "{\"services\": [{\"name\": \"x\"}]}"));
        page.shell().label("A service needs a type.");
        assertFalse(page.canImport());
        page.file(folder.resolve("nowhere.json"));
        Wait.until("the other is told", () -> !page.shell().has(org.eclipse.swt.widgets.Label.class, l -> l.getText().contains("A service needs a type.")));
        page.file(Files.writeString(folder.resolve("right.json"), DESCRIPTORS)).waitForWords("2 services");
        assertFalse(page.shell().hasId("org.campanile.ui.failure"));
        page.shell().close();
    }

    @Test
    void anEnvironmentGoesOutInThreeFormatsWithoutPasswordsAndComesBack(WorkbenchDriver workbench) throws IOException {
        EnvironmentPage editor = EnvironmentPage.create(workbench, "outgoing");
        Environment before = editor.document().environment();
        TransferPage page = TransferPage.exporting(workbench);
        String hot = page.format("Heat", "heat_template_version").text();
        assertTrue(page.limits().contains("Steps inside the servers"));
        page.shell().buttonWithId(Topology.EXPORT + ".copy").click();
        Wait.until("it is on the clipboard", () -> hot.equals(clipboard(workbench)));
        page.format("TOSCA", "tosca_definitions_version: tosca_simple_yaml_1_3");
        assertTrue(page.limits().contains("inputs, to be given at deployment"));
        page.format("Service", "\"type\": \"activeDirectory\"");
        assertTrue(page.text().contains("\"adminPassword\": \"\""));
        assertTrue(page.limits().contains("empty texts; fill them in"));
        page.shell().close();
        page.shell().waitUntilClosed();

        TransferPage back = TransferPage.importing(workbench).file(Files.writeString(folder.resolve("stack.yaml"), hot)).waitForWords("Heat template made here");
        back.name("returned").finish();
        EnvironmentPage other = new EnvironmentPage(workbench, "returned");
        other.settle();
        assertEquals(before.services(), other.document().environment().services());
    }

    @Test
    void loadBalancersAreWrittenWhereTheyAreWanted(WorkbenchDriver workbench, Services services) {
        Environment empty = new EnvironmentTemplates(Documents.TYPES).find("farm").orElseThrow().fill().apply(Environment.create("farm"));
        Environment farm = empty;
        for (Service service : empty.services()) {
            farm = farm.setField(service.id(), Service.IMAGE, "win2012");
        }
        Environment whole = farm;
        workbench.read(() -> {
            Display display = Display.getCurrent();
            display.asyncExec(() -> new ExportDialog(workbench.activeShell().widget(), services, whole, Documents.TYPES).open());
            return null;
        });
        TransferPage page = TransferPage.exported(workbench);
        Wait.until("the text is there", () -> page.text().contains("OS::Octavia::LoadBalancer"));
        assertFalse(page.limits().contains("Load balancers"));
        page.shell().buttonWithId(Topology.EXPORT + ".balancers").click();
        Wait.until("it is written without", () -> page.limits().contains("Load balancers before farms: left out as chosen."));
        assertFalse(page.text().contains("Octavia"));
        page.shell().close();
    }

    private static String clipboard(WorkbenchDriver workbench) {
        return workbench.read(() -> {
            Clipboard clipboard = new Clipboard(Display.getCurrent());
            try {
                return (String) clipboard.getContents(TextTransfer.getInstance());
            } finally {
                clipboard.dispose();
            }
        });
    }
}
