package org.campanile.ui.tests.pages;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.campanile.ui.setup.diagnosis.DiagnosisIds;
import org.campanile.ui.setup.diagnosis.DiagnosisView;
import org.campanile.ui.setup.diagnosis.Messages;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;

/** The Diagnosis view. */
public final class DiagnosisPage {

    private static final Duration SEARCH = Duration.ofSeconds(60);

    private final WorkbenchDriver workbench;

    /** Opens the view. */
    public DiagnosisPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        workbench.openView(DiagnosisView.ID);
    }

    /** The view. */
    public ViewDriver view() {
        return workbench.viewById(DiagnosisView.ID);
    }

    /** Diagnoses the active lab and waits for the end. */
    public DiagnosisPage diagnoseLab() {
        workbench.command(DiagnosisIds.LAB_COMMAND);
        return waitForTheEnd();
    }

    /** Sends a small environment through Murano and follows it to the end. @param seconds after which its agent counts as silent */
    public DiagnosisPage send(int seconds) {
        workbench.command(DiagnosisIds.SEND_COMMAND);
        ShellDriver dialog = workbench.shell(Messages.sendTitle);
        workbench.run(() -> ((Spinner) dialog.withId(DiagnosisIds.SEND + ".patience").widget()).setSelection(seconds));
        dialog.buttonWithId(DiagnosisIds.SEND + ".send").click();
        dialog.waitUntilClosed();
        return waitForTheEnd();
    }

    /** Waits until nothing is looked for any more. */
    public DiagnosisPage waitForTheEnd() {
        workbench.settle();
        workbench.waitForJobs(DiagnosisView.class, SEARCH);
        Wait.until("the diagnosis is shown", SEARCH, () -> view().hasId(DiagnosisIds.VIEW + ".look") && view().buttonWithId(DiagnosisIds.VIEW + ".look").isEnabled());
        return this;
    }

    /** The sentence above the links. */
    public String sentence() {
        return view().withId(DiagnosisIds.VIEW + ".sentence").read(l -> ((Label) l).getText());
    }

    /** Links and their states, such as {@code "Keystone: Good"}. */
    public List<String> links() {
        return rows("links");
    }

    /** Steps of the search and their states. */
    public List<String> steps() {
        return rows("steps");
    }

    private List<String> rows(String table) {
        TableDriver rows = view().tableWithId(DiagnosisIds.VIEW + "." + table);
        return IntStream.range(0, rows.rowCount()).mapToObj(row -> rows.cell(row, 0) + ": " + rows.cell(row, 1)).toList();
    }

    /** The link that is selected. */
    public String selected() {
        TableDriver links = view().tableWithId(DiagnosisIds.VIEW + ".links");
        int[] rows = links.selection();
        return rows.length == 0 ? "" : links.cell(rows[0], 0);
    }

    /** What is said of the selected link. */
    public String details() {
        return view().withId(DiagnosisIds.VIEW + ".details").read(t -> ((StyledText) t).getText());
    }
}
