package org.campanile.ui.checks;

import org.campanile.core.check.CheckReport;
import org.campanile.core.check.ReportFormat;
import org.campanile.ui.Clip;
import org.eclipse.core.commands.ExecutionEvent;

/** Copies the selected findings, or all shown, as text. */
public final class CopyHandler extends ChecksHandler {
    @Override
    void run(ChecksView view, ExecutionEvent event) {
        view.report().ifPresent(report -> {
            CheckReport chosen = new CheckReport(report.title(), report.started(), report.took(), report.complete(), view.chosen(), report.timings());
            Clip.copy(view.getSite().getShell().getDisplay(), ReportFormat.TEXT.render(chosen));
        });
    }
}
