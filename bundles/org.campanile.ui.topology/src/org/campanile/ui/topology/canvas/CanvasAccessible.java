package org.campanile.ui.topology.canvas;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Spot;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Point;

/**
 * Makes the canvas a list for screen readers: services with their places, selection and focus, and behind them what is only read: units, groups, needs and
 * ghosts. UI thread only.
 */
final class CanvasAccessible {

    private static final int MOST_TOLD = 100;

    private final TopologyCanvas canvas;
    private final Accessible accessible;
    private List<AccessibleItem> items = List.of();
    private Scene itemised = Scene.EMPTY;
    private Set<String> selected = Set.of();
    private String focused;

    CanvasAccessible(TopologyCanvas canvas) {
        this.canvas = canvas;
        this.accessible = canvas.getAccessible();
        accessible.addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                int count = cards().size();
                e.result = item(e.childID).map(AccessibleItem::name)
                        .orElse(count == 1 ? Messages.topologyOfOneService : NLS.bind(Messages.topologyOfServices, count));
            }

            @Override
            public void getDescription(AccessibleEvent e) {
                item(e.childID).ifPresent(item -> e.result = item.more());
            }
        });
        accessible.addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getChildCount(AccessibleControlEvent e) {
                e.detail = items().size();
            }

            @Override
            public void getChildren(AccessibleControlEvent e) {
                e.children = IntStream.range(0, items().size()).boxed().toArray();
            }

            @Override
            public void getRole(AccessibleControlEvent e) {
                e.detail = item(e.childID).map(AccessibleItem::role).orElse(ACC.ROLE_LIST);
            }

            @Override
            public void getState(AccessibleControlEvent e) {
                String id = item(e.childID).map(AccessibleItem::service).orElse(null);
                if (id == null) {
                    e.detail = ACC.STATE_READONLY | ACC.STATE_FOCUSABLE | ACC.STATE_MULTISELECTABLE | focused(index(canvas.focusedCard()) < 0);
                } else if (!id.isEmpty()) {
                    e.detail = ACC.STATE_READONLY | ACC.STATE_FOCUSABLE | ACC.STATE_SELECTABLE | focused(id.equals(canvas.focusedCard()))
                            | (canvas.selection().contains(id) ? ACC.STATE_SELECTED : 0);
                } else {
                    e.detail = ACC.STATE_READONLY;
                }
            }

            @Override
            public void getFocus(AccessibleControlEvent e) {
                int index = index(canvas.focusedCard());
                e.childID = !canvas.isFocusControl() ? ACC.CHILDID_NONE : index < 0 ? ACC.CHILDID_SELF : index;
            }

            @Override
            public void getSelection(AccessibleControlEvent e) {
                int[] chosen = canvas.selection().stream().mapToInt(CanvasAccessible.this::index).filter(i -> i >= 0).sorted().toArray();
                e.childID = chosen.length == 0 ? ACC.CHILDID_NONE : chosen.length == 1 ? chosen[0] : ACC.CHILDID_MULTIPLE;
                e.children = chosen.length < 2 ? null : Arrays.stream(chosen).boxed().toArray();
            }

            @Override
            public void getChildAtPoint(AccessibleControlEvent e) {
                Point p = canvas.toControl(e.x, e.y);
                int index = canvas.scene().cardAt(canvas.viewport().toDrawing(new Spot(p.x, p.y))).map(c -> index(c.id())).orElse(-1);
                e.childID = index < 0 ? ACC.CHILDID_SELF : index;
            }

            @Override
            public void getLocation(AccessibleControlEvent e) {
                Box box = item(e.childID).map(item -> canvas.viewport().toWindow(item.box())).orElseGet(() -> new Box(0, 0, canvas.getSize().x, canvas.getSize().y));
                Point p = canvas.toDisplay((int) box.x(), (int) box.y());
                e.x = p.x;
                e.y = p.y;
                e.width = (int) box.width();
                e.height = (int) box.height();
            }
        });
    }

    /** On GTK the platform calls every item of a control focused that is; only "active" tells there which one it is. */
    private int focused(boolean here) {
        return here && canvas.isFocusControl() ? ACC.STATE_FOCUSED | ACC.STATE_ACTIVE : 0;
    }

    private List<AccessibleItem> items() {
        if (itemised != canvas.scene()) {
            itemised = canvas.scene();
            items = AccessibleItem.of(itemised);
        }
        return items;
    }

    private Optional<AccessibleItem> item(int child) {
        return child >= 0 && child < items().size() ? Optional.of(items().get(child)) : Optional.empty();
    }

    private List<Card> cards() {
        return canvas.scene().cards();
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
