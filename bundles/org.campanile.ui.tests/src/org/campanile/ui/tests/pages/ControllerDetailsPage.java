package org.campanile.ui.tests.pages;

import org.campanile.ui.controllers.DetailsView;
import org.campanile.ui.controllers.ExchangesView;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TabFolder;

/** Details of what is chosen on the board of controllers. */
public final class ControllerDetailsPage {

    private final WorkbenchDriver workbench;

    /** The view, opened if it is not. */
    public ControllerDetailsPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        workbench.openView(DetailsView.ID);
    }

    private ViewDriver view() {
        return workbench.viewById(DetailsView.ID);
    }

    /** Waits until it is about {@code title}. */
    public ControllerDetailsPage waitFor(String title) {
        Wait.until("the details are about " + title, () -> title().equals(title));
        return this;
    }

    /** What it is about. */
    public String title() {
        return view().withId(DetailsView.ID + ".title").read(c -> ((Label) c).getText());
    }

    /** Turns to a tab by its position. */
    public ControllerDetailsPage tab(int index) {
        TabFolder tabs = view().find("tabs", TabFolder.class, 0, t -> true);
        workbench.run(() -> tabs.setSelection(index));
        return this;
    }

    /** States of what is chosen. */
    public TableDriver facts() {
        return view().tableWithId(DetailsView.FACTS);
    }

    /** Services of the controller that answered. */
    public TableDriver services() {
        return view().tableWithId(DetailsView.SERVICES);
    }

    /** Raw exchanges. */
    public TableDriver exchanges() {
        workbench.openView(ExchangesView.ID);
        return workbench.viewById(ExchangesView.ID).tableWithId(ExchangesView.EXCHANGES);
    }
}
