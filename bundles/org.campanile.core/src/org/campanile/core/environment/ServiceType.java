package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A kind of service, read from a data file: fields with rules and defaults, how many units, ports and steps. An immutable value.
 *
 * @param id what documents say, e.g. {@code "webServer"}
 * @param title name on screen
 * @param description one sentence for the palette
 * @param providesDomain whether its name is a domain that others can join
 * @param agent what runs plans inside its units
 * @param nameRule rule of the service's name
 * @param hostPattern host name pattern that a new service starts from
 * @param hostPatternNeedsNumber when the pattern must contain {@code #}
 * @param fields fields of the service in the order of forms and files
 * @param unitFields fields of each unit
 * @param units how many units
 * @param ports ports its units are reached on
 * @param steps what is done inside its units
 * @param balancerPort key of the field with the port of the load balancer before the units, empty when there is none
 * @param descriptor further keys that a 0.2 service descriptor of this type has, with the expressions they come from
 */
public record ServiceType(String id, String title, String description, boolean providesDomain, Agent agent, Field nameRule,
        String hostPattern, NumberRule hostPatternNeedsNumber, List<Field> fields, List<Field> unitFields, Units units, List<Port> ports,
        List<StepDefinition> steps, String balancerPort, Map<String, Object> descriptor) {

    /** What runs plans inside the units. */
    public enum Agent {
        /** The Windows agent, execution plans version 1. */ WINDOWS,
        /** The Python agent, execution plans version 2. */ LINUX
    }

    /** When a host name pattern must contain {@code #}. */
    public enum NumberRule {
        /** Only when there is more than one unit. */ SEVERAL_UNITS,
        /** Whenever there is a pattern. */ ALWAYS
    }

    /**
     * How many units a service has.
     *
     * @param min least
     * @param max most
     * @param initial of a new service
     * @param oneMaster whether exactly one unit has to be the master
     * @param maxSync most units with {@code isSync}, 0 when the type has no such thing
     */
    public record Units(int min, int max, int initial, boolean oneMaster, int maxSync) {
    }

    public ServiceType {
        Objects.requireNonNull(id);
        fields = List.copyOf(fields);
        unitFields = List.copyOf(unitFields);
        ports = List.copyOf(ports);
        steps = List.copyOf(steps);
        balancerPort = balancerPort == null ? "" : balancerPort;
        descriptor = Values.copy(descriptor);
    }

    /** The service field with that key. */
    public Optional<Field> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /** The step with that id. */
    public Optional<StepDefinition> step(String stepId) {
        return steps.stream().filter(step -> step.id().equals(stepId)).findFirst();
    }

    /** The unit field with that key. */
    public Optional<Field> unitField(String key) {
        return unitFields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /** Whether it is a class of a Murano package, which only a Murano service of a later release can deploy: its id has dots as such a class has. */
    public boolean ofPackage() {
        return id.contains(".");
    }

    /** Whether its services can join a domain of the same environment. */
    public boolean joinsDomain() {
        return field(Service.DOMAIN).isPresent();
    }

    /** A service with the type's defaults and number of units; its passwords are references named after the service. */
    public Service newService(String serviceId, String name) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            initial(field, name).ifPresent(value -> values.put(field.key(), value));
        }
        Service service = new Service(serviceId, id, name, values, List.of());
        List<Unit> made = new ArrayList<>();
        for (int i = 0; i < units.initial(); i++) {
            made.add(newUnit(Environment.newId(), i + 1, service.withUnits(made)));
        }
        return service.withUnits(made);
    }

    /** A further unit for {@code service}: the first is master where there is one, as many as allowed are synchronous. */
    public Unit newUnit(String unitId, int number, Service service) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : unitFields) {
            Object value = switch (field.key()) {
                case "isMaster" -> service.master().isEmpty();
                case "isSync" -> service.units().stream().filter(u -> u.flag("isSync")).count() < units.maxSync();
                default -> service.units().isEmpty() ? initial(field, service.name()).orElse(null)
                        : service.units().getFirst().value(field.key());
            };
            if (value != null) {
                values.put(field.key(), value);
            }
        }
        return new Unit(unitId, number, "", values);
    }

    private static Optional<Object> initial(Field field, String serviceName) {
        if (field.kind() == Field.Kind.PASSWORD && !field.required()) {
            return Optional.empty();
        }
        return field.kind() == Field.Kind.PASSWORD ? Optional.of(new SecretRef(serviceName + "/" + field.key())) : field.initialValue();
    }
}
