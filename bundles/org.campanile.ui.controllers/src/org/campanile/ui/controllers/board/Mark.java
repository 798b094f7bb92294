package org.campanile.ui.controllers.board;

import java.util.Set;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.Service;
import org.campanile.ui.Icons;
import org.campanile.ui.State;
import org.campanile.ui.Theme;
import org.eclipse.swt.graphics.Image;

/**
 * The shape before a word on the board; the worse comes later. States are open sets of words (protocol document "Service Manager", section 4):
 * one that is not known here is drawn as not known and written out.
 */
public enum Mark {
    /** Runs here. */ ACTIVE(State.GOOD),
    /** Ready to take over: a ring where the active one is a disc. */ STANDBY(State.GOOD),
    /** Switched off or locked. */ OFF(State.OFF),
    /** No word, or one that is not known. */ UNKNOWN(State.UNKNOWN),
    /** On its way. */ CHANGING(State.CHANGING),
    /** Works, with a warning. */ ATTENTION(State.ATTENTION),
    /** Does not work. */ FAILED(State.FAILED);

    private static final String RING = "<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' viewBox='0 0 16 16' fill='none'>"
            + "<circle cx='8' cy='8' r='4.6' stroke='currentColor' stroke-width='1.9' opacity='%s'/></svg>";
    private static final Set<String> NOTHING = Set.of("", "none", "nil", "null");

    private final State state;

    Mark(State state) {
        this.state = state;
    }

    /** The image, 16 by 16 at 100 %; UI thread only. */
    public Image image(Icons icons, boolean stale) {
        return this == STANDBY ? icons.svg(String.format(RING, stale ? "0.45" : "1"), Theme.Tone.GOOD, 16, 16) : icons.state(state, stale, 16);
    }

    /** The state it stands for elsewhere in the program. */
    public State state() {
        return state;
    }

    /** The worse of two. */
    public Mark or(Mark other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether a status or condition says anything (quirk Q14). */
    public static boolean says(String word) {
        return !NOTHING.contains(word);
    }

    /** A service group on a node. */
    public static Mark of(Assignment a) {
        if (a.status().equals("failed")) {
            return FAILED;
        }
        if (a.inTransition()) {
            return CHANGING;
        }
        return says(a.status()) || says(a.condition()) ? ATTENTION : word(a.state(), "active", "standby");
    }

    /** A service of the controller that answered. */
    public static Mark of(Service s) {
        if (s.status().equals("failed")) {
            return FAILED;
        }
        if (s.inTransition()) {
            return CHANGING;
        }
        return says(s.status()) ? ATTENTION : word(s.state(), "enabled-active", "enabled-standby");
    }

    /** A node. */
    public static Mark of(Node n) {
        if (n.admin().equals("locked")) {
            return OFF;
        }
        if (n.avail().equals("failed") || n.oper().equals("disabled")) {
            return FAILED;
        }
        if (n.avail().equals("degraded") || n.ready().equals("disabled")) {
            return ATTENTION;
        }
        boolean good = n.admin().equals("unlocked") && n.oper().equals("enabled") && n.avail().equals("available");
        return good ? ACTIVE : UNKNOWN;
    }

    private static Mark word(String state, String active, String standby) {
        if (state.equals(active)) {
            return ACTIVE;
        }
        if (state.equals(standby)) {
            return STANDBY;
        }
        return state.equals("disabled") || state.equals("shutdown") ? OFF : UNKNOWN;
    }
}
