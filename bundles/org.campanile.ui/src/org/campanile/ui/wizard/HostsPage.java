package org.campanile.ui.wizard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.host.HostFacts;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabDraft.Host;
import org.campanile.core.lab.LabProblem;
import org.campanile.core.lab.LabSession;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;

/** The machines of the lab that are reached by SSH: none, one or several; tested in the page. A password that is not typed is asked for when it is first needed. */
final class HostsPage extends RowsPage<Host> {

    /** Long enough to look at a host key that is asked about. */
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double GIB = 1024.0 * 1024 * 1024;

    private ConnectionTest test;

    HostsPage(Services services, LabEdit edit) {
        super("hosts", Messages.hosts, Messages.whatHostsAre, Messages.addHost,
                List.of(Messages.name, Messages.address, Messages.port, Messages.user, Messages.keyFile, Messages.password), services, edit);
    }

    /** The part of the draft's secrets with what was typed in the row of a host. */
    static String row(String host) {
        return "row/" + host.strip();
    }

    @Override
    List<Host> entries(LabDraft draft) {
        return draft.hosts();
    }

    @Override
    LabDraft with(LabDraft draft, List<Host> entries) {
        return draft.withHosts(entries);
    }

    @Override
    Host blank(int number) {
        return new Host("host-" + number, "", "22", "", "");
    }

    @Override
    void row(String at, Host host) {
        text(at + ".name", host.name(), "host-1", 60, false);
        text(at + ".address", host.address(), "10.0.0.5", 90, true);
        text(at + ".port", host.port(), "22", 36, false);
        text(at + ".user", host.user(), "root", 55, false);
        file(at + ".key_file", Messages.keyFile, host.keyFile(), Messages.agentsKeys, 90, Path.of(System.getProperty("user.home"), ".ssh", "id").toString());
        password(at + ".password", edit().secrets().of(row(host.name())).map(Secret::reveal).orElse(""), Messages.askedLater, 60);
    }

    @Override
    Host read(String at, Host old) {
        Host now = new Host(textOf(at + ".name"), textOf(at + ".address"), textOf(at + ".port"), textOf(at + ".user"), textOf(at + ".key_file"));
        edit().secrets().type(row(old.name()), "");
        edit().secrets().type(row(now.name()), textOf(at + ".password"));
        return now;
    }

    @Override
    void below(Composite area) {
        test = new ConnectionTest(area, this, this::lab, HostsPage::checks);
    }

    @Override
    void shown(int hosts) {
        test.setEnabled(hosts > 0);
    }

    private Lab lab() {
        LabDraft all = edit().draft();
        if (all.hosts().isEmpty() || edit().problems(List.of("hosts[")).stream().anyMatch(LabProblem::error)) {
            return null;
        }
        Lab alone = new LabDraft("test", Lab.DEFAULT_COLOUR, all.guard(), Optional.empty(), Optional.empty(), List.of(), all.hosts(), "", all.unknown()).toLab();
        for (HostProfile host : alone.hosts()) {
            edit().secrets().type(RemoteAccess.login(alone.id(), alone.name(), host).part(), edit().secrets().of(row(host.name())).map(Secret::reveal).orElse(""));
        }
        return alone;
    }

    private static List<Check> checks(LabSession session) {
        return session.lab().hosts().stream().map(host -> Check.of("hosts." + host.name(), host.name(), Messages.hosts, LIMIT,
                task -> List.of(seen(session, host, task)))).toList();
    }

    private static String cpus(int count) {
        return count == 1 ? Messages.oneCpu : NLS.bind(Messages.cpus, count);
    }

    private static Finding seen(LabSession session, HostProfile profile, Task task) throws FailureException {
        HostFacts facts = org.campanile.core.host.Host.of(session.host(profile.name(), task), task).facts();
        return Finding.ok(profile.where(), Stream.of(facts.hostName(), facts.osName(), facts.architecture(), cpus(facts.cpus()),
                NLS.bind(Messages.memory, "%.1f".formatted(facts.memory() / GIB)), facts.sudo().label()).filter(t -> !t.isBlank()).collect(Collectors.joining(", ")));
    }
}
