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
import org.eclipse.osgi.util.NLS;

/**
 * One system among many: a line of the table. Equal when nothing on it differs, so that only what changed is drawn. Made on any thread.
 *
 * @param system its name
 * @param rank the higher, the worse
 * @param state its shape
 * @param stale whether it is too old to be taken for the present
 * @param sentence how it is
 * @param besidesActive the same without naming the active controller
 * @param active active controller, empty when none says so
 * @param nodes a mark and words for each node
 * @param groups a mark for each group, the worst of its nodes
 * @param trouble groups that somebody should look at, in words
 * @param since since when the active controller is so
 * @param action what is under way or has ended
 */
public record SystemRow(String system, int rank, State state, boolean stale, String sentence, String besidesActive, String active,
        List<NodeCell> nodes, List<GroupCell> groups, String trouble, Optional<Instant> since, String action) {

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
        String trouble = String.join("; ", groups.stream().filter(g -> g.mark().compareTo(Mark.STANDBY) > 0)
                .map(g -> NLS.bind(Messages.nameAndState, g.name(), g.words())).toList());
        boolean failed = s.failure() != null && !going;
        String problem = failed || s.problems().isEmpty() ? "" : " " + s.problems().getFirst();
        String sentence = failed ? s.failure().meaning() : Sentences.state(s) + problem;
        String besidesActive = failed ? sentence : Sentences.besidesActive(s) + problem;
        return new SystemRow(system.name(), rank(state), state, stale, sentence, besidesActive, s.active().orElse(""), nodes, groups, trouble,
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
                    words = NLS.bind(Messages.stateOnNode, StateChanges.words(a), a.node());
                }
            }
        }
        return runs || worst == Mark.CHANGING ? new GroupCell(group, worst, words)
                : new GroupCell(group, Mark.FAILED, words.isEmpty() ? Messages.activeNowhere : NLS.bind(Messages.activeNowhereBut, words));
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
        return String.join("; ", nodes.stream().map(n -> NLS.bind(Messages.nameAndState, n.name(), n.states())).toList());
    }

    /** How many groups are well. */
    public String groupWords() {
        return !trouble.isEmpty() ? trouble : groups.size() == 1 ? Messages.oneGroupWell : NLS.bind(Messages.groupsWell, groups.size());
    }
}
