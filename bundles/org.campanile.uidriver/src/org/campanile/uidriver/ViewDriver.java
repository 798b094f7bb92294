package org.campanile.uidriver;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPart;

/** A view or editor that is open, and all that is in it. */
public final class ViewDriver extends ScopeDriver<Composite> {

    private final IWorkbenchPart part;

    ViewDriver(IWorkbenchPart part, Composite area) {
        super(area);
        this.part = part;
    }

    /** The part itself; touch it on the UI thread only. */
    public IWorkbenchPart part() {
        return part;
    }

    /** What its tab says. */
    public String getTitle() {
        return Ui.read(part::getTitle);
    }

    /** Brings it to the front and gives it the focus. */
    public ViewDriver show() {
        Ui.run(() -> part.getSite().getPage().activate(part));
        return this;
    }

    /** Closes it. */
    public void close() {
        Ui.run(() -> {
            if (part instanceof IViewPart view) {
                view.getViewSite().getPage().hideView(view);
            }
        });
    }
}
