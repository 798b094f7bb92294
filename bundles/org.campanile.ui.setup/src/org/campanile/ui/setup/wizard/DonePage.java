package org.campanile.ui.setup.wizard;


import org.campanile.core.setup.SetupRecord;
import org.campanile.core.step.RunResult;
import org.campanile.ui.Clip;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.TextExport;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** What was proven, what was left, how to go on or back; the report can be copied and saved. UI thread only. */
final class DonePage extends WizardPage {

    private final SetupContext context;
    private Text report;

    DonePage(SetupContext context) {
        super("done", Messages.done, null);
        this.context = context;
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        area.setLayout(layout);
        report = Names.name(new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.WRAP | SWT.BORDER), SetupIds.WIZARD + "done.report");
        report.setFont(Fonts.mono());
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1);
        place.widthHint = 600;
        place.heightHint = 260;
        report.setLayoutData(place);
        button(area, "done.copy", Messages.copyReport, () -> Clip.copy(getShell().getDisplay(), report.getText()));
        button(area, "done.html", Messages.saveAsHtml, () -> save("setup-report.html", SetupRecord.Format.HTML));
        button(area, "done.markdown", Messages.saveAsMarkdown, () -> save("setup-report.md", SetupRecord.Format.MARKDOWN));
        setControl(area);
    }

    private void save(String name, SetupRecord.Format format) {
        TextExport.ask(getShell(), Messages.saveReport, name, context.record().orElseThrow().render(format),
                file -> setMessage(NLS.bind(Messages.savedAs, file), IMessageProvider.INFORMATION));
    }

    /** There is no way back once it has run. */
    @Override
    public IWizardPage getPreviousPage() {
        return null;
    }

    private static void button(Composite parent, String id, String text, Runnable run) {
        Button button = Names.name(new Button(parent, SWT.PUSH), SetupIds.WIZARD + id);
        button.setText(text);
        button.addListener(SWT.Selection, e -> run.run());
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            SetupRecord record = context.record().orElseThrow();
            RunResult result = record.result().orElseThrow();
            setTitle(result.ok() ? Messages.done : result.cancelled() ? Messages.stopped : Messages.notFinished);
            setMessage(SetupReport.headline(result, context.lab().name()), result.ok() ? IMessageProvider.INFORMATION : IMessageProvider.WARNING);
            report.setText(SetupReport.text(record));
            setPageComplete(true);
        }
        super.setVisible(visible);
    }
}
