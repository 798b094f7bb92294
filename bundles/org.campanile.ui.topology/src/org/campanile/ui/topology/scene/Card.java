package org.campanile.ui.topology.scene;

import java.util.List;

import org.campanile.core.environment.Problem;
import org.campanile.ui.State;

/**
 * A service on the drawing. A value.
 *
 * @param id id of the service
 * @param box where it is, in drawing units
 * @param icon Lucide name of its picture
 * @param title title of its type
 * @param name name of the service
 * @param units its units
 * @param problems what is wrong with it, the worst first
 * @param pinned whether the user has put it there
 */
public record Card(String id, Box box, String icon, String title, String name, List<UnitMark> units, List<Problem> problems, boolean pinned) {

    /** Width of every card. */
    public static final double WIDTH = 184;
    /** Height of every card. */
    public static final double HEIGHT = 88;

    public Card {
        units = List.copyOf(units);
        problems = List.copyOf(problems);
    }

    /** The same card elsewhere. */
    public Card at(Box place) {
        return new Card(id, place, icon, title, name, units, problems, pinned);
    }

    /** The state of all units in one: the one that most asks for attention. */
    public State state() {
        List<State> order = List.of(State.FAILED, State.ATTENTION, State.CHANGING, State.UNKNOWN, State.OFF, State.GOOD);
        return order.stream().filter(s -> units.stream().anyMatch(u -> u.state() == s)).findFirst().orElse(State.UNKNOWN);
    }

    /** All of it in words, for a tooltip and a screen reader. */
    public String description() {
        StringBuilder words = new StringBuilder(name.isEmpty() ? "Service without a name" : name).append(", ").append(title).append(", ")
                .append(units.size()).append(units.size() == 1 ? " unit" : " units");
        units.forEach(u -> words.append("\n").append(u.label()).append(u.master() ? " (first): " : ": ").append(u.words())
                .append(u.address().isEmpty() ? "" : ", " + u.address()));
        problems.forEach(p -> words.append("\n").append(p.message()));
        return words.toString();
    }
}
