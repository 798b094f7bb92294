package org.campanile.ui.topology.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.campanile.core.environment.Problem;
import org.campanile.ui.State;
import org.eclipse.osgi.util.NLS;

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
        List<String> lines = new ArrayList<>();
        String who = name.isEmpty() ? Messages.serviceWithoutAName : name;
        lines.add(units.size() == 1 ? NLS.bind(Messages.serviceWithUnit, who, title) : NLS.bind(Messages.serviceWithUnits, new Object[] { who, title, units.size() }));
        mark.ifPresent(m -> lines.add(m.words()));
        units.forEach(u -> lines.add(description(u)));
        if (!hint.isEmpty()) {
            lines.add(hint);
        }
        problems.forEach(p -> lines.add(p.message()));
        return String.join("\n", lines);
    }

    private static String description(UnitMark unit) {
        List<String> known = new ArrayList<>(List.of(unit.words()));
        unit.mark().ifPresent(m -> known.add(m.words()));
        if (!unit.address().isEmpty()) {
            known.add(unit.address());
        }
        String words = String.join(", ", known);
        return unit.master() ? NLS.bind(Messages.firstUnitInWords, unit.label(), words) : NLS.bind(Messages.unitInWords, unit.label(), words);
    }
}
