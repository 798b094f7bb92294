package org.campanile.core.setup;

import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Identity;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks for and makes Murano's service and endpoints in Keystone v3. */
final class KeystoneSetup {

    /** The three interfaces that get an endpoint. */
    static final List<String> INTERFACES = List.of("public", "internal", "admin");

    private final LabSession session;
    private final MuranoEntry wanted;

    KeystoneSetup(LabSession session, MuranoEntry wanted) {
        this.session = session;
        this.wanted = wanted;
    }

    LabSession session() {
        return session;
    }

    MuranoEntry request() {
        return wanted;
    }

    private Identity identity(Task task) throws FailureException {
        return session.cloud(task).identity();
    }

    /** The service of that type; of several the one with the wanted name. */
    Optional<Identity.Service> service(Task task) throws FailureException {
        List<Identity.Service> ofType = services(task);
        return ofType.stream().filter(s -> s.name().equals(wanted.name())).findFirst().or(() -> ofType.stream().findFirst());
    }

    private List<Identity.Service> services(Task task) throws FailureException {
        return identity(task).services(task).stream().filter(s -> s.type().equals(wanted.type())).toList();
    }

    String createService(Task task) throws FailureException {
        return identity(task).createService(wanted.type(), wanted.name(), wanted.description(), task).id();
    }

    /** Deletes it if it is still there. */
    static void deleteService(LabSession session, String id, Task task) throws FailureException {
        Identity identity = session.cloud(task).identity();
        if (identity.services(task).stream().anyMatch(s -> s.id().equals(id))) {
            identity.deleteService(id, task);
        }
    }

    /** Enables or disables it if it is still there. */
    static void enable(LabSession session, String id, boolean on, Task task) throws FailureException {
        Identity identity = session.cloud(task).identity();
        for (Identity.Service s : identity.services(task)) {
            if (s.id().equals(id)) {
                identity.updateService(new Identity.Service(s.id(), s.type(), s.name(), s.description(), on), task);
            }
        }
    }

    /** The endpoint of an interface in the wanted region, whatever its address. */
    Optional<Identity.Endpoint> endpoint(String interfaceName, Task task) throws FailureException {
        Optional<Identity.Service> service = service(task);
        if (service.isEmpty()) {
            return Optional.empty();
        }
        return identity(task).endpoints(task).stream().filter(e -> e.serviceId().equals(service.get().id())
                && e.interfaceName().equals(interfaceName) && e.region().equals(wanted.region())).findFirst();
    }

    Optional<String> endpointLacks(String interfaceName, Task task) throws FailureException {
        Optional<Identity.Endpoint> endpoint = endpoint(interfaceName, task);
        if (endpoint.isEmpty()) {
            return Optional.of("There is no " + interfaceName + " endpoint of " + wanted.type() + " in region " + wanted.region() + ".");
        }
        if (!endpoint.get().url().equals(wanted.url())) {
            return Optional.of("The " + interfaceName + " endpoint is " + endpoint.get().url() + ", not " + wanted.url() + ".");
        }
        return endpoint.get().enabled() ? Optional.empty() : Optional.of("The " + interfaceName + " endpoint is disabled.");
    }

    /** Deletes the services of that type and name: for undo, when a run died between making one and noting its id. */
    static void deleteServiceNamed(LabSession session, String type, String name, Task task) throws FailureException {
        Identity identity = session.cloud(task).identity();
        for (Identity.Service service : identity.services(task)) {
            if (service.type().equals(type) && service.name().equals(name)) {
                identity.deleteService(service.id(), task);
            }
        }
    }

    /** Creates the endpoint, or corrects the one that is there; answers its id. */
    String putEndpoint(String interfaceName, Task task) throws FailureException {
        Optional<Identity.Endpoint> old = endpoint(interfaceName, task);
        if (old.isPresent()) {
            Identity.Endpoint e = old.get();
            return identity(task).updateEndpoint(new Identity.Endpoint(e.id(), e.serviceId(), e.region(), e.interfaceName(), wanted.url(), true), task)
                    .id();
        }
        Optional<Identity.Service> service = service(task);
        if (service.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, "registering the " + interfaceName + " endpoint", wanted.type(), "",
                    "The service it belongs to is gone.", "Look whether somebody else deleted it; then start again."));
        }
        return identity(task).createEndpoint(service.get().id(), wanted.region(), interfaceName, wanted.url(), task).id();
    }

    /** Deletes an endpoint that was made, or gives a corrected one its former address; one that is gone stays gone. */
    static void takeBackEndpoint(LabSession session, String id, String formerUrl, Task task) throws FailureException {
        Identity identity = session.cloud(task).identity();
        for (Identity.Endpoint e : identity.endpoints(task)) {
            if (e.id().equals(id)) {
                takeBack(identity, e, formerUrl, task);
            }
        }
    }

    /** The same for one whose id was not noted; an address other than the run's is somebody else's. */
    static void takeBackEndpoint(LabSession session, EndpointPlace place, String formerUrl, Task task) throws FailureException {
        Identity identity = session.cloud(task).identity();
        List<String> services = identity.services(task).stream().filter(s -> s.type().equals(place.type())).map(Identity.Service::id).toList();
        for (Identity.Endpoint e : identity.endpoints(task)) {
            if (services.contains(e.serviceId()) && e.region().equals(place.region()) && e.interfaceName().equals(place.interfaceName())
                    && e.url().equals(place.url())) {
                takeBack(identity, e, formerUrl, task);
            }
        }
    }

    private static void takeBack(Identity identity, Identity.Endpoint e, String formerUrl, Task task) throws FailureException {
        if (formerUrl.isEmpty()) {
            identity.deleteEndpoint(e.id(), task);
        } else {
            identity.updateEndpoint(new Identity.Endpoint(e.id(), e.serviceId(), e.region(), e.interfaceName(), formerUrl, e.enabled()), task);
        }
    }

    /** The proof: a new token's catalogue names the address. */
    boolean inCatalogue(String interfaceName, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        cloud.renew(task);
        if (named(cloud, interfaceName)) {
            return true;
        }
        // Renewals of several threads become one, and that one may have been under way before the endpoint was made; the one after it was not.
        cloud.renew(task);
        return named(cloud, interfaceName);
    }

    private boolean named(Cloud cloud, String interfaceName) {
        return cloud.catalogue().stream().filter(c -> c.type().equals(wanted.type())).flatMap(c -> c.endpoints().stream())
                .anyMatch(e -> e.interfaceName().equals(interfaceName) && e.region().equals(wanted.region()) && e.url().equals(wanted.url()));
    }
}
