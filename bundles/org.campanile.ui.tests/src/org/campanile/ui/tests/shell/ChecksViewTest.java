package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.core.check.ReportFormat;
import org.campanile.core.lab.Lab;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Services;
import org.campanile.ui.TextExport;
import org.campanile.ui.Theme;
import org.campanile.ui.checks.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ChecksPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Checks view on a real run of the demo lab's checks. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class ChecksViewTest {

    @TempDir
    private Path folder;

    private static CheckReport report(Services services, Lab lab) {
        return services.checks().runs().stream().filter(r -> r.source().equals("lab/" + lab.name())).findFirst().orElseThrow().report();
    }

    private static Instant at(CheckReport report, Finding one) {
        return report.findings().stream().filter(f -> f.rule().equals(one.rule())).map(Finding::at).findFirst().orElse(Instant.EPOCH);
    }

    @Test
    void findingsAreGroupedFilteredAndExplained(WorkbenchDriver workbench, Lab lab) {
        ChecksPage checks = new ChecksPage(workbench).checkLab(lab.name());
        // Groups stay as another test has left them, and a filter opens them.
        workbench.run(() -> Stream.of(checks.tree().widget().getItems()).forEach(i -> i.setExpanded(true)));
        List<String> all = checks.rows();
        assertTrue(all.stream().anyMatch(r -> r.startsWith("Cloud (")), all::toString);
        assertTrue(all.stream().anyMatch(r -> r.startsWith("Broker (")), all::toString);
        checks.tree().expandNode("Cloud");
        checks.tree().getTreeItem("Cloud").getNode(checks.tree().getTreeItem("Cloud").getNodes().getFirst()).select();
        Wait.until("the details of the finding", () -> checks.details().contains(Messages.evidence));

        checks.filter("no such words at all");
        assertEquals(List.of(), checks.rows());
        Wait.until("it is told why there is none", () -> checks.details().equals(Messages.noneMatches));
        checks.filter("broker");
        assertTrue(checks.rows().size() < all.size() && !checks.rows().isEmpty(), () -> checks.rows().toString());
        checks.filter("");
        assertEquals(all.size(), checks.rows().size());

        workbench.command("org.campanile.ui.checks.group", java.util.Map.of("org.eclipse.ui.commands.radioStateParameter", "NONE"));
        Wait.until("one list", () -> checks.rows().stream().noneMatch(r -> r.startsWith("Cloud (")));
        workbench.command("org.campanile.ui.checks.group", java.util.Map.of("org.eclipse.ui.commands.radioStateParameter", "SEVERITY"));
        Wait.until("groups by severity", () -> checks.rows().stream().anyMatch(r -> r.startsWith("OK (") || r.startsWith("Ok (")));
        workbench.command("org.campanile.ui.checks.group", java.util.Map.of("org.eclipse.ui.commands.radioStateParameter", "PART"));
        Wait.until("groups by part", () -> checks.rows().stream().anyMatch(r -> r.startsWith("Cloud (")));
    }

    @Test
    void oneOrAllAreCheckedAgain(WorkbenchDriver workbench, Lab lab, Services services) {
        ChecksPage checks = new ChecksPage(workbench).checkLab(lab.name());
        CheckReport first = report(services, lab);
        checks.tree().getTreeItem("Cloud").expand();
        String title = checks.tree().getTreeItem("Cloud").getNodes().getFirst();
        Finding one = first.findings().stream().filter(f -> title.startsWith(f.title()) && f.group().equals("Cloud")).findFirst().orElseThrow();
        Finding other = first.findings().stream().filter(f -> f.group().equals("Broker")).findFirst().orElseThrow();
        checks.tree().getTreeItem("Cloud").getNode(title).select();
        workbench.command("org.campanile.ui.checks.recheck");
        Wait.until("the finding is newer", () -> at(report(services, lab), one).isAfter(one.at()));
        assertEquals(other.at(), at(report(services, lab), other), "only the selected check runs again");
        assertEquals(first.findings().size(), report(services, lab).findings().size());

        checks.view().show();
        workbench.command("org.eclipse.ui.file.refresh");
        Wait.until("all findings are newer", () -> at(report(services, lab), other).isAfter(other.at()));
        checks.waitForRun();
    }

    @Test
    void rowsStayInPlaceWhileAllIsCheckedAgain(WorkbenchDriver workbench, Lab lab, Services services) {
        ChecksPage checks = new ChecksPage(workbench).checkLab(lab.name());
        PublishedChecks whole = services.checks().runs().stream().filter(r -> r.source().equals("lab/" + lab.name())).findFirst().orElseThrow();
        checks.tree().getTreeItem("Cloud").expand();
        // Selected is the last of its group: looked at again first, it would come to the top if rows were in the order of their news.
        String title = checks.tree().getTreeItem("Cloud").getNodes().getLast();
        checks.tree().getTreeItem("Cloud").getNode(title).select();
        // A group other than that of the selected row: a closing group takes the selection to itself.
        workbench.run(() -> Stream.of(checks.tree().widget().getItems()).filter(i -> !i.getText().startsWith("Cloud")).forEach(i -> i.setExpanded(false)));
        List<String> before = checks.rows();
        assertTrue(before.stream().anyMatch(r -> r.startsWith("Broker (")) && before.stream().anyMatch(r -> r.strip().equals(title)), before::toString);
        TreeItem row = workbench.read(() -> checks.tree().widget().getSelection()[0]);
        assertEquals(title, workbench.read(row::getText), "a finding is selected, not its group");
        Color known = workbench.read(() -> row.getForeground(0));
        Color pale = workbench.read(() -> services.theme().color(Theme.Tone.MUTED));
        assertNotEquals(known, pale);

        services.checks().publish(whole.with(new CheckReport(lab.name(), Instant.now(), Duration.ZERO, false, List.of(), List.of())));
        Wait.until("the row is pale", () -> workbench.read(() -> row.getForeground(0)).equals(pale));
        assertEquals(before, checks.rows(), "nothing went away, nothing opened or closed");
        assertEquals(row, workbench.read(() -> checks.tree().widget().getSelection()[0]), "the same row is selected");
        String rule = whole.report().findings().stream().filter(f -> f.group().equals("Cloud") && title.equals(text(f))).findFirst().orElseThrow().rule();
        List<Finding> again = whole.report().findings().stream().filter(f -> f.rule().equals(rule)).toList();
        services.checks().publish(whole.with(new CheckReport(lab.name(), Instant.now(), Duration.ZERO, false, again, List.of())));
        Wait.until("what was looked at again is not pale", () -> workbench.read(() -> row.getForeground(0)).equals(known));
        assertEquals(before, checks.rows(), "what was looked at again keeps its place");
        TreeItem other = workbench.read(() -> row.getParentItem().getItem(0));
        assertEquals(pale, workbench.read(() -> other.getForeground(0)), "what was not looked at again yet is still pale");
        services.checks().publish(whole);
        checks.waitForRun();
        assertEquals(known, workbench.read(() -> other.getForeground(0)), "nothing is pale in a whole report");
        assertEquals(before, checks.rows());
    }

    private static String text(Finding finding) {
        return finding.headline();
    }

    @Test
    void underItsPartAFindingDoesNotSayThePartAgain(WorkbenchDriver workbench, Lab lab, Services services) {
        Finding ends = titled("Keystone is set up", "Keystone", Finding.ok("endpoints of murano", "three"));
        Finding bare = titled("Keystone is set up", "Keystone", Finding.ok("", "all"));
        Finding other = titled("Service catalogue", "Keystone", Finding.ok("image", "http://127.0.0.1"));
        CheckReport report = new CheckReport(lab.name() + " parts", Instant.now(), Duration.ZERO, true, List.of(ends, bare, other), List.of());
        services.checks().publish(new PublishedChecks("made up", report, null));
        ChecksPage checks = new ChecksPage(workbench);
        List<String> named = List.of("endpoints of murano", "Is set up", "Service catalogue: image");
        Wait.until("the rows are named", () -> checks.rows().stream().map(String::strip).toList().containsAll(named));
        checks.tree().expandNode("Keystone (3)", "endpoints of murano").select();
        Wait.until("the details name it in full", () -> checks.details().contains("Keystone is set up: endpoints of murano"));
        workbench.command("org.campanile.ui.checks.copy");
        Wait.until("the copy names it in full", () -> clipboard(workbench).contains("Keystone is set up"));
        assertTrue(ReportFormat.CSV.render(report).contains("Keystone is set up"));
        workbench.command("org.campanile.ui.checks.group", java.util.Map.of("org.eclipse.ui.commands.radioStateParameter", "NONE"));
        Wait.until("one list says it in full", () -> checks.rows().contains("Keystone is set up: endpoints of murano"));
        workbench.command("org.campanile.ui.checks.group", java.util.Map.of("org.eclipse.ui.commands.radioStateParameter", "PART"));
    }

    private static Finding titled(String title, String group, Finding f) {
        return new Finding("made.up." + f.subject(), title, group, f.subject(), f.severity(), f.evidence(), "", "", "", f.step(), Instant.now(), Duration.ZERO);
    }

    /** An environment of a thousand services has thousands of findings. */
    @Test
    void thousandsOfFindingsKeepTheWindowAliveAndAreAllReached(WorkbenchDriver workbench, Services services) {
        ChecksPage checks = new ChecksPage(workbench);
        checks.view().show();
        List<Finding> many = IntStream.range(0, 5000).mapToObj(i -> titled("Image", i < 4000 ? "Environment" : "Quota", Finding.ok("service" + i, "seen " + i))).toList();
        services.checks().publish(new PublishedChecks("made up", new CheckReport("made up", Instant.now(), Duration.ZERO, true, many, List.of()), null));
        try {
            Wait.until("the first of them", () -> checks.rows().size() == 2 + 2 * 201);
            TreeItem more = workbench.read(() -> checks.tree().widget().getItem(0).getItem(200));
            workbench.run(() -> {
                checks.tree().widget().setSelection(more);
                Event enter = new Event();
                enter.item = more;
                checks.tree().widget().notifyListeners(SWT.DefaultSelection, enter);
            });
            Wait.until("the next of them", () -> checks.rows().size() == 2 + 3 * 200 + 2);
            services.checks().publish(new PublishedChecks("made up", new CheckReport("made up", Instant.now(), Duration.ZERO, true, many, List.of()), null));
            workbench.run(() -> { });
            assertEquals(2 + 3 * 200 + 2, checks.rows().size(), "what was unfolded stays so when the run is told again");
            checks.filter("service3999");
            Wait.until("one that was never shown", () -> checks.rows().size() == 2);
        } finally {
            checks.filter("");
            services.checks().withdraw("made up");
        }
    }

    @Test
    void findingsAreCopiedAsText(WorkbenchDriver workbench, Lab lab) {
        ChecksPage checks = new ChecksPage(workbench).checkLab(lab.name());
        checks.tree().unselect();
        workbench.command("org.campanile.ui.checks.copy");
        Wait.until("the clipboard has the findings", () -> clipboard(workbench).contains("Broker"));
    }

    private static String clipboard(WorkbenchDriver workbench) {
        return workbench.read(() -> {
            Clipboard clipboard = new Clipboard(Display.getCurrent());
            try {
                return String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
            } finally {
                clipboard.dispose();
            }
        });
    }

    @Test
    void aRunIsExportedInFourFormats(WorkbenchDriver workbench, Lab lab, Services services) throws IOException {
        new ChecksPage(workbench).checkLab(lab.name());
        CheckReport report = report(services, lab);
        for (ReportFormat format : List.of(ReportFormat.JSON, ReportFormat.CSV, ReportFormat.HTML, ReportFormat.JUNIT)) {
            Path file = folder.resolve("findings." + format.extension());
            TextExport.write(services, NLS.bind(Messages.exportFindingsAs, format.label()), file, format.render(report));
            Wait.until(file + " is written", () -> Files.exists(file));
            workbench.waitForJobs(TextExport.class, Wait.LIMIT);
            String text = Files.readString(file);
            assertTrue(report.findings().stream().allMatch(f -> text.contains(f.title().replace("'", format == ReportFormat.JSON || format == ReportFormat.CSV ? "'"
                    : "&#39;")) || text.contains(f.title())), format + " has all findings");
            assertFalse(text.contains("admin-secret"), format + " has no secret");
        }
    }

    @Test
    void anExportThatTheDiskRefusesIsToldInADialog(WorkbenchDriver workbench, Services services) throws IOException {
        Path file = Files.writeString(folder.resolve("no-folder"), "a file where a folder is needed");
        TextExport.write(services, NLS.bind(Messages.exportFindingsAs, "JSON"), file.resolve("findings.json"), "{}");
        var dialog = workbench.shell(NLS.bind(Messages.exportFindingsAs, "JSON"));
        assertTrue(dialog.textWithId("org.campanile.ui.failureDialog.meaning").getText().length() > 5);
        dialog.buttonWithId("org.campanile.ui.failureDialog.copy").click();
        Wait.until("the clipboard has the details", () -> clipboard(workbench).contains("findings.json"));
        dialog.buttonWithId("org.campanile.ui.failureDialog.close").click();
        dialog.waitUntilClosed();
    }
}
