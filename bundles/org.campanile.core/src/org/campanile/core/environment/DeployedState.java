package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known to be deployed of an environment: the stack's servers, and what earlier deployments did inside the units. An immutable value.
 * The keys of services and units are those of the protocol document's section 6.3; a unit may have a key of its service itself, which then
 * counts for it (the original knows only the service's). Passwords are there as {@link PasswordMark}s.
 *
 * @param deleted whether the environment was emptied and its stack deleted
 * @param stack whether there is a stack
 * @param resources servers and balancers of the stack with their properties; no properties when they are not known
 * @param services kept keys by service id
 * @param units kept keys by unit id
 */
public record DeployedState(boolean deleted, boolean stack, Map<String, Map<String, String>> resources, Map<String, Map<String, Object>> services,
        Map<String, Map<String, Object>> units) implements KeptKeys {

    /** Key of a unit's host name. */
    public static final String HOST_NAME = "hostname";
    /** Key of the domain a unit has joined. */
    public static final String DOMAIN = "domain";
    /** Key that says that somebody wants the unit out of its domain. */
    public static final String LEAVING = "leaving";

    /** Nothing was ever deployed. */
    public static final DeployedState NOTHING = new DeployedState(false, false, Map.of(), Map.of(), Map.of());

    public DeployedState {
        Map<String, Map<String, String>> names = new LinkedHashMap<>();
        resources.forEach((name, properties) -> names.put(name, Map.copyOf(properties)));
        resources = Collections.unmodifiableMap(names);
        services = copy(services);
        units = copy(units);
    }

    private static Map<String, Map<String, Object>> copy(Map<String, Map<String, Object>> from) {
        Map<String, Map<String, Object>> to = new LinkedHashMap<>();
        from.forEach((id, keys) -> to.put(id, Values.copy(keys)));
        return Collections.unmodifiableMap(to);
    }

    /** The state as if a document were deployed, as far as the stack goes: what a stack that carries its document tells. */
    public static DeployedState ofDocument(Environment environment, ServiceTypes types) {
        return ofDocument(environment, types, HostNames.of(environment));
    }

    /** The same, where units may have other names than the document gives. */
    public static DeployedState ofDocument(Environment environment, ServiceTypes types, Map<String, String> hostNames) {
        return NOTHING.stacked(environment, wanted(environment, types, hostNames), hostNames);
    }

    @Override
    public Object ofService(String serviceId, String key) {
        return services.getOrDefault(serviceId, Map.of()).get(key);
    }

    @Override
    public Object ofUnit(String unitId, String key) {
        return units.getOrDefault(unitId, Map.of()).get(key);
    }

    /** This state with all keys of some services and units replaced. */
    DeployedState with(Map<String, Map<String, Object>> newServices, Map<String, Map<String, Object>> newUnits) {
        Map<String, Map<String, Object>> allServices = new LinkedHashMap<>(services);
        allServices.putAll(newServices);
        Map<String, Map<String, Object>> allUnits = new LinkedHashMap<>(units);
        allUnits.putAll(newUnits);
        return new DeployedState(deleted, stack, resources, allServices, allUnits);
    }

    /** This state with a key of a service set, or cleared when {@code value} is {@code null}. */
    public DeployedState withService(String serviceId, String key, Object value) {
        Map<String, Map<String, Object>> changed = new LinkedHashMap<>(services);
        changed.put(serviceId, Values.with(services.getOrDefault(serviceId, Map.of()), key, value));
        return new DeployedState(deleted, stack, resources, changed, units);
    }

    /** This state with a key of a unit set, or cleared when {@code value} is {@code null}. */
    public DeployedState withUnit(String unitId, String key, Object value) {
        Map<String, Map<String, Object>> changed = new LinkedHashMap<>(units);
        changed.put(unitId, Values.with(units.getOrDefault(unitId, Map.of()), key, value));
        return new DeployedState(deleted, stack, resources, services, changed);
    }

    /** The stack was created or updated: it has these resources, the units these host names, and what is no longer in the document is forgotten. */
    public DeployedState stacked(Environment environment, Map<String, Map<String, String>> newResources, Map<String, String> hostNames) {
        Map<String, Map<String, Object>> keptServices = new LinkedHashMap<>();
        Map<String, Map<String, Object>> keptUnits = new LinkedHashMap<>();
        for (Service service : environment.services()) {
            keptServices.put(service.id(), services.getOrDefault(service.id(), Map.of()));
            for (Unit unit : service.units()) {
                keptUnits.put(unit.id(), Values.with(units.getOrDefault(unit.id(), Map.of()), HOST_NAME, hostNames.get(unit.id())));
            }
        }
        return new DeployedState(false, true, newResources, keptServices, keptUnits);
    }

    /** This state without what was done inside units whose servers come back empty; they keep their host names. */
    DeployedState emptied(Set<String> emptyServices, Set<String> emptyUnits) {
        Map<String, Map<String, Object>> keptServices = new LinkedHashMap<>(services);
        keptServices.keySet().removeAll(emptyServices);
        Map<String, Map<String, Object>> keptUnits = new LinkedHashMap<>(units);
        emptyUnits.forEach(unit -> keptUnits.computeIfPresent(unit, (id, keys) -> Values.with(Map.of(), HOST_NAME, keys.get(HOST_NAME))));
        return new DeployedState(deleted, stack, resources, keptServices, keptUnits);
    }

    /** Everything was deleted. */
    public static DeployedState deletedAll() {
        return new DeployedState(true, false, Map.of(), Map.of(), Map.of());
    }

    /**
     * Resources as a document wants them, with the properties that a change is seen by: {@code server} or {@code balancer}, image, flavor, zone and
     * so on. Units without an image get no server.
     */
    public static Map<String, Map<String, String>> wanted(Environment environment, ServiceTypes types, Map<String, String> hostNames) {
        Map<String, Map<String, String>> wanted = new LinkedHashMap<>();
        for (Service service : environment.services()) {
            List<String> members = new ArrayList<>();
            for (Unit unit : service.units()) {
                if (!service.image().isEmpty()) {
                    Map<String, String> server = new LinkedHashMap<>();
                    server.put("kind", "server");
                    server.put("image", service.image());
                    server.put("flavor", service.text(Service.FLAVOR).isEmpty() ? Service.DEFAULT_FLAVOR : service.text(Service.FLAVOR));
                    server.put("zone", service.text(Service.ZONE));
                    Placement.of(environment, service).properties().forEach(server::put);
                    wanted.put(hostNames.get(unit.id()), server);
                    members.add(hostNames.get(unit.id()));
                }
            }
            String port = types.find(service.type()).map(ServiceType::balancerPort).orElse("");
            if (!port.isEmpty()) {
                wanted.put(service.name(), Map.of("kind", "balancer", "port", service.text(port), "members", String.join(",", members)));
            }
        }
        return wanted;
    }

    /** Whether the stack has to be updated to be as wanted; what is not known of it is taken to be right. */
    public boolean differs(Map<String, Map<String, String>> wanted) {
        if (!wanted.keySet().equals(resources.keySet())) {
            return true;
        }
        return wanted.entrySet().stream().anyMatch(e -> !resources.get(e.getKey()).isEmpty() && !resources.get(e.getKey()).equals(e.getValue()));
    }
}
