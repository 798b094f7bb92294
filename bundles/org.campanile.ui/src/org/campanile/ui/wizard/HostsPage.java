package org.campanile.ui.wizard;

import java.util.List;

import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabDraft.Host;
import org.campanile.ui.Services;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The machines of the lab that are reached by SSH. Their passwords are asked for when they are first needed. */
final class HostsPage extends RowsPage<Host> {

    HostsPage(Services services, LabEdit edit) {
        super("hosts", "Hosts", "Machines of this lab that are reached by SSH, such as a controller node. A lab may have none.", "&Add host",
                List.of("Name", "Address", "Port", "User", "Key file"), services, edit);
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
        text(at + ".name", host.name(), "host-1", 80, false);
        text(at + ".address", host.address(), "10.0.0.5", 120, true);
        text(at + ".port", host.port(), "22", 40, false);
        text(at + ".user", host.user(), "root", 80, false);
        text(at + ".key_file", host.keyFile(), "agent or password", 120, true);
    }

    @Override
    Host read(String at, Host old) {
        return new Host(textOf(at + ".name"), textOf(at + ".address"), textOf(at + ".port"), textOf(at + ".user"), textOf(at + ".key_file"));
    }

    @Override
    void below(Composite area) {
        Label note = new Label(area, SWT.WRAP);
        note.setText("A password, or the passphrase of a key, is asked for when the host is first used, and so is trust in its key.");
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 400;
        note.setLayoutData(data);
    }
}
