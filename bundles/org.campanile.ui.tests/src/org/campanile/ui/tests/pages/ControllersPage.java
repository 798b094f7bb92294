package org.campanile.ui.tests.pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.ui.controllers.ControllersPerspective;
import org.campanile.ui.controllers.ControllersView;
import org.campanile.ui.controllers.board.Matrix;
import org.campanile.ui.controllers.board.MatrixCanvas;
import org.campanile.ui.controllers.board.SystemCard;
import org.campanile.ui.controllers.swact.SwactDialog;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TextDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WidgetDriver;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/** The board of the Controllers perspective, for a lab with one system. */
public final class ControllersPage {

    private static final Duration SWACT = Duration.ofSeconds(60);
    private static final int MOST_COLUMNS = 4;

    private final WorkbenchDriver workbench;

    /** Opens the perspective. */
    public ControllersPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        workbench.perspectiveById(ControllersPerspective.ID);
    }

    /** The view. */
    public ViewDriver view() {
        return workbench.viewById(ControllersView.ID);
    }

    private String text(String id) {
        WidgetDriver<Control> label = view().withId(id);
        return label.read(c -> c instanceof Label l ? l.getText() : "");
    }

    /** What does not fit together, and why nothing can be done. */
    public String problems() {
        return text(SystemCard.PROBLEMS);
    }

    /** How the system is, in a sentence. */
    public String sentence() {
        return text(SystemCard.SENTENCE);
    }

    /** The same for each card that is shown, from top to bottom. */
    public List<String> sentences() {
        Composite area = view().widget();
        return workbench.read(() -> {
            List<String> all = new ArrayList<>();
            collect(area, all);
            return all;
        });
    }

    private static void collect(Composite parent, List<String> all) {
        for (Control child : parent.getChildren()) {
            if (child.isVisible() && child instanceof Label l && SystemCard.SENTENCE.equals(l.getData("org.campanile.id"))) {
                all.add(l.getText());
            } else if (child instanceof Composite inner) {
                collect(inner, all);
            }
        }
    }

    /** How old that is. */
    public String age() {
        return text(SystemCard.AGE);
    }

    /** How far the swact is. */
    public String swactText() {
        return text(SystemCard.SWACT_TEXT);
    }

    /** Waits until a sentence holds {@code part}. */
    public ControllersPage waitFor(String part) {
        Wait.until("the card says '" + part + "'", SWACT, () -> sentence().contains(part));
        return this;
    }

    /** Waits until the swact's banner says {@code part}. */
    public ControllersPage waitForSwact(String part) {
        Wait.until("the swact's banner says '" + part + "'", SWACT, () -> swactText().contains(part));
        return this;
    }

    /** Waits for the first reading and answers the active controller. */
    public String active() {
        String[] read = new String[1];
        Wait.until("the card says which controller is active", SWACT, () -> {
            read[0] = sentence();
            return read[0].startsWith("Active: ");
        });
        return read[0].replaceAll("^Active: ([^.]+)\\..*$", "$1");
    }

    /** The canvas of the matrix. */
    public WidgetDriver<Canvas> canvas() {
        return view().canvasWithId(SystemCard.MATRIX);
    }

    /** What the matrix shows. */
    public Matrix matrix() {
        return canvas().read(c -> ((MatrixCanvas) c).matrix());
    }

    /** The button that swacts. */
    public ButtonDriver swact() {
        return view().buttonWithId(SystemCard.SWACT);
    }

    /** The button that pre-checks. */
    public ButtonDriver preCheck() {
        return view().buttonWithId(SystemCard.PRE_CHECK);
    }

    /** The filter above the cards. */
    public TextDriver filter() {
        return view().textWithId(ControllersView.FILTER);
    }

    /** Follows "Try again" beside the failure on the card. */
    public ControllersPage tryAgain() {
        Link links = view().find("links of the failure", Link.class, 0, l -> l.getText().contains("Try again"));
        workbench.run(() -> {
            Event event = new Event();
            event.text = "retry";
            links.notifyListeners(SWT.Selection, event);
        });
        return this;
    }

    /** Presses the button and waits for the dialog. */
    public Dialog openSwact() {
        Wait.until("a swact can be asked for", () -> swact().isEnabled());
        swact().click();
        return new Dialog(workbench.shell("Swact controller-"));
    }

    /** Asks for an action by its command, on what is chosen on the board, and waits for the dialog. */
    public Dialog open(String command, String title) {
        view().show();
        Wait.until(command + " can be asked for", SWACT, () -> workbench.isCommandEnabled(command));
        workbench.command(command);
        return new Dialog(workbench.shell(title));
    }

    /** Chooses a cell of the matrix by keys: the node's column and the row, 0 being the node itself. */
    public ControllersPage choose(int column, int row) {
        canvas().setFocus();
        canvas().read(c -> {
            press(c, SWT.ARROW_RIGHT);
            press(c, SWT.HOME);
            for (int i = 0; i < MOST_COLUMNS; i++) {
                press(c, SWT.ARROW_LEFT);
            }
            for (int i = 0; i < column; i++) {
                press(c, SWT.ARROW_RIGHT);
            }
            for (int i = 0; i < row; i++) {
                press(c, SWT.ARROW_DOWN);
            }
            return null;
        });
        return this;
    }

    private static void press(Control control, int key) {
        Event event = new Event();
        event.keyCode = key;
        control.notifyListeners(SWT.KeyDown, event);
    }

    /** The dialog before a swact. */
    public record Dialog(ShellDriver shell) {

        /** The server's verdict. */
        public String server() {
            return label(SwactDialog.SERVER);
        }

        /** The verdict of the rules. */
        public String rules() {
            return label(SwactDialog.RULES);
        }

        /** Why it is not offered. */
        public String reason() {
            return label(SwactDialog.REASON);
        }

        private String label(String id) {
            return shell.withId(id).read(c -> ((Label) c).getText());
        }

        /** The button that does it. */
        public ButtonDriver swact() {
            return shell.buttonWithId(SwactDialog.SWACT);
        }

        /** The field for the lab's name. */
        public TextDriver name() {
            return shell.textWithId(SwactDialog.NAME);
        }

        /** The choice of a way, in the order shown. */
        public ButtonDriver way(int index) {
            return shell.buttonWithId(SwactDialog.WAY + index);
        }

        /** Closes it without a change. */
        public void cancel() {
            shell.buttonWithId(SwactDialog.SHELL + ".cancel").click();
            shell.waitUntilClosed();
        }
    }
}
