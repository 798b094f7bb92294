package org.campanile.ui.topology.scene;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
 * @param hint how a circle of needs that it is part of is solved; empty when it is in none
 * @param mark the answer to a question that is asked just now, as far as it is about this service
 */
public record Card(String id, Box box, String icon, String title, String name, List<UnitMark> units, List<Problem> problems, boolean pinned,
        String hint, Optional<Marks.Mark> mark) {

    /** Width of every card. */
    public static final double WIDTH = 184;
    /** Height of every card. */
    public static final double HEIGHT = 88;

    private static final List<State> URGENCY = List.of(State.FAILED, State.ATTENTION, State.CHANGING, State.UNKNOWN, State.OFF, State.GOOD);

    public Card {
        units = List.copyOf(units);
        problems = List.copyOf(problems);
    }

    /** The same card elsewhere. */
    public Card at(Box place) {
        return new Card(id, place, icon, title, name, units, problems, pinned, hint, mark);
    }

    /** The same card with an answer on it and on its units. */
    Card marked(Optional<Marks.Mark> with, List<UnitMark> marked) {
        return new Card(id, box, icon, title, name, marked, problems, pinned, hint, with);
    }

    /** The state of all units in one: the one that most asks for attention. */
    public State state() {
        State worst = units.isEmpty() ? State.UNKNOWN : State.GOOD;
        for (UnitMark unit : units) {
            if (URGENCY.indexOf(unit.state()) < URGENCY.indexOf(worst)) {
                worst = unit.state();
            }
        }
        return worst;
    }

    /** Whether all of these words, in any case, are in its name, type, hosts or addresses. */
    public boolean has(String words) {
        StringBuilder all = new StringBuilder(name).append(' ').append(title);
        units.forEach(u -> all.append(' ').append(u.label()).append(' ').append(u.address()));
        String text = all.toString().toLowerCase(Locale.ROOT);
        return !words.isBlank() && Arrays.stream(words.toLowerCase(Locale.ROOT).strip().split("\\s+")).allMatch(text::contains);
    }

    /** All of it in words, for a tooltip and a screen reader. */
    public String description() {
        StringBuilder words = new StringBuilder(name.isEmpty() ? "Service without a name" : name).append(", ").append(title).append(", ")
                .append(units.size()).append(units.size() == 1 ? " unit" : " units");
        mark.ifPresent(m -> words.append("\n").append(m.words()));
        units.forEach(u -> words.append("\n").append(u.label()).append(u.master() ? " (first): " : ": ").append(u.words())
                .append(u.mark().map(m -> ", " + m.words()).orElse("")).append(u.address().isEmpty() ? "" : ", " + u.address()));
        if (!hint.isEmpty()) {
            words.append("\n").append(hint);
        }
        problems.forEach(p -> words.append("\n").append(p.message()));
        return words.toString();
    }
}
