package org.campanile.ui.topology.canvas;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Spot;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Point;

/** Makes the canvas a list of services for screen readers: names, places, selection and focus. UI thread only. */
final class CanvasAccessible {

    private static final int MOST_TOLD = 100;

    private final TopologyCanvas canvas;
    private final Accessible accessible;
    private Set<String> selected = Set.of();
    private String focused;

    CanvasAccessible(TopologyCanvas canvas) {
        this.canvas = canvas;
        this.accessible = canvas.getAccessible();
        accessible.addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                int count = cards().size();
                e.result = e.childID == ACC.CHILDID_SELF || cards().isEmpty() ? "Topology, " + count + (count == 1 ? " service" : " services")
                        : card(e.childID).description().lines().findFirst().orElse("");
            }

            @Override
            public void getDescription(AccessibleEvent e) {
                if (e.childID >= 0 && e.childID < cards().size()) {
                    e.result = card(e.childID).description().lines().skip(1).collect(Collectors.joining(" "));
                }
            }
        });
        accessible.addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getChildCount(AccessibleControlEvent e) {
                e.detail = cards().size();
            }

            @Override
            public void getChildren(AccessibleControlEvent e) {
                Object[] ids = new Object[cards().size()];
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = Integer.valueOf(i);
                }
                e.children = ids;
            }

            @Override
            public void getRole(AccessibleControlEvent e) {
                e.detail = e.childID == ACC.CHILDID_SELF ? ACC.ROLE_LIST : ACC.ROLE_LISTITEM;
            }

            @Override
            public void getState(AccessibleControlEvent e) {
                e.detail = ACC.STATE_FOCUSABLE | ACC.STATE_SELECTABLE;
                if (e.childID >= 0 && e.childID < cards().size()) {
                    String id = card(e.childID).id();
                    e.detail |= canvas.selection().contains(id) ? ACC.STATE_SELECTED : 0;
                    e.detail |= id.equals(canvas.focusedCard()) ? ACC.STATE_FOCUSED : 0;
                }
            }

            @Override
            public void getFocus(AccessibleControlEvent e) {
                int index = index(canvas.focusedCard());
                e.childID = index < 0 ? ACC.CHILDID_SELF : index;
            }

            @Override
            public void getChildAtPoint(AccessibleControlEvent e) {
                Point p = canvas.toControl(e.x, e.y);
                int index = canvas.scene().cardAt(canvas.viewport().toDrawing(new Spot(p.x, p.y))).map(c -> index(c.id())).orElse(-1);
                e.childID = index < 0 ? ACC.CHILDID_SELF : index;
            }

            @Override
            public void getLocation(AccessibleControlEvent e) {
                Box box = e.childID >= 0 && e.childID < cards().size() ? canvas.viewport().toWindow(card(e.childID).box())
                        : new Box(0, 0, canvas.getSize().x, canvas.getSize().y);
                Point p = canvas.toDisplay((int) box.x(), (int) box.y());
                e.x = p.x;
                e.y = p.y;
                e.width = (int) box.width();
                e.height = (int) box.height();
            }
        });
    }

    private List<Card> cards() {
        return canvas.scene().cards();
    }

    private Card card(int index) {
        return cards().get(Math.clamp(index, 0, cards().size() - 1));
    }

    private int index(String id) {
        for (int i = 0; i < cards().size(); i++) {
            if (cards().get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** Tells which card has the focus, and what is selected, as far as it is another than before. */
    void moved() {
        at(canvas.focusedCard());
        Set<String> now = canvas.selection();
        if (!now.equals(selected)) {
            Set<String> before = selected;
            selected = Set.copyOf(now);
            // Screen readers keep states and have to be told of each; of very many they ask for themselves.
            if (before.size() + now.size() <= MOST_TOLD) {
                before.stream().filter(id -> !now.contains(id)).forEach(id -> state(id, ACC.STATE_SELECTED, false));
                now.stream().filter(id -> !before.contains(id)).forEach(id -> state(id, ACC.STATE_SELECTED, true));
            }
            accessible.selectionChanged();
        }
    }

    /** Tells that the keyboard is on a card. */
    void at(String id) {
        if (!Objects.equals(id, focused)) {
            state(focused, ACC.STATE_FOCUSED, false);
            focused = id;
            int index = index(id);
            accessible.setFocus(index < 0 ? ACC.CHILDID_SELF : index);
        }
    }

    private void state(String id, int state, boolean on) {
        int index = index(id);
        if (index >= 0) {
            accessible.sendEvent(ACC.EVENT_STATE_CHANGED, new int[] {state, on ? 1 : 0}, index);
        }
    }
}
