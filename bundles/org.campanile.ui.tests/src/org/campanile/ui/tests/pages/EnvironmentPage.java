package org.campanile.ui.tests.pages;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.campanile.ui.State;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.campanile.ui.topology.deploy.Messages;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.editor.EnvironmentEditor;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Guide;
import org.campanile.uidriver.ComboDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.TextDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;

/** The editor of an environment. Its canvas is spoken to in services, not in pixels. */
public final class EnvironmentPage {

    private static final Duration DEPLOY = Duration.ofSeconds(90);

    private final WorkbenchDriver workbench;
    private final ViewDriver view;

    /** Waits for the open editor of that title. */
    public EnvironmentPage(WorkbenchDriver workbench, String title) {
        this.workbench = workbench;
        this.view = workbench.editorByTitle(title);
        Wait.until("the environment is read", () -> workbench.read(() -> editor().canvas() != null));
        settle();
    }

    /** Makes an environment of the usual template by the wizard, and waits for its editor. */
    public static EnvironmentPage create(WorkbenchDriver workbench, String name) {
        new NewEnvironmentPage(workbench).name(name).waitForOffers().anyNetwork().finish();
        return new EnvironmentPage(workbench, name.replace(' ', '-'));
    }

    private EnvironmentEditor editor() {
        return (EnvironmentEditor) view.part();
    }

    /** Waits until rules and layout have caught up. */
    public EnvironmentPage settle() {
        Wait.until("rules and layout have caught up", () -> workbench.read(() -> editor().settled()));
        return this;
    }

    /** The document. */
    public EnvironmentDocument document() {
        return workbench.read(() -> editor().document());
    }

    /** Names of the services on the canvas. */
    public List<String> services() {
        return workbench.read(() -> canvas().scene().cards().stream().map(Card::name).toList());
    }

    private TopologyCanvas canvas() {
        return editor().canvas();
    }

    private Card card(String name) {
        return workbench.read(() -> canvas().scene().cards().stream().filter(c -> c.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service " + name + " among " + canvas().scene().cards())));
    }

    /** Where a service is on the canvas. */
    public Rectangle boundsOf(String name) {
        String id = card(name).id();
        return workbench.read(() -> canvas().boundsOf(id).orElseThrow());
    }

    /** Where a service is on the drawing. */
    public Box place(String name) {
        return card(name).box();
    }

    /** States of the units of a service. */
    public List<State> states(String name) {
        return card(name).units().stream().map(u -> u.state()).toList();
    }

    /** Selects a service by a click on it. */
    public EnvironmentPage select(String name) {
        String id = card(name).id();
        return click(() -> canvas().boundsOf(id).orElseThrow());
    }

    /** Clicks into a part of the drawing. */
    public EnvironmentPage clickAt(Box place) {
        return click(() -> {
            Box at = canvas().viewport().toWindow(place);
            return new Rectangle((int) at.x(), (int) at.y(), (int) at.width(), (int) at.height());
        });
    }

    /** Looks and clicks in one go: what is drawn moves when the canvas gets another size, and that may come between two looks. */
    private EnvironmentPage click(Supplier<Rectangle> place) {
        workbench.run(() -> {
            Rectangle at = place.get();
            mouse(SWT.MouseDown, at.x + 8, at.y + 8, 0);
            mouse(SWT.MouseUp, at.x + 8, at.y + 8, 0);
        });
        return this;
    }

    /** Drags a service by so many points. */
    public EnvironmentPage drag(String name, int dx, int dy) {
        drag(name, dx, dy, 0);
        return this;
    }

    /** The same with a key of the keyboard down; answers which lines are shown before the button goes up. */
    public List<Guide> drag(String name, int dx, int dy, int modifiers) {
        String id = card(name).id();
        List<Guide> guides = workbench.read(() -> {
            Rectangle at = canvas().boundsOf(id).orElseThrow();
            mouse(SWT.MouseDown, at.x + 8, at.y + 8, 0);
            mouse(SWT.MouseMove, at.x + 8 + dx / 2, at.y + 8 + dy / 2, modifiers);
            mouse(SWT.MouseMove, at.x + 8 + dx, at.y + 8 + dy, modifiers);
            List<Guide> shown = canvas().guides();
            mouse(SWT.MouseUp, at.x + 8 + dx, at.y + 8 + dy, modifiers);
            return shown;
        });
        settle();
        return guides;
    }

    /** Drags a line from the lower edge of a service to another one. */
    public EnvironmentPage pull(String from, String to) {
        String begin = card(from).id();
        String end = card(to).id();
        workbench.run(() -> {
            Rectangle at = canvas().boundsOf(begin).orElseThrow();
            Rectangle there = canvas().boundsOf(end).orElseThrow();
            stroke(at.x + at.width / 2, at.y + at.height, there.x + 20, there.y + 20);
        });
        return this;
    }

    private void stroke(int x, int y, int toX, int toY) {
        mouse(SWT.MouseDown, x, y, 0);
        mouse(SWT.MouseMove, (x + toX) / 2, (y + toY) / 2, 0);
        mouse(SWT.MouseMove, toX, toY, 0);
        mouse(SWT.MouseUp, toX, toY, 0);
    }

    /** UI thread. */
    private void mouse(int type, int x, int y, int modifiers) {
        Event event = new Event();
        event.stateMask = modifiers;
        event.x = x;
        event.y = y;
        event.button = type == SWT.MouseMove ? 0 : 1;
        canvas().notifyListeners(type, event);
    }

    /** Presses a key in the canvas. */
    public EnvironmentPage key(int keyCode) {
        return key(keyCode, 0);
    }

    /** Presses a key in the canvas while others are down. */
    public EnvironmentPage key(int keyCode, int modifiers) {
        workbench.run(() -> {
            canvas().setFocus();
            Event event = new Event();
            event.stateMask = modifiers;
            event.keyCode = keyCode;
            canvas().notifyListeners(SWT.KeyDown, event);
        });
        return this;
    }

    /** Puts the keyboard into the canvas. */
    public EnvironmentPage focusCanvas() {
        workbench.run(() -> canvas().setFocus());
        return this;
    }

    /** Names of the selected services. */
    public List<String> selection() {
        return workbench.read(() -> canvas().scene().cards().stream().filter(c -> canvas().selection().contains(c.id())).map(Card::name).toList());
    }

    /** Drags a frame over the whole canvas from one of its points. */
    public EnvironmentPage frame(int x, int y, int toX, int toY) {
        workbench.run(() -> stroke(x, y, toX, toY));
        return this;
    }

    /** Size of the canvas. */
    public org.eclipse.swt.graphics.Point size() {
        return workbench.read(() -> canvas().getSize());
    }

    /** Types words into the search field and presses Enter. */
    public EnvironmentPage find(String words) {
        TextDriver field = view.textWithId(Topology.CANVAS + ".find");
        field.setText(words);
        field.pressEnter();
        return this;
    }

    /** Titles of the frames that are drawn. */
    public List<String> frames() {
        return workbench.read(() -> canvas().scene().frames().stream().map(f -> f.title()).toList());
    }

    /** Runs a command that wants to know how. */
    public EnvironmentPage command(String id, String how) {
        return command(id, java.util.Map.of("how", how));
    }

    /** Runs a command with its parameters on the editor. */
    public EnvironmentPage command(String id, java.util.Map<String, String> parameters) {
        workbench.run(() -> view.part().getSite().getPage().activate(view.part()));
        Wait.until(id + " is enabled", () -> workbench.isCommandEnabled(id));
        workbench.command(id, parameters);
        workbench.settle();
        return settle();
    }

    /** The table of the page Table. */
    public TableDriver table() {
        return view.tableWithId(Topology.TABLE);
    }

    /** The canvas itself, for what is asked of it beside the user's way. */
    public TopologyCanvas widget() {
        return workbench.read(this::canvas);
    }

    /** A choice of the form. */
    public ComboDriver choice(String key) {
        return view.comboBoxWithId(Topology.FORM + "." + key);
    }

    /** Adds a service from the palette. */
    public EnvironmentPage add(String type) {
        TableDriver palette = view.tableWithId(Topology.PALETTE);
        palette.doubleClick(palette.indexOf(type));
        workbench.settle();
        return settle();
    }

    /** A field of the form. */
    public TextDriver field(String key) {
        return view.textWithId(Topology.FORM + "." + key);
    }

    /** What stands below a field, waited for. */
    public String messageBelow(String part) {
        return view.label(part);
    }

    /** Texts of the list of problems. */
    public List<String> problems() {
        return view.tableWithId(Topology.PROBLEMS).column(0);
    }

    /** Repairs a problem by its quick fix. */
    public EnvironmentPage fix(String problem) {
        view.tableWithId(Topology.PROBLEMS).select(problem);
        view.buttonWithId(Topology.PROBLEMS + ".fix").click();
        workbench.settle();
        return settle();
    }

    /** Runs a command on the editor. */
    public EnvironmentPage command(String id) {
        workbench.run(() -> view.part().getSite().getPage().activate(view.part()));
        // what is enabled is asked anew a moment after the selection has changed
        Wait.until(id + " is enabled", () -> workbench.isCommandEnabled(id));
        workbench.command(id);
        workbench.settle();
        return settle();
    }

    /** Whether the tab shows that it is not saved. */
    public boolean dirty() {
        return workbench.read(() -> editor().isDirty());
    }

    /** Saves if there is something to save. */
    public EnvironmentPage save() {
        if (dirty()) {
            Wait.until("saving is offered", () -> workbench.isCommandEnabled("org.eclipse.ui.file.save"));
            command("org.eclipse.ui.file.save");
            Wait.until("the editor is saved", () -> !dirty());
        }
        return this;
    }

    /** Goes to the page Source, or tries to go back to Topology. */
    public EnvironmentPage page(int index) {
        workbench.run(() -> editor().showPage(index));
        return settle();
    }

    /** Which page is shown. */
    public int page() {
        return workbench.read(() -> editor().getActivePage());
    }

    /** The text of the page Source. */
    public String source() {
        return workbench.read(() -> text().getText());
    }

    /** Types a text into the page Source. */
    public EnvironmentPage source(String text) {
        workbench.run(() -> text().setText(text));
        return this;
    }

    private StyledText text() {
        return (StyledText) view.withId(Topology.SOURCE).widget();
    }

    /** Puts the cursor of the page Source into a line, from 0. */
    public EnvironmentPage cursor(int line) {
        workbench.run(() -> text().setCaretOffset(text().getOffsetAtLine(line)));
        return this;
    }

    /** In which line the cursor of the page Source is, from 0. */
    public int cursor() {
        return workbench.read(() -> text().getLineAtOffset(text().getCaretOffset()));
    }

    /** What is wrong with the source. */
    public String failure() {
        return view.label("line ");
    }

    /** Deploys by the dialog and waits for the end. */
    public EnvironmentPage deploy() {
        return deploy("");
    }

    /** The same with another choice of what is expected of the agents; empty for the one that is offered. */
    public EnvironmentPage deploy(String agents) {
        command(Topology.DEPLOY);
        ShellDriver dialog = workbench.shell("Deploy ");
        if (!agents.isEmpty()) {
            dialog.comboBoxWithId(Topology.DEPLOY + ".agents").setSelection(agents);
        }
        Wait.until("it can be deployed", () -> dialog.buttonWithId(Topology.DEPLOY + ".yes").isEnabled());
        dialog.buttonWithId(Topology.DEPLOY + ".yes").click();
        dialog.waitUntilClosed();
        waitForState("Deployed on ");
        return this;
    }

    /** Deletes the deployment and waits for the end. */
    public EnvironmentPage deleteDeployment() {
        command(Topology.UNDEPLOY);
        ShellDriver dialog = workbench.shell("Delete the deployment");
        dialog.label("cannot be undone");
        int units = document().environment().unitCount();
        dialog.button(units == 1 ? Messages.deleteServer : NLS.bind(Messages.deleteServers, units)).click();
        dialog.waitUntilClosed();
        waitForState("Not deployed on ");
        return this;
    }

    /** Waits until the head of the editor says this of the deployment. */
    public EnvironmentPage waitForState(String words) {
        Wait.until("deployment is: " + words, DEPLOY, () -> workbench.read(() -> editor().deployment().state().words()).startsWith(words)
                && !workbench.read(() -> editor().deployment().state().changing()));
        return this;
    }
}
