package org.campanile.core.lab;

import java.nio.file.Path;

import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.servicemanager.SystemProfile;

/** Makes profiles of typed text that was validated before. */
final class LabDrafts {

    private LabDrafts() {
    }

    static Lab lab(LabDraft d) {
        return new Lab(d.id().isEmpty() ? d.name() : d.id(), d.name(), d.colour(), d.guard(), d.cloud().map(LabDrafts::cloud), d.broker().map(LabDrafts::broker),
                d.systems().stream().map(s -> new SystemProfile(s.name(), s.urls(), s.region(), s.strictUsm())).toList(),
                d.hosts().stream().map(LabDrafts::host).toList(), d.share().strip(), d.unknown());
    }

    private static CloudProfile cloud(LabDraft.Cloud c) {
        return new CloudProfile(c.name(), c.authUrl(), c.authType(), c.username(), c.userDomain(), c.project(), c.projectDomain(),
                c.applicationCredentialId(), c.applicationCredentialName(), c.region(), c.interfaceName(), c.endpointOverrides(),
                path(c.caFile()), c.verify());
    }

    private static BrokerProfile broker(LabDraft.Broker b) {
        return new BrokerProfile(b.host().strip(), number(b.port()), b.tls(), path(b.caFile()), b.verify(), b.user(), b.vhost(),
                b.managementUrl());
    }

    private static HostProfile host(LabDraft.Host h) {
        return new HostProfile(h.name().strip(), h.address().strip(), number(h.port()), h.user().strip(), path(h.keyFile()));
    }

    private static int number(String text) {
        return text.isBlank() ? 0 : Integer.parseInt(text.strip());
    }

    private static Path path(String text) {
        return text.isBlank() ? null : Path.of(text.strip());
    }

    static String text(Path path) {
        return path == null ? "" : path.toString();
    }
}
