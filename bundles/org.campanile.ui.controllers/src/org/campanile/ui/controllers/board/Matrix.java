package org.campanile.ui.controllers.board;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.eclipse.osgi.util.NLS;

/**
 * What the card of a system shows below its sentence: nodes as columns, service groups as rows. A pure value, made off or on the UI thread.
 *
 * @param columns nodes in the server's order, with those that only have service groups at the end
 * @param rows service groups in the order they first occur
 */
public record Matrix(List<Column> columns, List<Row> rows) {

    /**
     * A node.
     *
     * @param name host name
     * @param role {@code Active}, {@code Standby} or {@code Role not known}
     * @param active whether it is the active controller
     * @param mark how it is
     * @param states administrative, operational, availability and ready state, in this order
     * @param about the same for a tooltip, each with its name
     */
    public record Column(String name, String role, boolean active, Mark mark, List<String> states, String about) {
        public Column {
            states = List.copyOf(states);
        }
    }

    /**
     * A group on a node.
     *
     * @param mark how it is
     * @param text the state; {@code actual → desired} when they differ
     * @param note status and condition, may be empty
     */
    public record Cell(Mark mark, String text, String note) {

        /** All of it in one line. */
        public String line() {
            return note.isEmpty() ? text : text + ", " + note;
        }
    }

    /** A service group with a cell for each column, {@code null} where the node does not have it. */
    public record Row(String group, List<Optional<Cell>> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    public Matrix {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The matrix of a snapshot. */
    public static Matrix of(SystemSnapshot s) {
        Set<String> names = new LinkedHashSet<>(s.nodes().stream().map(Node::name).toList());
        s.assignments().forEach(a -> names.add(a.node()));
        List<Column> columns = names.stream().map(n -> column(n, s)).toList();
        List<Row> rows = new ArrayList<>();
        for (String group : s.groups()) {
            rows.add(new Row(group, names.stream().map(n -> s.assignment(group, n).map(Matrix::cell)).toList()));
        }
        return new Matrix(columns, rows);
    }

    private static Column column(String name, SystemSnapshot s) {
        Optional<Node> node = s.node(name);
        boolean active = s.active().equals(Optional.of(name));
        String role = active ? Messages.active : s.swactable(name).equals("no") ? Messages.standby : s.swactable(name).equals("yes") ? Messages.saysItIsActive
                : Messages.roleNotKnown;
        if (node.isEmpty()) {
            return new Column(name, role, active, Mark.UNKNOWN, List.of(Messages.notInNodeList), NLS.bind(Messages.hasGroupsButIsNotListed, name));
        }
        Node n = node.get();
        List<String> states = List.of(word(n.admin()), word(n.oper()), word(n.avail()), ready(n.ready()));
        Object[] named = {name, word(n.admin()), word(n.oper()), word(n.avail()), word(n.ready()), role};
        return new Column(name, role, active, Mark.of(n), states, NLS.bind(Messages.nodeTooltip, named));
    }

    private static String ready(String word) {
        return switch (word) {
            case "enabled" -> Messages.ready;
            case "disabled" -> Messages.notReady;
            default -> NLS.bind(Messages.readyIs, word(word));
        };
    }

    /** A word from the server as it is shown. */
    public static String word(String word) {
        return word.isBlank() ? Messages.notSaid : word;
    }

    private static Cell cell(Assignment a) {
        String text = a.state().equals(a.desiredState()) ? word(a.state()) : word(a.state()) + " → " + word(a.desiredState());
        List<String> notes = new ArrayList<>();
        if (Mark.says(a.status())) {
            notes.add(a.status());
        }
        if (Mark.says(a.condition())) {
            notes.add(a.condition());
        }
        return new Cell(Mark.of(a), text, String.join(", ", notes));
    }

    /** The worst mark of all nodes and groups. */
    public Mark worst() {
        Mark worst = columns.isEmpty() ? Mark.UNKNOWN : Mark.ACTIVE;
        for (Column c : columns) {
            worst = worst.or(c.mark());
        }
        for (Row row : rows) {
            for (Optional<Cell> cell : row.cells()) {
                worst = worst.or(cell.map(Cell::mark).orElse(Mark.ACTIVE));
            }
        }
        return worst;
    }

    /** Only the rows whose group or any cell contains {@code filter}, ignoring case; all of them when it is empty or a column's name has it. */
    public Matrix filtered(String filter) {
        String wanted = filter.strip().toLowerCase(java.util.Locale.ROOT);
        if (wanted.isEmpty() || columns.stream().anyMatch(c -> (c.name() + " " + String.join(" ", c.states())).toLowerCase(java.util.Locale.ROOT).contains(wanted))) {
            return this;
        }
        return new Matrix(columns, rows.stream().filter(r -> (r.group() + " " + r.cells().stream().map(c -> c.map(Cell::line).orElse(""))
                .toList()).toLowerCase(java.util.Locale.ROOT).contains(wanted)).toList());
    }
}
