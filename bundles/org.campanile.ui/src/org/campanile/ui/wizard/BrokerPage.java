package org.campanile.ui.wizard;

import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabProblem;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.LabChecks;
import org.campanile.ui.Services;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** The broker that Murano and its agents use, tested in the page. */
final class BrokerPage extends LabPage {

    private static final String PART = "broker";

    private Form form;
    private Button present;
    private Text host;
    private Text port;
    private Button tls;
    private Text user;
    private Text password;
    private Text vhost;
    private Text managementUrl;
    private Text caFile;
    private Button verify;
    private ConnectionTest test;
    /** What is in the fields also while the lab has no broker. */
    private LabDraft.Broker last = LabDraft.Broker.blank();

    BrokerPage(Services services, LabEdit edit) {
        super(PART, Messages.broker, Messages.whatBrokerIs, services, edit, List.of("broker."));
    }

    @Override
    void build(Composite area) {
        form = new Form(area, 2, this::changed);
        present = form.check("broker", Messages.hasBroker);
        host = form.text("broker.host", Messages.host, "broker.example.org");
        port = form.text("broker.port", Messages.portLabel, Messages.portHint);
        user = form.text("broker.user", Messages.userLabel, "");
        password = form.password("broker.password", Messages.passwordLabel);
        if (edit().oldName() != null) {
            password.setMessage(Messages.emptyKeepsIt);
        }
        vhost = form.text("broker.vhost", Messages.virtualHost, "/");
        managementUrl = form.text("broker.management_url", Messages.managementApi, "http://broker.example.org:15672");
        caFile = form.file("broker.ca_file", Messages.caFile, Messages.systemCaFile);
        tls = form.check("broker.tls", Messages.amqpWithTls);
        verify = form.check("broker.verify", Messages.checkBrokerCertificate);
        test = new ConnectionTest(area, this, this::lab,
                session -> LabChecks.of(session).stream().filter(c -> c.group().equals(LabChecks.BROKER)).toList());
    }

    private Lab lab() {
        LabDraft alone = new LabDraft("test", Lab.DEFAULT_COLOUR, edit().draft().guard(), Optional.empty(), edit().draft().broker(), List.of(), List.of(), "",
                edit().draft().unknown());
        return !present.getSelection() || edit().problems(List.of("broker.")).stream().anyMatch(LabProblem::error) ? null : alone.toLab();
    }

    @Override
    void write(LabDraft draft) {
        LabDraft.Broker b = draft.broker().orElse(last);
        last = b;
        form.write(() -> {
            present.setSelection(draft.broker().isPresent());
            host.setText(b.host());
            port.setText(b.port());
            tls.setSelection(b.tls());
            user.setText(b.user());
            password.setText(edit().secrets().of(PART).map(Secret::reveal).orElse(""));
            vhost.setText(b.vhost());
            managementUrl.setText(b.managementUrl());
            caFile.setText(b.caFile());
            verify.setSelection(b.verify());
        });
        enable();
    }

    private void enable() {
        form.enable(present.getSelection(), List.of(host, port, user, password, vhost, managementUrl, caFile, tls, verify, test));
    }

    @Override
    LabDraft read(LabDraft draft) {
        enable();
        edit().secrets().type(PART, password.getText());
        last = new LabDraft.Broker(host.getText(), port.getText(), tls.getSelection(), caFile.getText(), verify.getSelection(), user.getText(), vhost.getText(),
                managementUrl.getText());
        return draft.withBroker(present.getSelection() ? last : null);
    }

    @Override
    void mark(List<LabProblem> problems) {
        form.mark(problems);
    }
}
