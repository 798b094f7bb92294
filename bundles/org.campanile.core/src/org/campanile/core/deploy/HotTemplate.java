package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.campanile.core.environment.DocumentCapsule;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Field;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.HotImport;
import org.campanile.core.environment.Placement;
import org.campanile.core.environment.Port;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;

/**
 * Writes an environment as one Heat template: a port and a server for each unit, a security group for each service type (protocol document,
 * section 4.5), floating IPs, volumes and server groups where a service asks for them, on request load balancers before farms. Ports are open to the environment's own units and to the networks
 * that the document names, never to everybody by itself. The same document gives the same text. User data is passed through hidden parameters so that the template holds no password,
 * and is ignored on updates so that a changed broker password replaces no server. Pure.
 */
public final class HotTemplate {

    /** Release of the template's language: Rocky, understood by every Heat since. */
    static final String VERSION = "2018-08-31";

    private static final String MEMBERS = "members_group";

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
        return write(environment, network, keyPair, broker, false);
    }

    /**
     * The same.
     *
     * @param balancers whether a load balancer is put before each farm, which needs Octavia
     */
    public StackTemplate write(Environment environment, String network, String keyPair, AgentBroker broker, boolean balancers) {
        return write(environment, network, keyPair, broker, balancers, HostNames.of(environment));
    }

    /**
     * The same.
     *
     * @param hosts host names by unit id, which are also the names of resources
     */
    public StackTemplate write(Environment environment, String network, String keyPair, AgentBroker broker, boolean balancers, Map<String, String> hosts) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Secret> hidden = new LinkedHashMap<>();
        parameters.put("network", parameter("Name or id of the network of the units", environment.network()));
        values.put("network", network);
        if (!keyPair.isEmpty()) {
            parameters.put("key_pair", parameter("Name of the key pair put into the servers", environment.keyPair()));
            values.put("key_pair", keyPair);
        }
        Map<String, Object> resources = new LinkedHashMap<>();
        Map<String, Object> outputs = new LinkedHashMap<>();
        resources.put(MEMBERS, members(environment));
        for (String typeId : new TreeSet<>(environment.services().stream().map(Service::type).toList())) {
            types.find(typeId).filter(type -> !type.ports().isEmpty()).ifPresent(type -> resources.put(group(type), securityGroup(environment, type)));
        }
        for (Service service : environment.services()) {
            ServiceType type = types.find(service.type()).orElseThrow(() -> new IllegalArgumentException("unknown type " + service.type()));
            Placement placement = Placement.of(environment, service);
            String apart = placement.antiAffinity() && service.units().size() > 1 ? apart(service) : "";
            if (!apart.isEmpty()) {
                Map<String, Object> properties = new LinkedHashMap<>();
                properties.put("name", DeploymentNames.stack(environment) + "-" + service.name());
                properties.put("policies", List.of("anti-affinity"));
                resources.put(apart, resource("OS::Nova::ServerGroup", properties));
            }
            for (Unit unit : service.units()) {
                String host = hosts.get(unit.id());
                resources.put(host + "_port", port(type, service, placement));
                resources.put(host, server(environment, service, unit, host, apart, !keyPair.isEmpty(), broker != null));
                extras(placement, service, host, resources, outputs);
                outputs.put(addressOutput(host), output("Address of " + host,
                        Map.of("get_attr", List.of(host + "_port", "fixed_ips", 0L, "ip_address"))));
                if (broker != null) {
                    String name = userDataParameter(host);
                    parameters.put(name, hidden("User data of " + host));
                    hidden.put(name, UserData.of(type.agent(), broker, host, DeploymentNames.inputQueue(environment, service, unit),
                            DeploymentNames.resultsQueue(environment)));
                }
            }
        }
        if (balancers) {
            for (Service farm : Balancer.farms(environment, types)) {
                ServiceType type = types.find(farm.type()).orElseThrow();
                Balancer.add(environment, farm, type, hosts, type.ports().isEmpty() ? MEMBERS : group(type), resources, outputs);
            }
        }
        outputs.put(HotImport.OUTPUT, output("The environment's document, without passwords", DocumentCapsule.pack(environment, types)));
        String kept = StackHosts.kept(environment, hosts);
        if (!kept.isEmpty()) {
            outputs.put(StackHosts.OUTPUT, output("Units that were deployed with another host name than the document gives", kept));
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

    /** What the document says is the parameter's default, so that an exported template can be launched as it is. */
    private static Map<String, Object> parameter(String description, String byDocument) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("type", "string");
        parameter.put("description", description);
        if (!byDocument.isEmpty()) {
            parameter.put("default", byDocument);
        }
        return parameter;
    }

    private static Map<String, Object> hidden(String description) {
        Map<String, Object> parameter = parameter(description, "");
        parameter.put("hidden", true);
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

    private static String apart(Service service) {
        return "apart_" + service.id();
    }

    /** A group that opens nothing: being in it is what the other groups' rules ask for. */
    private static Map<String, Object> members(Environment environment) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", DeploymentNames.stack(environment) + "-members");
        properties.put("description", "Units of environment " + environment.name());
        return resource("OS::Neutron::SecurityGroup", properties);
    }

    private static Map<String, Object> securityGroup(Environment environment, ServiceType type) {
        List<Object> rules = new ArrayList<>();
        for (Port port : type.ports()) {
            Map<String, Object> inside = rule(port);
            inside.put("remote_mode", "remote_group_id");
            inside.put("remote_group_id", Map.of("get_resource", MEMBERS));
            rules.add(inside);
            for (String network : environment.access()) {
                Map<String, Object> outside = rule(port);
                outside.put("remote_ip_prefix", network);
                rules.add(outside);
            }
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", DeploymentNames.stack(environment) + "-" + type.id());
        properties.put("description", type.title() + " of environment " + environment.name());
        properties.put("rules", rules);
        return resource("OS::Neutron::SecurityGroup", properties);
    }

    private static Map<String, Object> rule(Port port) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("direction", "ingress");
        rule.put("ethertype", "IPv4");
        rule.put("protocol", port.protocol());
        if (port.from() > 0) {
            rule.put("port_range_min", (long) port.from());
            rule.put("port_range_max", (long) port.to());
        }
        return rule;
    }

    private static void extras(Placement placement, Service service, String host, Map<String, Object> resources, Map<String, Object> outputs) {
        if (!placement.floatingNetwork().isEmpty()) {
            Map<String, Object> floating = new LinkedHashMap<>();
            floating.put("floating_network", placement.floatingNetwork());
            floating.put("port_id", Map.of("get_resource", host + "_port"));
            resources.put(host + "_floating", resource("OS::Neutron::FloatingIP", floating));
            outputs.put(host + "_floating_address", output("Floating address of " + host,
                    Map.of("get_attr", List.of(host + "_floating", "floating_ip_address"))));
        }
        for (int i = 0; i < placement.volumes().size(); i++) {
            String volume = host + "_volume" + (i + 1);
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("size", (long) placement.volumes().get(i));
            if (!service.text(Service.ZONE).isEmpty()) {
                properties.put("availability_zone", service.text(Service.ZONE));
            }
            resources.put(volume, resource("OS::Cinder::Volume", properties));
            Map<String, Object> attachment = new LinkedHashMap<>();
            attachment.put("instance_uuid", Map.of("get_resource", host));
            attachment.put("volume_id", Map.of("get_resource", volume));
            resources.put(volume + "_attachment", resource("OS::Cinder::VolumeAttachment", attachment));
        }
    }

    private static Map<String, Object> port(ServiceType type, Service service, Placement placement) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("network", service.text(Placement.NETWORK).isEmpty() ? Map.of("get_param", "network") : placement.network());
        List<Object> groups = new ArrayList<>(List.of(Map.of("get_resource", MEMBERS)));
        if (!type.ports().isEmpty()) {
            groups.add(Map.of("get_resource", group(type)));
        }
        groups.addAll(placement.securityGroups());
        properties.put("security_groups", groups);
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

    private static Map<String, Object> server(Environment environment, Service service, Unit unit, String host, String apart, boolean key, boolean data) {
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
        if (!apart.isEmpty()) {
            properties.put("scheduler_hints", Map.of("group", Map.of("get_resource", apart)));
        }
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
