package org.campanile.ui.controllers.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.controllers.StateChanges;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.eclipse.osgi.util.NLS;

/**
 * One controller node among many: a line of the table of nodes. Equal when nothing on it differs. Made on any thread.
 *
 * @param system its system
 * @param node its host name
 * @param personality {@code Active}, {@code Standby} or that it is not known
 * @param mark its shape, the worst of the node and its groups
 * @param stale whether it is too old to be taken for the present
 * @param admin administrative state
 * @param oper operational state
 * @param avail availability
 * @param ready ready state
 * @param trouble its service groups that somebody should look at, in words
 */
public record NodeRow(String system, String node, String personality, Mark mark, boolean stale, String admin, String oper, String avail, String ready,
        String trouble) {

    /** The nodes of a system, in the server's order; with those that only have service groups at the end. */
    public static List<NodeRow> of(SystemSnapshot s, Instant now) {
        boolean stale = Sentences.stale(s, now);
        List<NodeRow> rows = new ArrayList<>();
        for (Matrix.Column column : Matrix.of(s).columns()) {
            Mark mark = column.mark();
            List<String> trouble = new ArrayList<>();
            for (Assignment a : s.assignments()) {
                Mark own = Mark.of(a);
                if (a.node().equals(column.name()) && own.compareTo(Mark.STANDBY) > 0) {
                    mark = mark.or(own);
                    trouble.add(NLS.bind(Messages.nameAndState, a.group(), StateChanges.words(a)));
                }
            }
            Optional<Node> node = s.node(column.name());
            rows.add(new NodeRow(s.system(), column.name(), column.role(), mark, stale, node.map(Node::admin).orElse(Messages.notListed),
                    node.map(Node::oper).orElse(""), node.map(Node::avail).orElse(""), node.map(Node::ready).orElse(""), String.join("; ", trouble)));
        }
        return rows;
    }

    /** Its state in a word. */
    public String state() {
        return Sentences.word(mark.state());
    }
}
