package org.campanile.ui.tests.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.campanile.core.lab.Lab;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.controllers.board.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ControllerDetailsPage;
import org.campanile.ui.tests.pages.ControllerViewsPage;
import org.campanile.ui.tests.pages.ControllersPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A saved database and a folder of saved answers on the board: looked at like any other, and nothing to act on. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class CapturedSystemsTest {

    @TempDir
    Path folder;

    private Path database() throws IOException {
        Path file = folder.resolve("sm.db");
        try (InputStream in = new GZIPInputStream(CapturedSystemsTest.class.getResourceAsStream("sm.db.gz"))) {
            Files.copy(in, file);
        }
        return file;
    }

    private Path answers() throws IOException {
        Path answers = Files.createDirectory(folder.resolve("answers"));
        Files.writeString(answers.resolve("nodes.json"), "{\"nodes\":[{\"id\":1,\"name\":\"c-0\",\"administrative_state\":\"unlocked\",\"operational_state\":\"enabled\","
                + "\"availability_status\":\"available\",\"ready_state\":\"enabled\"},{\"id\":2,\"name\":\"c-1\",\"administrative_state\":\"locked\"}]}");
        Files.writeString(answers.resolve("groups.json"), "{\"sm_sda\":[{\"node_name\":\"c-0\",\"service_group_name\":\"vim-services\",\"state\":\"active\","
                + "\"desired_state\":\"active\"},{\"node_name\":\"c-1\",\"service_group_name\":\"vim-services\",\"state\":\"disabled\",\"desired_state\":\"disabled\"}]}");
        return answers;
    }

    @Test
    void bothAreLookedAtLikeAnyOther(WorkbenchDriver workbench, Services services, Lab demo) throws IOException, FailureException {
        List<SystemProfile> systems = List.of(SystemProfile.captured("Saved database", database()), SystemProfile.captured("Saved answers", answers()),
                SystemProfile.captured("Nothing there", folder.resolve("nothing")));
        try (SystemsLab lab = SystemsLab.of(workbench, services, demo, "Captured", systems)) {
            ControllersPage board = new ControllersPage(workbench);
            Wait.until("the database is read", () -> board.sentences().size() == 3 && board.sentences().getFirst().startsWith("Active: "));
            Wait.until("the answers are", () -> board.sentences().get(1).startsWith("No controller says"));
            Wait.until("what is not there says so", () -> board.sentences().get(2).equals(Messages.couldNotBeRead));
            board.view().label("There is no such file or folder.");
            workbench.captureScreenshot(UiTest.output().resolve("controllers-captured.png"));
            board.choose(0, 1);
            ControllerDetailsPage details = new ControllerDetailsPage(workbench).tab(0);
            Wait.until("the database knows what the API does not tell", () -> details.facts().column(0).contains("Redundancy"));
            int members = details.facts().column(0).indexOf("Members");
            assertFalse(details.facts().cell(members, 1).contains("not known over this API"), details.facts().cell(members, 1));
            ControllerViewsPage.WhatIf whatIf = new ControllerViewsPage(workbench).whatIf();
            Wait.until("questions are answered from it", () -> whatIf.questions().rowCount() > 4);
            assertFalse(whatIf.ask().isEnabled(), "there is nobody to ask");
            ControllerViewsPage.Alarms alarms = new ControllerViewsPage(workbench).alarms();
            Wait.until("it has no alarms", () -> alarms.note().contains("not known here"));
            assertEquals(0, alarms.table().rowCount());
            assertTrue(board.view().show() != null);
        }
    }
}
