package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Field;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;

/**
 * Writes an environment as a service template of TOSCA's simple profile 1.3: a Compute node for each unit, a node of the type's own node type for each
 * service, hosted on them; passwords are inputs. The same document gives the same text. Pure.
 */
public final class ToscaTemplate {

    /** Prefix of the node types that are defined in the template. */
    static final String PREFIX = "campanile.nodes.";
    /** No host can have this name, which has a sign that host names have not. */
    private static final String NETWORK = "units_network";

    private final ServiceTypes types;

    /** A writer for documents of these types. */
    public ToscaTemplate(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** The template's text; it holds no password. */
    public String write(Environment environment) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        Map<String, Object> nodes = new LinkedHashMap<>();
        nodes.put(NETWORK, node("tosca.nodes.network.Network", Map.of("network_name", environment.network().isEmpty() ? "default" : environment.network())));
        Map<String, String> hosts = HostNames.of(environment);
        for (Service service : environment.services()) {
            List<Object> requirements = new ArrayList<>();
            for (Unit unit : service.units()) {
                String host = hosts.get(unit.id());
                nodes.put(host, compute(service, unit, host));
                nodes.put(host + "_port", port(host));
                requirements.add(Map.of("host", host));
            }
            provider(environment, service).ifPresent(name -> requirements.add(Map.of("domain", node(name))));
            Map<String, Object> node = node(PREFIX + service.type(), properties(service, inputs));
            if (!requirements.isEmpty()) {
                node.put("requirements", requirements);
            }
            nodes.put(node(service), node);
        }
        Map<String, Object> topology = new LinkedHashMap<>();
        topology.put("description", "Environment " + environment.name());
        if (!inputs.isEmpty()) {
            topology.put("inputs", inputs);
        }
        topology.put("node_templates", nodes);
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("tosca_definitions_version", "tosca_simple_yaml_1_3");
        top.put("metadata", metadata(environment));
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (String id : new TreeSet<>(environment.services().stream().map(Service::type).toList())) {
            definitions.put(PREFIX + id, definition(id));
        }
        if (!definitions.isEmpty()) {
            top.put("node_types", definitions);
        }
        top.put("topology_template", topology);
        return HotYaml.write(top);
    }

    private static Map<String, Object> metadata(Environment environment) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("template_name", environment.name());
        metadata.put("template_author", "campanile");
        metadata.put("template_version", "1.0");
        return metadata;
    }

    private static String node(Service service) {
        return "service_" + service.name().replaceAll("[^A-Za-z0-9_]", "_") + "_" + service.id();
    }

    private Optional<Service> provider(Environment environment, Service service) {
        boolean itself = types.find(service.type()).map(ServiceType::providesDomain).orElse(false);
        String domain = types.domainOf(service);
        return itself || domain.isEmpty() ? Optional.empty()
                : environment.services().stream().filter(other -> other.name().equals(domain)
                        && types.find(other.type()).map(ServiceType::providesDomain).orElse(false)).findFirst();
    }

    private static Map<String, Object> node(String type, Map<String, Object> properties) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("type", type);
        if (!properties.isEmpty()) {
            node.put("properties", properties);
        }
        return node;
    }

    private static Map<String, Object> compute(Service service, Unit unit, String host) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("image", service.image());
        metadata.put("flavor", service.text(Service.FLAVOR).isEmpty() ? Service.DEFAULT_FLAVOR : service.text(Service.FLAVOR));
        metadata.put("availability_zone", service.text(Service.ZONE));
        metadata.put("host_name", host);
        metadata.put("unit", unit.id());
        unit.fields().forEach((key, value) -> {
            if (value instanceof Boolean || value instanceof String || value instanceof Number) {
                metadata.put(key, String.valueOf(value)); // metadata is a map of texts
            }
        });
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("type", "tosca.nodes.Compute");
        node.put("metadata", metadata);
        return node;
    }

    private static Map<String, Object> port(String host) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("type", "tosca.nodes.network.Port");
        node.put("requirements", List.of(Map.of("binding", host), Map.of("link", NETWORK)));
        return node;
    }

    private Map<String, Object> properties(Service service, Map<String, Object> inputs) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", service.name());
        for (Field field : types.find(service.type()).map(ServiceType::fields).orElse(List.of())) {
            Object value = service.value(field.key());
            if (value instanceof SecretRef || value instanceof Secret) {
                String input = (node(service) + "_" + field.key());
                Map<String, Object> declared = new LinkedHashMap<>();
                declared.put("type", "string");
                declared.put("description", field.label() + " of " + service.name());
                inputs.put(input, declared);
                properties.put(field.key(), Map.of("get_input", input));
            } else if (value != null) {
                properties.put(field.key(), field.kind() == Field.Kind.IMAGE ? service.image() : value);
            }
        }
        return properties;
    }

    private Map<String, Object> definition(String id) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", property("string", true));
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("derived_from", "tosca.nodes.SoftwareComponent");
        types.find(id).ifPresent(type -> {
            definition.put("description", type.description());
            for (Field field : type.fields()) {
                properties.put(field.key(), switch (field.kind()) {
                    case INTEGER -> property("integer", false);
                    case BOOLEAN -> property("boolean", false);
                    case LIST -> {
                        Map<String, Object> list = property("list", false);
                        list.put("entry_schema", Map.of("type", "string"));
                        yield list;
                    }
                    default -> property("string", false);
                });
            }
        });
        definition.put("properties", properties);
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("capability", "tosca.capabilities.Compute");
        host.put("node", "tosca.nodes.Compute");
        host.put("relationship", "tosca.relationships.HostedOn");
        host.put("occurrences", List.of(0L, "UNBOUNDED"));
        Map<String, Object> domain = new LinkedHashMap<>();
        domain.put("capability", "tosca.capabilities.Node");
        domain.put("node", "tosca.nodes.Root"); // the profile lets it be left out, OpenStack's own parser does not
        domain.put("relationship", "tosca.relationships.DependsOn");
        domain.put("occurrences", List.of(0L, 1L));
        definition.put("requirements", List.of(Map.of("host", host), Map.of("domain", domain)));
        return definition;
    }

    private static Map<String, Object> property(String type, boolean required) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", type);
        property.put("required", required);
        return property;
    }
}
