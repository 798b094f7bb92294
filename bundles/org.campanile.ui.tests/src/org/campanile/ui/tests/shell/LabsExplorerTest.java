package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;

import org.campanile.core.lab.Lab;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Labs explorer shows each lab with what it is made of. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class LabsExplorerTest {

    @Test
    void aLabIsMadeOfItsCloudBrokerAndControllers(WorkbenchDriver workbench, Lab lab) {
        LabsPage labs = new LabsPage(workbench).waitFor(lab.name(), true);
        List<String> parts = labs.parts(lab.name());
        assertTrue(parts.getFirst().startsWith("Cloud  " + URI.create(lab.cloud().orElseThrow().authUrl()).getAuthority()), parts::toString);
        assertTrue(parts.get(1).startsWith("Broker  " + lab.broker().orElseThrow().address()), parts::toString);
        assertTrue(parts.get(2).startsWith("demo-controllers  127.0.0.1:"), parts::toString);
    }
}
