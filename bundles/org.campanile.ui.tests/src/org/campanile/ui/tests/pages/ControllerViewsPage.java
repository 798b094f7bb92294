package org.campanile.ui.tests.pages;

import org.campanile.ui.controllers.AlarmsView;
import org.campanile.ui.controllers.HistoryView;
import org.campanile.ui.controllers.OthersView;
import org.campanile.ui.controllers.WhatIfView;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TabFolder;

/** The views below the board: history, alarms, what-if and the other controllers. */
public final class ControllerViewsPage {

    private final WorkbenchDriver workbench;

    /** For the perspective that is open. */
    public ControllerViewsPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
    }

    /** The history of what is chosen on the board. */
    public History history() {
        return new History(workbench, workbench.openView(HistoryView.ID));
    }

    /** The alarms of what is chosen on the board. */
    public Alarms alarms() {
        return new Alarms(workbench, workbench.openView(AlarmsView.ID));
    }

    /** What would happen to what is chosen on the board. */
    public WhatIf whatIf() {
        return new WhatIf(workbench.openView(WhatIfView.ID));
    }

    /** The other controllers of the lab: their table. */
    public TableDriver others() {
        return workbench.openView(OthersView.ID).tableWithId(OthersView.TABLE);
    }

    /** What is said above the other controllers. */
    public String othersNote() {
        return text(workbench.openView(OthersView.ID), OthersView.ID + ".note");
    }

    private static String text(ViewDriver view, String id) {
        return view.withId(id).read(c -> ((Label) c).getText());
    }

    /** The history. */
    public record History(WorkbenchDriver workbench, ViewDriver view) {

        /** What happened, newest first. */
        public TableDriver events() {
            return view.tableWithId(HistoryView.EVENTS);
        }

        /** How available each group was. */
        public TableDriver availability() {
            return view.tableWithId(HistoryView.AVAILABILITY);
        }

        /** What is said about the moment that is chosen. */
        public String moment() {
            return text(view, HistoryView.MOMENT);
        }

        /** Turns to a tab: 0 events, 1 availability, 2 moment. */
        public History tab(int index) {
            TabFolder tabs = view.find("tabs", TabFolder.class, 0, t -> true);
            workbench.run(() -> tabs.setSelection(index));
            return this;
        }

        /** Presses a key in the timeline. */
        public void press(int key) {
            Canvas canvas = view.canvasWithId(HistoryView.TIMELINE).widget();
            workbench.run(() -> {
                canvas.setFocus();
                Event event = new Event();
                event.keyCode = key;
                canvas.notifyListeners(org.eclipse.swt.SWT.KeyDown, event);
            });
        }
    }

    /** The alarms. */
    public record Alarms(WorkbenchDriver workbench, ViewDriver view) {

        /** Reads them again now. */
        public Alarms refresh() {
            view.show();
            workbench.command("org.eclipse.ui.file.refresh");
            return this;
        }

        /** The table. */
        public TableDriver table() {
            return view.tableWithId(AlarmsView.TABLE);
        }

        /** How many there are, or why none is known. */
        public String note() {
            return text(view, AlarmsView.NOTE);
        }
    }

    /** What if. */
    public record WhatIf(ViewDriver view) {

        /** The questions. */
        public TableDriver questions() {
            return view.tableWithId(WhatIfView.QUESTIONS);
        }

        /** What becomes of the groups. */
        public TableDriver fates() {
            return view.tableWithId(WhatIfView.FATES);
        }

        /** What speaks against it. */
        public TableDriver findings() {
            return view.tableWithId(WhatIfView.FINDINGS);
        }

        /** What the server says. */
        public String server() {
            return text(view, WhatIfView.ID + ".server");
        }

        /** The button that asks the server. */
        public ButtonDriver ask() {
            return view.buttonWithId(WhatIfView.ASK);
        }

        /** Chooses a question. */
        public WhatIf choose(String question) {
            questions().select(question);
            return this;
        }
    }
}
