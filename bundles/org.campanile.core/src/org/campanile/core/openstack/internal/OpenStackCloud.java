package org.campanile.core.openstack.internal;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Identity;
import org.campanile.core.openstack.Images;
import org.campanile.core.openstack.Networking;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A login with its services. */
final class OpenStackCloud implements Cloud {

    private final Session session;
    private final Identity identity;
    private final Images images;
    private final Compute compute;
    private final Networking networking;
    private final Orchestration orchestration;

    OpenStackCloud(Session session) {
        Library library = new Library(session);
        this.session = session;
        this.identity = new KeystoneIdentity(library);
        this.images = new GlanceImages(session, library);
        this.compute = new NovaCompute(session, library);
        this.networking = new NeutronNetworking(session, library);
        this.orchestration = new HeatOrchestration(session);
    }

    @Override
    public CloudProfile profile() {
        return session.profile();
    }

    @Override
    public Login login() {
        return session.token().login();
    }

    @Override
    public Login renew(Task task) throws FailureException {
        return session.renew(session.token(), task).login();
    }

    @Override
    public Secret token(Task task) throws FailureException {
        return Secret.of(session.fresh(task).id());
    }

    @Override
    public List<CatalogueEntry> catalogue() {
        return session.token().catalogue();
    }

    @Override
    public Optional<URI> endpoint(String serviceType) {
        return session.endpoint(serviceType);
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public Images images() {
        return images;
    }

    @Override
    public Compute compute() {
        return compute;
    }

    @Override
    public Networking networking() {
        return networking;
    }

    @Override
    public Orchestration orchestration() {
        return orchestration;
    }

    @Override
    public void close() {
        session.close();
    }
}
