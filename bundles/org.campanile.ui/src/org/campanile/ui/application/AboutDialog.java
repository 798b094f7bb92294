package org.campanile.ui.application;

import java.util.Map;
import java.util.stream.Collectors;

import org.campanile.ui.Clip;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** About: what this is and on what it runs, with a copy for reports. UI thread only. */
final class AboutDialog extends Dialog {

    private static final int COPY = IDialogConstants.CLIENT_ID;

    private final Services services;
    private final Map<String, String> versions = Versions.all();

    AboutDialog(Shell parent, Services services) {
        super(parent);
        this.services = services;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.aboutCampanile);
        Names.name(shell, "org.campanile.ui.about");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        layout.horizontalSpacing = 12;
        area.setLayout(layout);
        Composite head = new Composite(area, SWT.NONE);
        head.setLayout(GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 0).create());
        GridDataFactory.fillDefaults().span(2, 1).applyTo(head);
        Label icon = new Label(head, SWT.NONE);
        icon.setImage(services.icons().image("bell", Theme.Tone.ACCENT, 32));
        Label title = new Label(head, SWT.NONE);
        title.setText(Messages.campanile);
        title.setFont(Fonts.title(title));
        GridDataFactory.swtDefaults().applyTo(title);
        Label what = new Label(area, SWT.WRAP);
        what.setText(Messages.purpose);
        GridDataFactory.fillDefaults().span(2, 1).hint(480, SWT.DEFAULT).applyTo(what);
        versions.forEach((name, value) -> row(area, name, value));
        return area;
    }

    private static void row(Composite area, String name, String value) {
        Label label = new Label(area, SWT.NONE);
        label.setText(name);
        GridDataFactory.swtDefaults().align(SWT.END, SWT.BEGINNING).applyTo(label);
        Text text = new Text(area, SWT.READ_ONLY | SWT.WRAP);
        text.setText(value);
        text.setBackground(area.getBackground());
        Names.name(text, "org.campanile.ui.about." + name);
        GridDataFactory.fillDefaults().grab(true, false).hint(360, SWT.DEFAULT).applyTo(text);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, COPY, Messages.copy, false), "org.campanile.ui.about.copy");
        createButton(parent, IDialogConstants.OK_ID, Messages.close, true);
    }

    /** Not on the first of the values, where it would look as if that could be typed over. */
    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        getButton(IDialogConstants.OK_ID).setFocus();
        return contents;
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == COPY) {
            Clip.copy(getShell().getDisplay(), versions.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue())
                    .collect(Collectors.joining("\n")));
        } else {
            super.buttonPressed(id);
        }
    }
}
