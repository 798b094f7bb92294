package org.campanile.core.openstack.internal;

import static org.campanile.core.openstack.internal.Token.text;

import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;

import org.campanile.core.openstack.Identity;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.openstack4j.api.Builders;
import org.openstack4j.api.types.Facing;

/** Keystone by openstack4j. */
final class KeystoneIdentity implements Identity {

    private final Library library;

    KeystoneIdentity(Library library) {
        this.library = library;
    }

    static Endpoint endpoint(org.openstack4j.model.identity.v3.Endpoint e, String serviceId) {
        String region = text(e.getRegion()).isEmpty() ? text(e.getRegionId()) : e.getRegion();
        return new Endpoint(text(e.getId()), serviceId == null ? text(e.getServiceId()) : serviceId, region,
                e.getIface() == null ? "" : e.getIface().value(), e.getUrl() == null ? "" : e.getUrl().toString(), e.isEnabled());
    }

    private static Service service(org.openstack4j.model.identity.v3.Service s) {
        return new Service(text(s.getId()), text(s.getType()), text(s.getName()), text(s.getDescription()), s.isEnabled());
    }

    private static URL url(String url, String doing) throws FailureException {
        try {
            return Session.uri(url.replaceAll("[$%]\\((\\w+)\\)s", "$1"), doing).isAbsolute() ? newUrl(url) : null;
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(url, impossible);
        }
    }

    /** Not {@code URI.toURL}: endpoints may hold {@code $(project_id)s}, which no URI may. */
    @SuppressWarnings("deprecation")
    private static URL newUrl(String url) throws MalformedURLException {
        return new URL(url);
    }

    @Override
    public List<Service> services(Task task) throws FailureException {
        return library.list("listing services", "services", task,
                os -> os.identity().serviceEndpoints().list().stream().map(KeystoneIdentity::service).toList());
    }

    @Override
    public Service createService(String type, String name, String description, Task task) throws FailureException {
        return library.call("creating service " + name, task,
                os -> service(os.identity().serviceEndpoints().create(Builders.identityV3().service().type(type).name(name)
                        .description(description).enabled(true).build())));
    }

    @Override
    public Service updateService(Service changed, Task task) throws FailureException {
        return library.call("changing service " + changed.name(), task,
                os -> service(os.identity().serviceEndpoints().update(Builders.identityV3().service().id(changed.id())
                        .type(changed.type()).name(changed.name()).description(changed.description()).enabled(changed.enabled()).build())));
    }

    @Override
    public void deleteService(String id, Task task) throws FailureException {
        library.call("deleting service " + id, task, os -> os.identity().serviceEndpoints().delete(id));
    }

    @Override
    public List<Endpoint> endpoints(Task task) throws FailureException {
        return library.list("listing endpoints", "endpoints", task,
                os -> os.identity().serviceEndpoints().listEndpoints().stream().map(e -> endpoint(e, null)).toList());
    }

    @Override
    public Endpoint createEndpoint(String serviceId, String region, String interfaceName, String url, Task task) throws FailureException {
        String doing = "creating the " + interfaceName + " endpoint";
        URL address = url(url, doing);
        return library.call(doing, task, os -> endpoint(os.identity().serviceEndpoints().createEndpoint(Builders.identityV3().endpoint()
                .serviceId(serviceId).regionId(region).iface(Facing.value(interfaceName)).url(address).enabled(true).build()), null));
    }

    @Override
    public Endpoint updateEndpoint(Endpoint changed, Task task) throws FailureException {
        String doing = "changing the " + changed.interfaceName() + " endpoint";
        URL address = url(changed.url(), doing);
        return library.call(doing, task, os -> endpoint(os.identity().serviceEndpoints().updateEndpoint(Builders.identityV3().endpoint()
                .id(changed.id()).serviceId(changed.serviceId()).regionId(changed.region()).iface(Facing.value(changed.interfaceName()))
                .url(address).enabled(changed.enabled()).build()), null));
    }

    @Override
    public void deleteEndpoint(String id, Task task) throws FailureException {
        library.call("deleting endpoint " + id, task, os -> os.identity().serviceEndpoints().deleteEndpoint(id));
    }

    @Override
    public List<String> regions(Task task) throws FailureException {
        return library.list("listing regions", "regions", task, os -> os.identity().regions().list().stream().map(r -> r.getId()).toList());
    }
}
