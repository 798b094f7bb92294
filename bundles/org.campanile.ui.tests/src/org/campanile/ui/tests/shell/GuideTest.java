package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.campanile.ui.guide.GuideText;
import org.campanile.ui.guide.GuideView;
import org.campanile.ui.guide.Topic;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The guide opens at the topic of the perspective, and what it links to is there. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class GuideTest {

    private static String text(Topic topic) throws IOException {
        try (InputStream in = Platform.getBundle("org.campanile.ui").getEntry(topic.file()).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What the view shows. */
    private static String read(WorkbenchDriver workbench) {
        GuideView guide = (GuideView) workbench.viewById(GuideView.ID).part();
        return workbench.read(guide::text);
    }

    @Test
    void itOpensAtTheTopicOfThePerspective(WorkbenchDriver workbench) {
        workbench.perspectiveById("org.campanile.ui.controllers.perspective");
        workbench.command("org.campanile.ui.guide");
        Wait.until("the topic of controllers is shown", () -> read(workbench).contains("The board shows both controllers"));
        assertTrue(read(workbench).contains("Pre-check swact</a> (Shift+Ctrl+K)"), () -> read(workbench));
        workbench.viewById(GuideView.ID).close();
    }

    @Test
    void theKeysAreListedByThemselves(WorkbenchDriver workbench) {
        workbench.command("org.campanile.ui.guide");
        GuideView guide = (GuideView) workbench.viewById(GuideView.ID).part();
        workbench.read(() -> {
            guide.show(Topic.KEYS);
            return null;
        });
        String keys = read(workbench);
        assertTrue(keys.contains("Ctrl+N"), keys);
        assertTrue(keys.contains("<b>Deploy</b>: Builds the environment"), keys);
        workbench.viewById(GuideView.ID).close();
    }

    @Test
    void everyCommandItLinksToIsThereAndHasAName(WorkbenchDriver workbench) throws IOException {
        int links = 0;
        for (Topic topic : Topic.values()) {
            if (topic.file().isEmpty()) {
                continue;
            }
            for (String command : GuideText.commands(text(topic))) {
                links++;
                assertTrue(workbench.read(() -> PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(command).isDefined()), command);
            }
        }
        assertTrue(links > 20, "links: " + links);
    }

    @Test
    void aKeyStandsBehindItsLinkAndNothingWhereThereIsNone() {
        String xml = "<form><p><a href=\"command:a\">Do</a>, <a href=\"command:b\">Leave</a></p></form>";
        String shown = GuideText.withKeys(xml, id -> id.equals("a") ? "Ctrl+<" : "");
        assertEquals("<form><p><a href=\"command:a\">Do</a> (Ctrl+&lt;), <a href=\"command:b\">Leave</a></p></form>", shown);
        assertFalse(GuideText.keys(List.of(new GuideText.Key("A & B", "Do", "F1", ""))).contains("A & B"));
    }
}
