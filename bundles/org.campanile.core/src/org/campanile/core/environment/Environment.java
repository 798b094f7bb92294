package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The document that is edited: services made of units. An immutable value; every edit answers a new document, so that undo is keeping
 * the old one. Edits that name something absent answer an equal document.
 *
 * @param id 32 lower-case hex digits; the stack's name and the agents' queues come from it
 * @param name the environment's name
 * @param services in the user's order, which decides host numbers and the order of plans
 * @param others all other top-level keys of the file in their order; {@link #NETWORK} and {@link #KEY_PAIR} are among them
 */
public record Environment(String id, String name, List<Service> services, Map<String, Object> others) {

    /** Optional top-level key: name or id of the network the units are attached to. */
    public static final String NETWORK = "network";
    /** Optional top-level key: name of the key pair put into the servers. */
    public static final String KEY_PAIR = "keyPair";
    /** Optional top-level key: list of networks, as CIDR, from which the units' ports are reached; from inside the environment they always are. */
    public static final String ACCESS = "access";
    /** Optional top-level key: id of the environment that this one stands by for, in another lab. */
    public static final String STANDBY_OF = "standbyOf";
    /** Optional top-level key: the units' subnet as CIDR, by which addresses are checked. */
    public static final String SUBNET = "subnet";

    public Environment {
        Objects.requireNonNull(id);
        name = name == null ? "" : name;
        services = List.copyOf(services);
        others = Values.copy(others);
    }

    /** An empty environment with a fresh id. */
    public static Environment create(String name) {
        return new Environment(newId(), name, List.of(), Map.of());
    }

    /** A fresh id for an environment, service or unit: 32 lower-case hex digits. */
    public static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Name or id of the network, or empty when the deployment has to say it. */
    public String network() {
        return Values.text(others.get(NETWORK));
    }

    /** Name of the key pair, or empty. */
    public String keyPair() {
        return Values.text(others.get(KEY_PAIR));
    }

    /** Networks from which the units are reached beside their own environment, as CIDR. */
    public List<String> access() {
        return others.get(ACCESS) instanceof List<?> list ? list.stream().map(Values::text).filter(text -> !text.isEmpty()).toList() : List.of();
    }

    /** The units' subnet as CIDR, or empty when nobody said it. */
    public String subnet() {
        return Values.text(others.get(SUBNET));
    }

    /** The service with that id. */
    public Optional<Service> service(String serviceId) {
        return services.stream().filter(service -> service.id().equals(serviceId)).findFirst();
    }

    /** The service that holds that unit. */
    public Optional<Service> serviceOfUnit(String unitId) {
        return services.stream().filter(service -> service.unit(unitId).isPresent()).findFirst();
    }

    /** How many units there are in all. */
    public int unitCount() {
        return services.stream().mapToInt(service -> service.units().size()).sum();
    }

    /** The environment under another name. */
    public Environment rename(String newName) {
        return new Environment(id, newName, services, others);
    }

    /** The environment with a top-level key set, or cleared when {@code value} is {@code null}. */
    public Environment with(String key, Object value) {
        return new Environment(id, name, services, Values.with(others, key, value));
    }

    /** The environment with other services. */
    public Environment withServices(List<Service> newServices) {
        return new Environment(id, name, newServices, others);
    }

    /** Adds a service at the end. */
    public Environment addService(Service service) {
        return addService(services.size(), service);
    }

    /** Adds a service at a place of the list, as the inverse of removing it from there. */
    public Environment addService(int index, Service service) {
        List<Service> more = new ArrayList<>(services);
        more.add(index, service);
        return withServices(more);
    }

    /** Removes a service. Members of a domain that goes with it keep its name; validation says so and offers to clear it. */
    public Environment removeService(String serviceId) {
        return withServices(services.stream().filter(service -> !service.id().equals(serviceId)).toList());
    }

    /** Replaces a service by what {@code edit} makes of it. */
    public Environment editService(String serviceId, UnaryOperator<Service> edit) {
        return withServices(services.stream().map(s -> s.id().equals(serviceId) ? edit.apply(s) : s).toList());
    }

    /** Sets a field of a service, or clears it when {@code value} is {@code null}. */
    public Environment setField(String serviceId, String key, Object value) {
        return editService(serviceId, service -> service.with(key, value));
    }

    /** Sets a field of a unit, or clears it when {@code value} is {@code null}. */
    public Environment setUnitField(String unitId, String key, Object value) {
        return editUnit(unitId, unit -> unit.with(key, value));
    }

    /** Replaces a unit by what {@code edit} makes of it. */
    public Environment editUnit(String unitId, UnaryOperator<Unit> edit) {
        return serviceOfUnit(unitId)
                .map(owner -> editService(owner.id(), s -> s.withUnit(edit.apply(s.unit(unitId).orElseThrow())))).orElse(this);
    }

    /** Renames a service; when it provides a domain, its members follow. */
    public Environment renameService(String serviceId, String newName, ServiceTypes types) {
        Optional<Service> found = service(serviceId);
        if (found.isEmpty()) {
            return this;
        }
        Service old = found.get();
        boolean providesDomain = types.find(old.type()).map(ServiceType::providesDomain).orElse(false);
        return withServices(services.stream().map(service -> {
            if (service.id().equals(serviceId)) {
                return service.withName(newName);
            }
            return providesDomain && !old.name().isEmpty() && service.text(Service.DOMAIN).equals(old.name())
                    ? service.with(Service.DOMAIN, newName) : service;
        }).toList());
    }

    /** Puts a service into a domain; an empty name takes it out of the one it is in. */
    public Environment setDomain(String serviceId, String domain) {
        return setField(serviceId, Service.DOMAIN, domain.isEmpty() ? null : domain);
    }

    /** Adds a unit made by the service's type (defaults, next number); nothing happens when the type or service is unknown. */
    public Environment addUnit(String serviceId, ServiceTypes types) {
        return editService(serviceId, service -> types.find(service.type())
                .map(type -> service.plusUnit(type.newUnit(newId(), service.nextNumber(), service))).orElse(service));
    }

    /** Removes a unit; the others keep their numbers and so their host names. */
    public Environment removeUnit(String unitId) {
        return serviceOfUnit(unitId).map(owner -> editService(owner.id(), s -> s.minusUnit(unitId))).orElse(this);
    }
}
