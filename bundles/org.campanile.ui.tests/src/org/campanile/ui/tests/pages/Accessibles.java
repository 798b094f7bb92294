package org.campanile.ui.tests.pages;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleControlListener;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.accessibility.AccessibleListener;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;

/** What a control answers to a screen reader, asked as the platform's bridge asks: of the listeners of its accessible. */
public final class Accessibles {

    /**
     * A child of the control, or the control itself.
     *
     * @param id number of the child, {@link ACC#CHILDID_SELF} for the control
     * @param role one of {@link ACC}'s
     * @param states {@link ACC}'s, joined
     * @param place on the screen
     */
    public record Item(int id, String name, String description, int role, int states, Rectangle place) {

        /** Whether it has all of these states. */
        public boolean is(int wanted) {
            return (states & wanted) == wanted;
        }
    }

    private final WorkbenchDriver workbench;
    private final Accessible accessible;

    /** Of a control. */
    public Accessibles(WorkbenchDriver workbench, Control control) {
        this.workbench = workbench;
        accessible = workbench.read(control::getAccessible);
    }

    /** The control itself. */
    public Item self() {
        return item(ACC.CHILDID_SELF);
    }

    /** Its children in their order. */
    public List<Item> children() {
        int count = control(ACC.CHILDID_SELF, AccessibleControlListener::getChildCount).detail;
        Object[] ids = control(ACC.CHILDID_SELF, AccessibleControlListener::getChildren).children;
        if (ids.length != count) {
            throw new IllegalStateException(count + " children are told, and " + ids.length + " listed");
        }
        return Arrays.stream(ids).map(id -> item((Integer) id)).toList();
    }

    /** The child that has the keyboard, or {@link ACC}'s word for itself or nothing. */
    public int focus() {
        return control(ACC.CHILDID_SELF, AccessibleControlListener::getFocus).childID;
    }

    /** The children that are selected. */
    public List<Integer> selection() {
        AccessibleControlEvent answer = control(ACC.CHILDID_SELF, AccessibleControlListener::getSelection);
        return answer.childID == ACC.CHILDID_NONE ? List.of()
                : answer.childID == ACC.CHILDID_MULTIPLE ? Arrays.stream(answer.children).map(Integer.class::cast).toList() : List.of(answer.childID);
    }

    private Item item(int id) {
        AccessibleControlEvent at = control(id, AccessibleControlListener::getLocation);
        return new Item(id, words(id, AccessibleListener::getName), words(id, AccessibleListener::getDescription), control(id, AccessibleControlListener::getRole).detail,
                control(id, AccessibleControlListener::getState).detail, new Rectangle(at.x, at.y, at.width, at.height));
    }

    private String words(int id, BiConsumer<AccessibleListener, AccessibleEvent> question) {
        return workbench.read(() -> {
            AccessibleEvent event = new AccessibleEvent(accessible);
            event.childID = id;
            listeners("accessibleListeners", AccessibleListener.class).forEach(l -> question.accept(l, event));
            return event.result;
        });
    }

    private AccessibleControlEvent control(int id, BiConsumer<AccessibleControlListener, AccessibleControlEvent> question) {
        return workbench.read(() -> {
            AccessibleControlEvent event = new AccessibleControlEvent(accessible);
            event.childID = id;
            listeners("accessibleControlListeners", AccessibleControlListener.class).forEach(l -> question.accept(l, event));
            return event;
        });
    }

    /** SWT has no way to ask for them. */
    private <T> List<T> listeners(String field, Class<T> type) {
        try {
            Field held = Accessible.class.getDeclaredField(field);
            held.setAccessible(true);
            List<T> found = new ArrayList<>();
            for (Object one : (List<?>) held.get(accessible)) {
                found.add(type.cast(one));
            }
            return found;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SWT keeps its listeners elsewhere", e);
        }
    }
}
