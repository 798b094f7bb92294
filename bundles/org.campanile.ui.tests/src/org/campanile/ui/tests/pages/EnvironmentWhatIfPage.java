package org.campanile.ui.tests.pages;

import java.util.List;

import org.campanile.ui.topology.whatif.WhatIfView;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;

/** The view that says what is left of an environment when something is lost. */
public final class EnvironmentWhatIfPage {

    private final WorkbenchDriver workbench;
    private final ViewDriver view;

    /** Opens it. */
    public EnvironmentWhatIfPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        view = workbench.openView(WhatIfView.ID);
    }

    /** What may be lost. */
    public TableDriver losses() {
        return view.tableWithId(WhatIfView.LOSSES);
    }

    /** Chooses rows of what may be lost, by their names. */
    public EnvironmentWhatIfPage lose(String... names) {
        losses().select(List.of(names).stream().mapToInt(losses()::indexOf).toArray());
        return this;
    }

    /** Waits for the answer with this part in its sentence. */
    public String headline(String part) {
        return view.label(part);
    }

    /** What becomes of the services. */
    public TableDriver outcomes() {
        return view.tableWithId(WhatIfView.OUTCOMES);
    }

    /** What to do about it. */
    public List<String> advice() {
        return view.tableWithId(WhatIfView.ADVICE).column(0);
    }

    /** The button that ends the question. */
    public ButtonDriver clear() {
        return view.buttonWithId(WhatIfView.CLEAR);
    }

    /** Presses Escape in the table of what may be lost. */
    public EnvironmentWhatIfPage escape() {
        var table = view.withId(WhatIfView.LOSSES).widget();
        workbench.run(() -> {
            Event event = new Event();
            event.keyCode = SWT.ESC;
            table.notifyListeners(SWT.KeyDown, event);
        });
        return this;
    }
}
