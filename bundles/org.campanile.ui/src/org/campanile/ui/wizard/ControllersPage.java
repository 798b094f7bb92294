package org.campanile.ui.wizard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabDraft.SystemDraft;
import org.campanile.core.lab.LabProblem;
import org.campanile.core.lab.LabSession;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.ui.Services;
import org.eclipse.swt.widgets.Composite;

/** The StarlingX systems whose controllers are watched: none, one or several; tested in the page. */
final class ControllersPage extends RowsPage<SystemDraft> {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ConnectionTest test;

    ControllersPage(Services services, LabEdit edit) {
        super("controllers", Messages.controllers, Messages.whatControllersAre, Messages.addSystem,
                List.of(Messages.name, Messages.addresses, Messages.server), services, edit);
    }

    @Override
    List<SystemDraft> entries(LabDraft draft) {
        return draft.systems();
    }

    @Override
    LabDraft with(LabDraft draft, List<SystemDraft> entries) {
        return draft.withSystems(entries);
    }

    @Override
    SystemDraft blank(int number) {
        return new SystemDraft("system-" + number, List.of(""), "", false);
    }

    @Override
    void row(String at, SystemDraft system) {
        text(at + ".name", system.name(), "system-1", 100, false);
        text(at + ".urls", String.join(" ", system.urls()), "http://10.10.10.2:7777", 260, true);
        check(at + ".strict_usm", Messages.strict, Messages.strictMeans, system.strictUsm());
    }

    @Override
    SystemDraft read(String at, SystemDraft old) {
        List<String> urls = Stream.of(textOf(at + ".urls").strip().split("[\\s,]+")).toList();
        return new SystemDraft(textOf(at + ".name"), urls, old.region(), checked(at + ".strict_usm"));
    }

    @Override
    void below(Composite area) {
        test = new ConnectionTest(area, this, this::lab, ControllersPage::checks);
    }

    @Override
    void shown(int systems) {
        test.setEnabled(systems > 0);
    }

    private Lab lab() {
        LabDraft all = edit().draft();
        LabDraft alone = new LabDraft("test", Lab.DEFAULT_COLOUR, all.guard(), all.cloud(), Optional.empty(), all.systems(), List.of(), "", all.unknown());
        return all.systems().isEmpty() || edit().problems(List.of("controllers[", "cloud.")).stream().anyMatch(LabProblem::error) ? null : alone.toLab();
    }

    private static List<Check> checks(LabSession session) {
        return session.lab().systems().stream().map(system -> Check.of("controllers." + system.name(), system.name(), Messages.controllers, LIMIT,
                task -> List.of(seen(session.serviceManager(system).nodes(task), system)))).toList();
    }

    private static Finding seen(List<Node> nodes, SystemProfile system) {
        return Finding.ok(system.urls().getFirst(), nodes.stream().map(n -> n.name() + " " + n.admin() + ", " + n.oper() + ", " + n.avail())
                .collect(Collectors.joining("; ")));
    }
}
