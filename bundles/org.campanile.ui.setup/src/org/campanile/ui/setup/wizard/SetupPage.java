package org.campanile.ui.setup.wizard;

import java.util.List;

import org.campanile.core.setup.SetupRequest;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;

/** A page over the draft: it writes the draft into its fields when shown, reads them on each change, and tells the first problem. UI thread only. */
abstract class SetupPage extends WizardPage {

    private final SetupContext context;
    private final String fields;
    private final String description;
    private boolean touched;

    /** @param fields begin of the ids of the fields this page is for; empty for problems of the whole */
    SetupPage(String name, String title, String description, SetupContext context, String fields) {
        super(name, title, null);
        this.context = context;
        this.fields = fields;
        this.description = description;
        setDescription(description);
    }

    final SetupContext context() {
        return context;
    }

    /** Makes the fields. */
    abstract void build(Composite area);

    /** Fills the fields from the draft. */
    abstract void write(SetupDraft draft);

    /** The draft with what is in the fields. */
    abstract SetupDraft read(SetupDraft draft);

    /** Shows what follows from the draft, and the problems of the fields. */
    abstract void refresh(SetupDraft draft, List<SetupRequest.Problem> problems);

    @Override
    public final void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        layout.verticalSpacing = 8;
        area.setLayout(layout);
        setControl(area);
        build(area);
        write(context.draft());
        update();
    }

    /** To be called on each change of a field. */
    final void changed() {
        touched = true;
        context.draft(read(context.draft()));
        update();
    }

    /** Tells problems, completeness and what follows from the draft. */
    final void update() {
        List<SetupRequest.Problem> problems = context.draft().problems(fields);
        setPageComplete(problems.isEmpty());
        refresh(context.draft(), touched ? problems : List.of());
        setErrorMessage(touched && !problems.isEmpty() ? problems.getFirst().message() : null);
        setMessage(description, IMessageProvider.NONE);
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            write(context.draft());
            update();
        }
        super.setVisible(visible);
    }
}
