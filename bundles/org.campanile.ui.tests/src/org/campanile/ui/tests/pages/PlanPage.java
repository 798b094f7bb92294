package org.campanile.ui.tests.pages;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.plan.PlanModel;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.ComboDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The view of a plan: steps, circles and changes. */
public final class PlanPage {

    private final WorkbenchDriver workbench;
    private final ViewDriver view;

    /** Opens it by its command, on the environment of that editor. */
    public PlanPage(WorkbenchDriver workbench, EnvironmentPage editor) {
        this.workbench = workbench;
        editor.command(Topology.SHOW_PLAN);
        view = workbench.viewById(Topology.PLAN);
        settle();
    }

    /** Waits until the plan has caught up. */
    public PlanPage settle() {
        workbench.settle();
        Wait.until("the plan has caught up", () -> workbench.read(() -> {
            PlanModel model = Adapters.adapt(view.part().getSite().getPage().getActiveEditor(), PlanModel.class);
            return model != null && model.settled();
        }));
        workbench.settle();
        return this;
    }

    /** Brings a tab to the front; its title may go on with a number. */
    public PlanPage tab(String title) {
        CTabFolder tabs = view.find("the tabs", CTabFolder.class, 0, t -> true);
        workbench.run(() -> {
            for (CTabItem item : tabs.getItems()) {
                if (item.getText().startsWith(title)) {
                    tabs.setSelection(item);
                }
            }
        });
        return this;
    }

    /** Titles of the tabs with their numbers. */
    public List<String> tabs() {
        CTabFolder tabs = view.find("the tabs", CTabFolder.class, 0, t -> true);
        return workbench.read(() -> List.of(tabs.getItems()).stream().map(CTabItem::getText).toList());
    }

    /** From what the plan begins. */
    public String from() {
        return ((Label) view.withId(Topology.PLAN + ".from").widget()) instanceof Label label ? workbench.read(label::getText) : "";
    }

    /** The sentence above the table in front: {@code steps} or {@code changes}. */
    public String sentence(String which) {
        Label label = (Label) view.withId(Topology.PLAN + "." + which + ".sentence").widget();
        return workbench.read(label::getText);
    }

    /** What is said of circles. */
    public String circles() {
        Text text = view.textWithId(Topology.PLAN + ".circles.words").widget();
        return workbench.read(text::getText);
    }

    /** A table of the tab in front: {@code steps}, {@code circles}, {@code changes}. */
    public TableDriver table(String which) {
        return view.tableWithId(Topology.PLAN + "." + which);
    }

    /** A button of the tab in front. */
    public ButtonDriver button(String which) {
        return view.buttonWithId(Topology.PLAN + "." + which);
    }

    /** Clicks the first bar of a unit on the timeline, from 0, below the stack's row. */
    public PlanPage clickTimeline(int unit) {
        Control canvas = view.withId(Topology.PLAN + ".timeline").widget();
        workbench.settle();
        workbench.run(() -> {
            Event event = new Event();
            event.button = 1;
            event.y = 22 + 20 * (unit + 1) + 8;
            // The first bar of a unit is its probe, which begins after the stack.
            event.x = canvas.getSize().x / 4;
            canvas.notifyListeners(SWT.MouseDown, event);
        });
        return this;
    }

    /** In which order the steps stand. */
    public ComboDriver order() {
        return view.comboBoxWithId(Topology.PLAN + ".steps.order");
    }

    /** Presses a key in a table. */
    public PlanPage key(String table, char key, int modifiers) {
        Control control = table(table).widget();
        workbench.run(() -> {
            view.part().getSite().getPage().activate(view.part());
            control.setFocus();
            Event event = new Event();
            event.keyCode = key;
            event.stateMask = modifiers;
            control.notifyListeners(SWT.KeyDown, event);
        });
        return this;
    }

    /** Words of the strip above the canvas, empty while it is away. */
    public List<String> legend(EnvironmentPage editor) {
        return workbench.read(() -> {
            for (Control one : editor.widget().getParent().getChildren()) {
                if (one instanceof Composite strip && strip.isVisible() && (Topology.PLAN + ".legend").equals(one.getData("org.campanile.id"))) {
                    return labels(strip);
                }
            }
            return List.of();
        });
    }

    private static List<String> labels(Composite strip) {
        return Arrays.stream(strip.getChildren()).flatMap(c -> c instanceof Composite inner ? labels(inner).stream()
                : c instanceof Label l && l.getImage() == null ? Stream.of(l.getText()) : Stream.empty()).toList();
    }
}
