package org.campanile.uidriver;

import java.util.List;
import java.util.function.Predicate;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.Widget;

/**
 * A composite in which widgets are looked for. Every look-up waits, up to {@link Wait#LIMIT}, for the widget to appear. @param <T> the
 * composite
 */
public class ScopeDriver<T extends Composite> extends WidgetDriver<T> {

    ScopeDriver(T widget) {
        super(widget);
    }

    /** The first visible widget of a type that fits. */
    public <W extends Widget> W find(String what, Class<W> type, int index, Predicate<W> which) {
        return Wait.forThe(what, () -> Ui.read(() -> {
            List<W> all = Finder.all(widget, type, which);
            if (all.size() <= index) {
                throw new DriverException("found " + all.size() + " of it");
            }
            return all.get(index);
        }));
    }

    /** Whether such a widget is there now. */
    public <W extends Widget> boolean has(Class<W> type, Predicate<W> which) {
        return Ui.read(() -> !Finder.all(widget, type, which).isEmpty());
    }

    /** Whether a widget of this name is there now. */
    public boolean hasId(String id) {
        return has(Widget.class, w -> Finder.hasId(w, id));
    }

    /** Push button, check box or radio button by label. */
    public ButtonDriver button(String text) {
        return new ButtonDriver(find("button '" + text + "'", Button.class, 0, b -> Finder.plain(b.getText()).equals(text)));
    }

    /** Button by name. */
    public ButtonDriver buttonWithId(String id) {
        return new ButtonDriver(find("button #" + id, Button.class, 0, b -> Finder.hasId(b, id)));
    }

    /** Check box by label. */
    public ButtonDriver checkBox(String text) {
        return new ButtonDriver(find("check box '" + text + "'", Button.class, 0,
                b -> (b.getStyle() & SWT.CHECK) != 0 && Finder.plain(b.getText()).equals(text)));
    }

    /** Radio button by label. */
    public ButtonDriver radio(String text) {
        return new ButtonDriver(find("radio button '" + text + "'", Button.class, 0,
                b -> (b.getStyle() & SWT.RADIO) != 0 && Finder.plain(b.getText()).equals(text)));
    }

    /** Text field by name. */
    public TextDriver textWithId(String id) {
        return new TextDriver(find("text #" + id, Text.class, 0, t -> Finder.hasId(t, id)));
    }

    /** Text field that follows a label. */
    public TextDriver textWithLabel(String label) {
        return new TextDriver(afterLabel(label, Text.class));
    }

    /** Text field by position. */
    public TextDriver text(int index) {
        return new TextDriver(find("text " + index, Text.class, index, t -> true));
    }

    /** Drop-down by name. */
    public ComboDriver comboBoxWithId(String id) {
        return new ComboDriver(find("combo #" + id, Combo.class, 0, c -> Finder.hasId(c, id)));
    }

    /** Drop-down that follows a label. */
    public ComboDriver comboBoxWithLabel(String label) {
        return new ComboDriver(afterLabel(label, Combo.class));
    }

    /** Tree by position. */
    public TreeDriver tree(int index) {
        return new TreeDriver(find("tree " + index, Tree.class, index, t -> true));
    }

    /** The only or first tree. */
    public TreeDriver tree() {
        return tree(0);
    }

    /** Tree by name. */
    public TreeDriver treeWithId(String id) {
        return new TreeDriver(find("tree #" + id, Tree.class, 0, t -> Finder.hasId(t, id)));
    }

    /** The only or first table. */
    public TableDriver table() {
        return new TableDriver(find("table", Table.class, 0, t -> true));
    }

    /** Table by name. */
    public TableDriver tableWithId(String id) {
        return new TableDriver(find("table #" + id, Table.class, 0, t -> Finder.hasId(t, id)));
    }

    /** Canvas by name. */
    public WidgetDriver<Canvas> canvasWithId(String id) {
        return new WidgetDriver<>(find("canvas #" + id, Canvas.class, 0, c -> Finder.hasId(c, id)));
    }

    /** Styled text by position. */
    public WidgetDriver<StyledText> styledText(int index) {
        return new WidgetDriver<>(find("styled text " + index, StyledText.class, index, t -> true));
    }

    /** Any control by name. */
    public WidgetDriver<Control> withId(String id) {
        return new WidgetDriver<>(find("control #" + id, Control.class, 0, c -> Finder.hasId(c, id)));
    }

    /** Waits for a label, link or the like whose text contains {@code part}, and answers the whole text. */
    public String label(String part) {
        return Wait.forThe("a text with '" + part + "'", () -> Ui.read(() -> texts().stream().filter(t -> t.contains(part))
                .findFirst().orElseThrow(() -> new DriverException("there is: " + texts()))));
    }

    private List<String> texts() {
        return Finder.all(widget, Control.class, c -> true).stream().map(c -> switch (c) {
            case Label l -> l.getText();
            case CLabel l -> l.getText();
            case Link l -> l.getText();
            case Text t -> t.getText();
            case StyledText t -> t.getText();
            default -> "";
        }).filter(s -> s != null && !s.isEmpty()).toList();
    }

    /** Toolbar button by tooltip (the key in brackets left out) or label. */
    public ToolItemDriver toolbarButton(String tooltip) {
        return new ToolItemDriver(find("toolbar button '" + tooltip + "'", ToolItem.class, 0, i -> {
            String tip = i.getToolTipText() == null ? "" : i.getToolTipText().replaceAll(" \\([^)]*\\)$", "");
            return tip.equals(tooltip) || Finder.plain(i.getText()).equals(tooltip);
        }));
    }

    private <W extends Control> W afterLabel(String label, Class<W> type) {
        return Wait.forThe("field after label '" + label + "'", () -> Ui.read(() -> {
            boolean seen = false;
            for (Control c : Finder.all(widget, Control.class, c -> true)) {
                if (c instanceof Label l && Finder.plain(l.getText()).replaceAll(":$", "").equals(label)) {
                    seen = true;
                } else if (seen && type.isInstance(c)) {
                    return type.cast(c);
                }
            }
            throw new DriverException(seen ? "no such field follows" : "no such label");
        }));
    }
}
