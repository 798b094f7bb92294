package org.campanile.ui.topology.canvas;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;

/** Connecting by the keyboard: arrows and Tab go from one legal end to the next, Enter takes it, Escape gives it up. UI thread only. */
final class Connector {

    private final TopologyCanvas canvas;
    private final CanvasActions actions;
    private String from;
    private List<String> legal = List.of();
    private int at;

    Connector(TopologyCanvas canvas, CanvasActions actions) {
        this.canvas = canvas;
        this.actions = actions;
    }

    boolean on() {
        return from != null;
    }

    /** @param id the service to begin at, or {@code null} when there is none */
    void begin(String id) {
        legal = id == null ? List.of() : new ArrayList<>(actions.targets(id));
        from = legal.isEmpty() ? null : id;
        at = 0;
        reveal();
    }

    void end() {
        if (on()) {
            from = null;
            canvas.redraw();
        }
    }

    Feedback feedback() {
        return Feedback.connecting(from, null, new LinkedHashSet<>(legal), legal.get(at));
    }

    void step(int by) {
        at = Math.floorMod(at + by, legal.size());
        reveal();
    }

    private void reveal() {
        if (on()) {
            canvas.scene().card(legal.get(at)).ifPresent(c -> {
                canvas.look(canvas.viewport().revealing(c.box()));
                canvas.announce(c.id());
            });
        }
    }

    /** Whether the key was meant for it. */
    boolean key(Event e) {
        if (!on()) {
            return false;
        }
        switch (e.keyCode) {
            case SWT.ARROW_RIGHT, SWT.ARROW_DOWN -> step(1);
            case SWT.ARROW_LEFT, SWT.ARROW_UP -> step(-1);
            case SWT.CR, SWT.KEYPAD_CR -> {
                String begun = from;
                end();
                actions.connect(begun, legal.get(at));
            }
            case SWT.ESC -> end();
            default -> {
                return false;
            }
        }
        return true;
    }
}
