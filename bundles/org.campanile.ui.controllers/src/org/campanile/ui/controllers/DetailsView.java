package org.campanile.ui.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.controllers.GroupFacts;
import org.campanile.core.controllers.StateChanges;
import org.campanile.core.controllers.SystemPoller.Attention;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.Service;
import org.campanile.core.servicemanager.SystemTables.GroupMember;
import org.campanile.ui.Ages;
import org.campanile.ui.Names;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.controllers.board.Mark;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.SystemView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;

/** Details of what is chosen on the board: its states, since when, and the services of the controller that answered. */
public final class DetailsView extends FollowingView {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.controllers.details";
    /** Name of the table of facts. */
    public static final String FACTS = ID + ".facts";
    /** Name of the table of services. */
    public static final String SERVICES = ID + ".services";

    private static final String NOT_KNOWN = "not known over this API";

    private record Fact(String name, String value, Mark mark) {
    }

    private Composite page;
    private Label title;
    private Label note;
    private TableKit<Fact> facts;
    private TableKit<Service> table;
    private BoardSelection chosen;

    @Override
    List<String> emptyWords() {
        return List.of("mouse-pointer-click", "Nothing chosen",
                "Choose a controller, a service group or a cell on the board to see all that is known of it.");
    }

    @Override
    Attention attention() {
        return Attention.CLOSE;
    }

    @Override
    void create(Composite parent) {
        page = parent;
        title = Names.name(new Label(page, SWT.WRAP), ID + ".title");
        title.setFont(org.campanile.ui.Fonts.bold(title));
        title.setLayoutData(wide());
        TabFolder tabs = new TabFolder(page, SWT.TOP);
        tabs.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        states(tabs);
        services(tabs);
    }

    @Override
    void recolor() {
        facts.repaint();
        table.repaint();
    }

    private static GridData wide() {
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.widthHint = 160;
        return data;
    }

    private void states(TabFolder tabs) {
        facts = new TableKit<>(tab(tabs, "State"), FACTS, Fact::name, false, List.of(
                TableColumnSpec.<Fact>text("name", "What", 22, Fact::name),
                TableColumnSpec.<Fact>text("value", "Is", 40, Fact::value).image(f -> f.mark() == null ? null : f.mark().image(services().icons(), false))
                        .tooltip(Fact::value)));
        facts.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
    }

    private void services(TabFolder tabs) {
        Composite area = tab(tabs, "Services");
        note = Names.name(new Label(area, SWT.WRAP), ID + ".note");
        note.setLayoutData(wide());
        table = new TableKit<>(area, SERVICES, Service::name, false, List.of(
                TableColumnSpec.<Service>text("name", "Service", 20, Service::name).image(s -> Mark.of(s).image(services().icons(), false)),
                TableColumnSpec.<Service>text("state", "State", 26, s -> s.state().equals(s.desiredState()) ? s.state()
                        : s.state() + " → " + s.desiredState()),
                TableColumnSpec.<Service>text("status", "Status", 12, s -> Mark.says(s.status()) ? s.status() : "")));
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
    }

    private static Composite tab(TabFolder tabs, String text) {
        Composite area = new Composite(tabs, SWT.NONE);
        area.setLayout(new GridLayout(1, false));
        TabItem item = new TabItem(tabs, SWT.NONE);
        item.setText(text);
        item.setControl(area);
        return area;
    }

    @Override
    void show(BoardSelection selection, SystemView view) {
        chosen = selection;
        SystemSnapshot s = view.snapshot();
        String name = chosen.group().isEmpty() ? chosen.node() : chosen.node().isEmpty() ? chosen.group() : chosen.group() + " on " + chosen.node();
        title.setText((name.isEmpty() ? s.system() : name).replace("&", "&&"));
        facts.show(facts(s));
        note.setText("Services of the controller that answered" + (s.source().isEmpty() ? "" : " (" + s.source() + ")")
                + "; which of them belong to which group is " + NOT_KNOWN + ".");
        table.show(s.services());
        page.layout(true, true);
    }

    private static String where(List<String> nodes, String node) {
        return nodes.size() > 1 ? " on " + node : "";
    }

    private List<Fact> facts(SystemSnapshot s) {
        List<Fact> all = new ArrayList<>();
        String group = chosen.group();
        List<String> nodes = !chosen.node().isEmpty() ? List.of(chosen.node()) : s.nodes().stream().map(Node::name).toList();
        if (group.isEmpty()) {
            nodes.forEach(n -> node(all, s, n, where(nodes, n)));
        } else {
            nodes.forEach(n -> s.assignment(group, n).ifPresent(a -> assignment(all, a, where(nodes, n))));
            GroupFacts known = GroupFacts.of(s, group);
            all.add(new Fact("Redundancy", known.says(), null));
            String origin = known.origin() == GroupFacts.Origin.TABLES ? "" : " (as StarlingX ships it; not known over this API)";
            all.add(new Fact("Members", known.members().isEmpty() ? NOT_KNOWN : String.join(", ", known.members().stream()
                    .map(GroupMember::service).toList()) + origin, null));
            known.members().stream().map(GroupMember::impact).distinct().sorted().forEach(i -> all.add(new Fact("Failure is " + i, String.join(", ",
                    known.members().stream().filter(m -> m.impact().equals(i)).map(GroupMember::service).toList()) + origin, null)));
            if (known.members().isEmpty()) {
                all.add(new Fact("Failure impact", NOT_KNOWN, null));
            }
        }
        nodes.forEach(n -> chosen.system().since(n, group).ifPresent(since -> all.add(new Fact("In this state" + where(nodes, n), so(since), null))));
        if (s.isKnown()) {
            all.add(new Fact("Read from", s.source(), null));
            all.add(new Fact("Read at", Ages.exact(s.takenAt()), null));
        }
        return all;
    }

    private static void node(List<Fact> all, SystemSnapshot s, String name, String where) {
        Optional<Node> node = s.node(name);
        node.ifPresent(n -> {
            all.add(new Fact("Administrative state" + where, said(n.admin()), Mark.of(n)));
            all.add(new Fact("Operational state" + where, said(n.oper()), null));
            all.add(new Fact("Availability" + where, said(n.avail()), null));
            all.add(new Fact("Ready state" + where, said(n.ready()), null));
        });
        all.add(new Fact("Role" + where, s.active().equals(Optional.of(name)) ? "active" : s.swactable(name).equals("no") ? "standby" : "not known", null));
        all.add(new Fact("Swactable services" + where, s.swactable(name), null));
        Optional.ofNullable(s.roles().get(name)).ifPresent(r -> all.add(new Fact("Active services" + where, r.activeServices(), null)));
        s.assignments().stream().filter(a -> a.node().equals(name)).forEach(a -> all.add(new Fact(a.group() + where, said(a.state()), Mark.of(a))));
    }

    private static void assignment(List<Fact> all, Assignment a, String where) {
        all.add(new Fact("State" + where, said(a.state()), Mark.of(a)));
        all.add(new Fact("Desired state" + where, said(a.desiredState()), null));
        all.add(new Fact("Status" + where, Mark.says(a.status()) ? a.status() : "nothing to report", null));
        all.add(new Fact("Condition" + where, Mark.says(a.condition()) ? a.condition() : "nothing to report", null));
        all.add(new Fact("Domain" + where, said(a.domain()), null));
        all.add(new Fact("Identifier" + where, said(a.uuid()), null));
    }

    private static String so(StateChanges.Since since) {
        return (since.exact() ? "since " : "at least since ") + Ages.exact(since.at());
    }

    private static String said(String word) {
        return word.isBlank() ? "not said" : word;
    }
}
