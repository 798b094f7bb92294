package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Field;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Port;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;

/**
 * Writes an environment as one Heat template: a port and a server for each unit, a security group for each service type (protocol document,
 * section 4.5). The same document gives the same text. User data is passed through hidden parameters so that the template holds no password,
 * and is ignored on updates so that a changed broker password replaces no server. Pure.
 */
public final class HotTemplate {

    /** Release of the template's language: Rocky, understood by every Heat since. */
    static final String VERSION = "2018-08-31";

    private final ServiceTypes types;

    /** A writer for documents of these types. */
    public HotTemplate(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** Name of the output with a unit's address. */
    static String addressOutput(String hostName) {
        return hostName + "_address";
    }

    /** Name of the parameter with a unit's user data. */
    static String userDataParameter(String hostName) {
        return hostName + "_user_data";
    }

    /**
     * Writes the template.
     *
     * @param environment a document without errors: host names are unique and images named
     * @param network name or id of the units' network
     * @param keyPair name of a key pair, empty for none
     * @param broker where the agents connect; {@code null} when no agent is wanted, then the servers get no user data
     */
    public StackTemplate write(Environment environment, String network, String keyPair, AgentBroker broker) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Secret> hidden = new LinkedHashMap<>();
        parameters.put("network", parameter("Name or id of the network of the units", false));
        values.put("network", network);
        if (!keyPair.isEmpty()) {
            parameters.put("key_pair", parameter("Name of the key pair put into the servers", false));
            values.put("key_pair", keyPair);
        }
        Map<String, Object> resources = new LinkedHashMap<>();
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (String typeId : new TreeSet<>(environment.services().stream().map(Service::type).toList())) {
            types.find(typeId).filter(type -> !type.ports().isEmpty()).ifPresent(type -> resources.put(group(type), securityGroup(environment, type)));
        }
        for (Service service : environment.services()) {
            ServiceType type = types.find(service.type()).orElseThrow(() -> new IllegalArgumentException("unknown type " + service.type()));
            for (Unit unit : service.units()) {
                String host = HostNames.of(service, unit);
                resources.put(host + "_port", port(type, service));
                resources.put(host, server(environment, service, unit, host, !keyPair.isEmpty(), broker != null));
                outputs.put(addressOutput(host), output("Address of " + host,
                        Map.of("get_attr", List.of(host + "_port", "fixed_ips", 0L, "ip_address"))));
                if (broker != null) {
                    String name = userDataParameter(host);
                    parameters.put(name, parameter("User data of " + host, true));
                    hidden.put(name, UserData.of(type.agent(), broker, host, DeploymentNames.inputQueue(environment, service, unit),
                            DeploymentNames.resultsQueue(environment)));
                }
            }
        }
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("heat_template_version", VERSION);
        template.put("description", "Environment " + environment.name());
        template.put("parameters", parameters);
        if (!resources.isEmpty()) {
            template.put("resources", resources);
            template.put("outputs", outputs);
        }
        return new StackTemplate(HotYaml.write(template), values, hidden);
    }

    private static Map<String, Object> parameter(String description, boolean hide) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("type", "string");
        parameter.put("description", description);
        if (hide) {
            parameter.put("hidden", true);
        }
        return parameter;
    }

    private static Map<String, Object> output(String description, Object value) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("description", description);
        output.put("value", value);
        return output;
    }

    private static Map<String, Object> resource(String type, Map<String, Object> properties) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("type", type);
        resource.put("properties", properties);
        return resource;
    }

    private static String group(ServiceType type) {
        return type.id() + "_group";
    }

    private static Map<String, Object> securityGroup(Environment environment, ServiceType type) {
        List<Object> rules = new ArrayList<>();
        for (Port port : type.ports()) {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("direction", "ingress");
            rule.put("ethertype", "IPv4");
            rule.put("protocol", port.protocol());
            if (port.from() > 0) {
                rule.put("port_range_min", (long) port.from());
                rule.put("port_range_max", (long) port.to());
            }
            rule.put("remote_ip_prefix", "0.0.0.0/0");
            rules.add(rule);
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", DeploymentNames.stack(environment) + "-" + type.id());
        properties.put("description", type.title() + " of environment " + environment.name());
        properties.put("rules", rules);
        return resource("OS::Neutron::SecurityGroup", properties);
    }

    private static Map<String, Object> port(ServiceType type, Service service) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("network", Map.of("get_param", "network"));
        if (!type.ports().isEmpty()) {
            properties.put("security_groups", List.of(Map.of("get_resource", group(type))));
        }
        List<Object> pairs = new ArrayList<>();
        for (Field field : type.fields()) {
            if (field.kind() == Field.Kind.ADDRESS && !service.text(field.key()).isEmpty()) {
                pairs.add(Map.of("ip_address", service.text(field.key())));
            }
        }
        if (!pairs.isEmpty()) {
            properties.put("allowed_address_pairs", pairs); // cluster and listener addresses move between the nodes
        }
        return resource("OS::Neutron::Port", properties);
    }

    private static Map<String, Object> server(Environment environment, Service service, Unit unit, String host, boolean key, boolean data) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", host);
        properties.put("image", service.image());
        properties.put("flavor", service.text(Service.FLAVOR).isEmpty() ? Service.DEFAULT_FLAVOR : service.text(Service.FLAVOR));
        if (!service.text(Service.ZONE).isEmpty()) {
            properties.put("availability_zone", service.text(Service.ZONE));
        }
        if (key) {
            properties.put("key_name", Map.of("get_param", "key_pair"));
        }
        properties.put("networks", List.of(Map.of("port", Map.of("get_resource", host + "_port"))));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(DeploymentNames.ENVIRONMENT_KEY, environment.id());
        metadata.put(DeploymentNames.UNIT_KEY, unit.id());
        properties.put("metadata", metadata);
        if (data) {
            properties.put("user_data_format", "RAW");
            properties.put("user_data", Map.of("get_param", userDataParameter(host)));
            properties.put("user_data_update_policy", "IGNORE");
        }
        return resource("OS::Nova::Server", properties);
    }
}
