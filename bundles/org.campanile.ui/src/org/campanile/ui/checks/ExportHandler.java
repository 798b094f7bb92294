package org.campanile.ui.checks;

import org.campanile.core.check.ReportFormat;
import org.campanile.ui.TextExport;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.osgi.util.NLS;

/** Writes the run shown to a file of the format that the menu entry says. */
public final class ExportHandler extends ChecksHandler {
    @Override
    void run(ChecksView view, ExecutionEvent event) {
        ReportFormat format = ReportFormat.valueOf(event.getParameter("format"));
        view.report().ifPresent(report -> TextExport.ask(view.getSite().getShell(), NLS.bind(Messages.exportFindingsAs, format.label()),
                "findings." + format.extension(), format.render(report)));
    }
}
