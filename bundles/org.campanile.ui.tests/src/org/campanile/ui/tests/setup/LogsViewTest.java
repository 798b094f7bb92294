package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

import org.campanile.core.lab.Lab;
import org.campanile.core.logs.LogSource;
import org.campanile.ui.setup.logs.LogIds;
import org.campanile.ui.setup.logs.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LogsPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two logs of this machine in one list by time: folded, searched, filtered, followed, explained. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class LogsViewTest {

    private static final Duration READ = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @AfterEach
    void readNoMore(WorkbenchDriver workbench, Lab lab) {
        new LogsPage(workbench).read(lab, List.of());
    }

    private static LogSource source(Path file) throws Exception {
        return LogSource.parse(LogSource.LOCAL + ":" + file);
    }

    @Test
    void tracebacksAreFoldedAndWhatComesLaterIsFollowed(WorkbenchDriver workbench, Lab lab) throws Exception {
        Path api = Files.writeString(folder.resolve("murano-api.log"), """
                2013-10-01 12:00:00 INFO muranoapi.api [-] Starting
                2013-10-01 12:00:04 ERROR muranoapi.api [-] Cannot take the task
                Traceback (most recent call last):
                  File "/usr/lib/api.py", line 7, in call
                    raise IOError("socket closed")
                IOError: socket closed
                """);
        Path conductor = Files.writeString(folder.resolve("murano-conductor.log"), """
                2013-10-01 12:00:02 WARNING muranoconductor.app [-] Waiting for a task
                """);
        LogsPage page = new LogsPage(workbench).read(lab, List.of(source(api), source(conductor)));
        Wait.until("both are read", READ, () -> page.table().rowCount() == 3);
        assertTrue(page.rows().get(0).startsWith("Info: ") && page.rows().get(1).startsWith("Warning: ") && page.rows().get(2).startsWith("Error: "),
                () -> page.rows().toString());
        page.table().select(2);
        Wait.until("all of the traceback is told", () -> page.details().contains("raise IOError"));
        page.toggle("fold");
        Wait.until("each line is an entry", () -> page.table().rowCount() == 7);
        page.toggle("fold");
        Wait.until("folded again", () -> page.table().rowCount() == 3);

        page.severity("Error and above");
        Wait.until("only errors", () -> page.table().rowCount() == 1);
        page.severity(Messages.allSeverities).search("/task$/");
        Wait.until("lines that end so", () -> page.table().rowCount() == 2);
        page.view().textWithId(LogIds.VIEW + ".filter").pressShortcut(0, SWT.ESC);
        Wait.until("Esc clears the search and goes to the list", () -> page.table().rowCount() == 3 && page.table().read(Control::isFocusControl));
        workbench.command("org.campanile.ui.filter");
        Wait.until("Ctrl+F goes to the search", () -> page.view().textWithId(LogIds.VIEW + ".filter").read(Control::isFocusControl));

        Files.writeString(conductor, "2013-10-01 12:00:09 CRITICAL muranoconductor.app [-] No route to the broker\n", StandardOpenOption.APPEND);
        Wait.until("the new line is followed", READ, () -> page.rows().size() == 4 && page.rows().getLast().startsWith("Critical: "));
        assertEquals("4 of 8 lines", page.count());
    }

    @Test
    void aLogThatIsNotThereIsTold(WorkbenchDriver workbench, Lab lab) throws Exception {
        LogsPage page = new LogsPage(workbench).read(lab, List.of(source(folder.resolve("none.log"))));
        String told = Wait.forThe("the trouble", READ, () -> page.view().label("none.log"));
        assertTrue(told.contains("none.log"), told);
        assertEquals(Messages.allSeverities, page.severity());
    }

    @Test
    void zerosAreSeenAndAVeryLongLineIsCut(WorkbenchDriver workbench, Lab lab) throws Exception {
        Path odd = Files.writeString(folder.resolve("odd.log"), "2013-10-01 12:00:00 ERROR odd [-] a zero \0 and its end\n2013-10-01 12:00:01 ERROR odd [-] long " + "x".repeat(100_000) + "\n");
        LogsPage page = new LogsPage(workbench).read(lab, List.of(source(odd)));
        Wait.until("it is read", READ, () -> page.table().rowCount() == 2);
        Wait.until("the zero is seen", READ, () -> page.rows().getFirst().equals("Error: odd [-] a zero \u00b7 and its end"));
        page.table().select(1);
        Wait.until("the long line is cut", READ, () -> page.details().contains("more characters"));
        assertTrue(page.details().length() < 10_000, "a widget takes seconds for more");
    }
}
