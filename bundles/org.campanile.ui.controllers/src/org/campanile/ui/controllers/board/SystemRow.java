package org.campanile.ui.controllers.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.controllers.StateChanges;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.ui.State;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SwactStatus;
import org.campanile.ui.controllers.live.SystemView;

/**
 * One system among many: a line of the table. Equal when nothing on it differs, so that only what changed is drawn. Made on any thread.
 *
 * @param system its name
 * @param rank the higher, the worse
 * @param state its shape
 * @param stale whether it is too old to be taken for the present
 * @param sentence how it is
 * @param active active controller, empty when none says so
 * @param nodes a mark and words for each node
 * @param groups a mark for each group, the worst of its nodes
 * @param trouble groups that somebody should look at, in words
 * @param since since when the active controller is so
 * @param action what is under way or has ended
 */
public record SystemRow(String system, int rank, State state, boolean stale, String sentence, String active, List<NodeCell> nodes, List<GroupCell> groups,
        String trouble, Optional<Instant> since, String action) {

    /** A node. */
    public record NodeCell(String name, Mark mark, String states) {
    }

    /** A group over all nodes. */
    public record GroupCell(String name, Mark mark, String words) {
    }

    public SystemRow {
        nodes = List.copyOf(nodes);
        groups = List.copyOf(groups);
    }

    /** The line of a system. */
    public static SystemRow of(ControllerSystem system, SystemView view, Instant now) {
        SystemSnapshot s = view.snapshot();
        boolean stale = Sentences.stale(s, now);
        List<NodeCell> nodes = new ArrayList<>();
        for (Node n : s.nodes()) {
            nodes.add(new NodeCell(n.name(), Mark.of(n), String.join(" ", n.admin(), n.oper(), n.avail()).strip()));
        }
        List<GroupCell> groups = new ArrayList<>();
        for (String group : s.groups()) {
            groups.add(group(group, s));
        }
        Mark worst = nodes.stream().map(NodeCell::mark).reduce(Mark.ACTIVE, Mark::or);
        worst = groups.stream().map(GroupCell::mark).reduce(worst, Mark::or);
        boolean settled = worst == Mark.ACTIVE || worst == Mark.STANDBY;
        boolean going = view.swact().map(SwactStatus::going).orElse(false);
        State state = !s.isKnown() ? s.failure() == null ? State.UNKNOWN : State.FAILED : s.failure() != null && !going ? State.FAILED : going ? State.CHANGING
                : settled ? s.active().isEmpty() ? State.ATTENTION : State.GOOD : worst == Mark.OFF ? State.ATTENTION : worst.state();
        String trouble = String.join("; ", groups.stream().filter(g -> g.mark().compareTo(Mark.STANDBY) > 0).map(g -> g.name() + " " + g.words()).toList());
        String sentence = s.failure() != null && !going ? s.failure().meaning() : !s.problems().isEmpty() ? Sentences.state(s) + " " + s.problems().getFirst()
                : Sentences.state(s);
        return new SystemRow(system.name(), rank(state), state, stale, sentence, s.active().orElse(""), nodes, groups, trouble,
                system.since("", "").filter(x -> s.isKnown()).map(StateChanges.Since::at), view.swact().map(x -> Sentences.swact(x, now)).orElse(""));
    }

    private static GroupCell group(String group, SystemSnapshot s) {
        Mark worst = Mark.ACTIVE;
        String words = "";
        boolean runs = false;
        for (Assignment a : s.assignments()) {
            if (a.group().equals(group)) {
                Mark mark = Mark.of(a);
                runs |= a.state().equals("active");
                if (mark.compareTo(worst) > 0 && mark != Mark.STANDBY) {
                    worst = mark;
                    words = StateChanges.words(a) + " on " + a.node();
                }
            }
        }
        return runs || worst == Mark.CHANGING ? new GroupCell(group, worst, words) : new GroupCell(group, Mark.FAILED, words.isEmpty() ? "active nowhere"
                : "active nowhere, " + words);
    }

    private static int rank(State state) {
        return switch (state) {
            case FAILED -> 5;
            case ATTENTION -> 4;
            case CHANGING -> 3;
            case UNKNOWN -> 2;
            default -> 0;
        };
    }

    /** Nodes in words. */
    public String nodeWords() {
        return String.join("; ", nodes.stream().map(n -> n.name() + " " + n.states()).toList());
    }

    /** How many groups are well. */
    public String groupWords() {
        return trouble.isEmpty() ? groups.size() + " groups well" : trouble;
    }
}
