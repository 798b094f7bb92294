package org.campanile.core.openstack;

import java.util.List;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Keystone v3: services and endpoints of the catalogue. Changing them needs the admin role; without it the failure is DENIED. */
public interface Identity {

    /** All services, also those without an endpoint. */
    List<Service> services(Task task) throws FailureException;

    /** Creates an enabled service. Keystone allows several of one type and name, so look first. */
    Service createService(String type, String name, String description, Task task) throws FailureException;

    /** Sets type, name, description and enabled of the service with that id. */
    Service updateService(Service service, Task task) throws FailureException;

    /** Deletes a service and with it its endpoints. */
    void deleteService(String id, Task task) throws FailureException;

    /** All endpoints of all services. */
    List<Endpoint> endpoints(Task task) throws FailureException;

    /** Creates an enabled endpoint. */
    Endpoint createEndpoint(String serviceId, String region, String interfaceName, String url, Task task) throws FailureException;

    /** Sets region, interface, url and enabled of the endpoint with that id. */
    Endpoint updateEndpoint(Endpoint endpoint, Task task) throws FailureException;

    /** Deletes an endpoint. */
    void deleteEndpoint(String id, Task task) throws FailureException;

    /** Ids of all regions. */
    List<String> regions(Task task) throws FailureException;

    /** A service of the catalogue. */
    record Service(String id, String type, String name, String description, boolean enabled) {
    }

    /**
     * An endpoint of a service.
     *
     * @param interfaceName {@code public}, {@code internal} or {@code admin}
     * @param url as stored; may hold {@code $(project_id)s} when read from the service catalogue's administration
     */
    record Endpoint(String id, String serviceId, String region, String interfaceName, String url, boolean enabled) {
    }
}
