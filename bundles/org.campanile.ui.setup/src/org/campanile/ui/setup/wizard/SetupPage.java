package org.campanile.ui.setup.wizard;

import java.util.List;

import org.campanile.core.recipe.ValueProblem;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;

/** A page that asks: it shows the draft when it becomes visible, takes each change into it, and tells the first problem. UI thread only. */
abstract class SetupPage extends WizardPage {

    private final SetupContext context;
    private final String description;
    private boolean touched;

    SetupPage(String name, String title, String description, SetupContext context) {
        super(name, title, null);
        this.context = context;
        this.description = description;
        setDescription(description);
    }

    final SetupContext context() {
        return context;
    }

    /** Makes the widgets. */
    abstract void build(Composite area);

    /** Shows the draft. */
    abstract void show();

    /** All that is not acceptable on this page, in its order; quick. */
    abstract List<ValueProblem> problems();

    /** Marks the fields that have problems. */
    abstract void mark(List<ValueProblem> problems);

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
    }

    /** To be called on each change. */
    final void changed() {
        touched = true;
        update();
    }

    /** Tells problems and whether the next page may be opened. */
    final void update() {
        List<ValueProblem> found = problems();
        setPageComplete(found.isEmpty());
        tell(touched ? found : List.of());
        if (!touched && !found.isEmpty()) {
            // No error yet, but on a long page nobody finds by himself what the way on waits for.
            setMessage(found.getFirst().message(), IMessageProvider.INFORMATION);
        }
    }

    /** Tells problems that were found by looking longer, unless something has changed since. */
    final void tell(List<ValueProblem> found) {
        mark(found);
        setErrorMessage(found.isEmpty() ? null : found.getFirst().message());
        setMessage(description, IMessageProvider.NONE);
        if (!found.isEmpty()) {
            setPageComplete(false);
        }
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            show();
            update();
        }
        super.setVisible(visible);
        if (visible) {
            getControl().setFocus();
        }
    }
}
