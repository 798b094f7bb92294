package org.campanile.ui.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
import org.eclipse.osgi.util.NLS;
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
        return List.of("mouse-pointer-click", Messages.nothingChosen, Messages.chooseForDetails);
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
        facts = new TableKit<>(tab(tabs, Messages.state), FACTS, Fact::name, false, List.of(
                TableColumnSpec.<Fact>text("name", Messages.what, 26, Fact::name),
                TableColumnSpec.<Fact>text("value", Messages.is, 40, Fact::value).image(f -> f.mark() == null ? null : f.mark().image(services().icons(), false))
                        .tooltip(Fact::value)));
        facts.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
    }

    private void services(TabFolder tabs) {
        Composite area = tab(tabs, Messages.services);
        note = Names.name(new Label(area, SWT.WRAP), ID + ".note");
        note.setLayoutData(wide());
        table = new TableKit<>(area, SERVICES, Service::name, false, List.of(
                TableColumnSpec.<Service>text("name", Messages.service, 18, Service::name).image(s -> Mark.of(s).image(services().icons(), false)),
                TableColumnSpec.<Service>text("state", Messages.state, 18, s -> s.state().equals(s.desiredState()) ? s.state()
                        : s.state() + " → " + s.desiredState()),
                TableColumnSpec.<Service>text("status", Messages.status, 7, s -> Mark.says(s.status()) ? s.status() : "")));
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
        String name = chosen.group().isEmpty() ? chosen.node() : chosen.node().isEmpty() ? chosen.group()
                : NLS.bind(Messages.onNode, chosen.group(), chosen.node());
        title.setText((name.isEmpty() ? s.system() : name).replace("&", "&&"));
        facts.show(facts(s));
        note.setText(s.source().isEmpty() ? Messages.servicesNote : NLS.bind(Messages.servicesNoteFrom, s.source()));
        table.show(s.services());
        page.layout(true, true);
    }

    /** What a fact is about; of which node only where there are several. */
    private static String name(String what, List<String> nodes, String node) {
        return nodes.size() > 1 ? NLS.bind(Messages.factOfNode, node, what) : what;
    }

    private List<Fact> facts(SystemSnapshot s) {
        List<Fact> all = new ArrayList<>();
        String group = chosen.group();
        List<String> nodes = !chosen.node().isEmpty() ? List.of(chosen.node()) : s.nodes().stream().map(Node::name).toList();
        if (group.isEmpty()) {
            nodes.forEach(n -> node(all, s, n, what -> name(what, nodes, n)));
        } else {
            nodes.forEach(n -> s.assignment(group, n).ifPresent(a -> assignment(all, a, what -> name(what, nodes, n))));
            all.addAll(known(GroupFacts.of(s, group)));
        }
        nodes.forEach(n -> chosen.system().since(n, group).ifPresent(since -> all.add(new Fact(name(Messages.inThisState, nodes, n), so(since), null))));
        if (s.isKnown()) {
            all.add(new Fact(Messages.readFrom, s.source(), null));
            all.add(new Fact(Messages.readAt, Ages.exact(s.takenAt()), null));
        }
        return all;
    }

    /** What the tables of the system or StarlingX itself say about a group. */
    private static List<Fact> known(GroupFacts group) {
        List<Fact> all = new ArrayList<>(List.of(new Fact(Messages.redundancy, group.says(), null)));
        if (group.members().isEmpty()) {
            all.add(new Fact(Messages.members, Messages.notKnownOverThisApi, null));
            all.add(new Fact(Messages.failureImpact, Messages.notKnownOverThisApi, null));
        } else {
            all.add(new Fact(Messages.members, services(group, m -> true), null));
            group.members().stream().map(GroupMember::impact).distinct().sorted()
                    .forEach(i -> all.add(new Fact(NLS.bind(Messages.failureIs, i), services(group, m -> m.impact().equals(i)), null)));
        }
        return all;
    }

    private static String services(GroupFacts group, Predicate<GroupMember> which) {
        String names = String.join(", ", group.members().stream().filter(which).map(GroupMember::service).toList());
        return group.origin() == GroupFacts.Origin.TABLES ? names : NLS.bind(Messages.asShipped, names);
    }

    private static void node(List<Fact> all, SystemSnapshot s, String node, UnaryOperator<String> name) {
        s.node(node).ifPresent(n -> {
            all.add(new Fact(name.apply(Messages.administrativeState), said(n.admin()), Mark.of(n)));
            all.add(new Fact(name.apply(Messages.operationalState), said(n.oper()), null));
            all.add(new Fact(name.apply(Messages.availability), said(n.avail()), null));
            all.add(new Fact(name.apply(Messages.readyState), said(n.ready()), null));
        });
        String role = s.active().equals(Optional.of(node)) ? Messages.roleActive : s.swactable(node).equals("no") ? Messages.roleStandby : Messages.notKnown;
        all.add(new Fact(name.apply(Messages.role), role, null));
        all.add(new Fact(name.apply(Messages.swactableServices), said(s.swactable(node)), null));
        Optional.ofNullable(s.roles().get(node)).ifPresent(r -> all.add(new Fact(name.apply(Messages.activeServices), said(r.activeServices()), null)));
        s.assignments().stream().filter(a -> a.node().equals(node)).forEach(a -> all.add(new Fact(name.apply(a.group()), said(a.state()), Mark.of(a))));
    }

    private static void assignment(List<Fact> all, Assignment a, UnaryOperator<String> name) {
        all.add(new Fact(name.apply(Messages.state), said(a.state()), Mark.of(a)));
        all.add(new Fact(name.apply(Messages.desiredState), said(a.desiredState()), null));
        all.add(new Fact(name.apply(Messages.status), Mark.says(a.status()) ? a.status() : Messages.nothingToReport, null));
        all.add(new Fact(name.apply(Messages.condition), Mark.says(a.condition()) ? a.condition() : Messages.nothingToReport, null));
        all.add(new Fact(name.apply(Messages.domain), said(a.domain()), null));
        all.add(new Fact(name.apply(Messages.identifier), said(a.uuid()), null));
    }

    private static String so(StateChanges.Since since) {
        return since.exact() ? NLS.bind(Messages.since, Ages.exact(since.at())) : NLS.bind(Messages.atLeastSince, Ages.exact(since.at()));
    }

    private static String said(String word) {
        return word.isBlank() ? Messages.notSaid : word;
    }
}
