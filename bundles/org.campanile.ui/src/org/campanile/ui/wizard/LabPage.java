package org.campanile.ui.wizard;

import java.util.List;

import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabProblem;
import org.campanile.ui.Services;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;

/** A page over the draft: it writes the draft into its fields when shown, reads them on each change, and tells the first problem. */
abstract class LabPage extends WizardPage {

    private final Services services;
    private final LabEdit edit;
    private final List<String> fields;
    private final String description;
    private boolean touched;

    /** @param fields beginnings of the ids of the fields this page is for */
    LabPage(String name, String title, String description, Services services, LabEdit edit, List<String> fields) {
        super(name, title, null);
        this.services = services;
        this.edit = edit;
        this.fields = fields;
        this.description = description;
        setDescription(description);
    }

    final Services services() {
        return services;
    }

    final LabEdit edit() {
        return edit;
    }

    /** Makes the fields. */
    abstract void build(Composite area);

    /** Fills the fields from the draft. */
    abstract void write(LabDraft draft);

    /** The draft with what is in the fields. */
    abstract LabDraft read(LabDraft draft);

    /** What has to be there before the next page although no field of the draft is wrong, in a sentence; empty when nothing has. */
    String missing() {
        return "";
    }

    /** Marks fields that have problems. */
    abstract void mark(List<LabProblem> problems);

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
        write(edit.draft());
        update();
    }

    /** To be called on each change of a field. */
    final void changed() {
        touched = true;
        edit.draft(read(edit.draft()));
        update();
    }

    /** Tells problems, and whether the page is complete, anew. */
    final void update() {
        List<LabProblem> problems = edit.problems(fields);
        boolean errors = problems.stream().anyMatch(LabProblem::error);
        String missing = missing();
        setPageComplete(!errors && missing.isEmpty());
        mark(touched ? problems : List.of());
        long wrong = problems.stream().filter(LabProblem::error).count();
        setErrorMessage(touched && errors ? told(problems.getFirst().message(), wrong - 1) : null);
        if (!errors && !problems.isEmpty()) {
            setMessage(problems.getFirst().message(), IMessageProvider.WARNING);
        } else {
            setMessage(missing.isEmpty() ? description : missing, IMessageProvider.NONE);
        }
    }

    private static String told(String problem, long more) {
        return more > 0 ? NLS.bind(Messages.problemAndMore, problem, more) : problem;
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            write(edit.draft());
            update();
        }
        super.setVisible(visible);
        if (visible) {
            getControl().setFocus();
        }
    }
}
