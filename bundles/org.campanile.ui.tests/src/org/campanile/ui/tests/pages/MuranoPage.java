package org.campanile.ui.tests.pages;

import java.time.Duration;
import java.util.List;

import org.campanile.ui.ask.Messages;
import org.campanile.ui.topology.muranoview.MuranoIds;
import org.campanile.ui.topology.muranoview.Verb;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;

/** The Murano view. */
public final class MuranoPage {

    private static final String YES = "org.campanile.ui.confirm.yes";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final WorkbenchDriver workbench;
    private final ViewDriver view;

    /** Opens the view. */
    public MuranoPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        view = workbench.openView(MuranoIds.VIEW);
        tab(org.campanile.ui.topology.muranoview.Messages.environments);
    }

    /** The view. */
    public ViewDriver view() {
        return view;
    }

    /** Waits until it says which Murano it looks at. */
    public String waitForHead(String part) {
        Wait.until("it looks at " + part, LONG, () -> head().contains(part));
        return head();
    }

    private String head() {
        return view.withId(MuranoIds.HEAD).read(l -> ((Label) l).getText());
    }

    /** Goes to a tab, of the view or of the environment. */
    public MuranoPage tab(String title) {
        Composite area = view.widget();
        workbench.run(() -> choose(area, title));
        return this;
    }

    private static void choose(Composite in, String title) {
        for (Control child : in.getChildren()) {
            if (child instanceof CTabFolder folder) {
                for (CTabItem item : folder.getItems()) {
                    if (item.getText().equals(title)) {
                        folder.setSelection(item);
                        Event event = new Event();
                        event.item = item;
                        folder.notifyListeners(SWT.Selection, event);
                    }
                }
            }
            if (child instanceof Composite inner) {
                choose(inner, title);
            }
        }
    }

    /** A table of it. */
    public TableDriver table(String id) {
        return view.tableWithId(id);
    }

    /** Waits until a cell of the first row that begins with {@code row} says this. */
    public MuranoPage waitForCell(String table, String row, int column, String text) {
        Wait.until(row + " is " + text, LONG, () -> {
            List<String> names = table(table).column(0);
            return names.contains(row) && table(table).cell(names.indexOf(row), column).equals(text);
        });
        return this;
    }

    /** Selects an environment and waits until its services are shown. */
    public MuranoPage select(String environment, int services) {
        Wait.until(environment + " is listed", LONG, () -> table(MuranoIds.ENVIRONMENTS).column(0).contains(environment));
        table(MuranoIds.ENVIRONMENTS).select(table(MuranoIds.ENVIRONMENTS).column(0).indexOf(environment));
        tab(org.campanile.ui.topology.muranoview.Messages.services);
        Wait.until("its services are shown", LONG, () -> table(MuranoIds.SERVICES).rowCount() == services);
        return this;
    }

    /** Does something to what is selected. */
    public MuranoPage run(Verb verb) {
        workbench.viewById(MuranoIds.VIEW);
        Wait.until(verb + " is possible", () -> workbench.isCommandEnabled(verb.command()));
        workbench.command(verb.command());
        return this;
    }

    /** Agrees on a critical lab, where that is possible only once its name is typed. */
    public MuranoPage typeName(String part, String lab) {
        ShellDriver question = workbench.shell(Messages.confirmChange);
        question.label(part);
        if (question.buttonWithId(YES).isEnabled()) {
            throw new IllegalStateException("it can be agreed to without the name");
        }
        question.textWithId("org.campanile.ui.confirm.name").setText(lab);
        question.buttonWithId(YES).click();
        question.waitUntilClosed();
        return this;
    }

    /** Does not agree. */
    public MuranoPage decline(String part) {
        ShellDriver question = workbench.shell(Messages.confirmChange);
        question.label(part);
        question.close();
        question.waitUntilClosed();
        return this;
    }

    /** Agrees to the question that is asked; answers what it said. */
    public String agree(String part) {
        ShellDriver question = workbench.shell(Messages.confirmChange);
        String said = question.label(part);
        question.button(Messages.goAhead).click();
        question.waitUntilClosed();
        return said;
    }
}
