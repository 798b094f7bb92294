package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;

/**
 * The load balancer before a farm as resources of its stack: Octavia's, in place of the balancer that release 0.2 had Heat build (protocol document,
 * sections 4.2 and 4.5). It listens on the farm's port and hands requests to port 80 of each unit. Its address is of the subnet of the first unit's
 * port; that subnet and the networks the document names may reach it, nobody else. Pure.
 */
final class Balancer {

    /** Type of Octavia in a catalogue. */
    static final String SERVICE_TYPE = "load-balancer";

    private static final long UNIT_PORT = 80;
    private static final long CHECK_SECONDS = 10;
    private static final long CHECK_LIMIT_SECONDS = 5;
    private static final long CHECK_TRIES = 3;

    private Balancer() {
    }

    /** The services that have a balancer before them: those whose type has a field for its port, and that have units. */
    static List<Service> farms(Environment environment, ServiceTypes types) {
        return environment.services().stream().filter(service -> !service.units().isEmpty()
                && types.find(service.type()).map(type -> !type.balancerPort().isEmpty()).orElse(false)).toList();
    }

    /**
     * Adds the balancer of a farm.
     *
     * @param hosts host names by unit id
     * @param group name of the security group of the farm's type
     */
    static void add(Environment environment, Service farm, ServiceType type, Map<String, String> hosts, String group, Map<String, Object> resources,
            Map<String, Object> outputs) {
        String name = "balancer_" + farm.id();
        String first = hosts.get(farm.units().getFirst().id()) + "_port";
        Map<String, Object> subnet = Map.of("get_attr", List.of(first, "fixed_ips", 0L, "subnet_id"));
        Map<String, Object> cidr = Map.of("get_attr", List.of(first, "subnets", 0L, "cidr"));

        Map<String, Object> balancer = new LinkedHashMap<>();
        balancer.put("name", DeploymentNames.stack(environment) + "-" + farm.name());
        balancer.put("description", "Before " + farm.name() + " of environment " + environment.name());
        balancer.put("vip_subnet", subnet);
        put(resources, name, "LoadBalancer", balancer);

        List<Object> allowed = new ArrayList<>(List.of(cidr));
        allowed.addAll(environment.access());
        Map<String, Object> listener = new LinkedHashMap<>();
        listener.put("loadbalancer", Map.of("get_resource", name));
        listener.put("protocol", "HTTP");
        listener.put("protocol_port", Long.parseLong(farm.text(type.balancerPort()).isEmpty() ? "80" : farm.text(type.balancerPort())));
        listener.put("allowed_cidrs", allowed);
        put(resources, name + "_listener", "Listener", listener);

        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("listener", Map.of("get_resource", name + "_listener"));
        pool.put("protocol", "HTTP");
        pool.put("lb_algorithm", "ROUND_ROBIN");
        put(resources, name + "_pool", "Pool", pool);

        // whether the port is open, since a site may well answer "not found" on its first page
        Map<String, Object> monitor = new LinkedHashMap<>();
        monitor.put("pool", Map.of("get_resource", name + "_pool"));
        monitor.put("type", "TCP");
        monitor.put("delay", CHECK_SECONDS);
        monitor.put("timeout", CHECK_LIMIT_SECONDS);
        monitor.put("max_retries", CHECK_TRIES);
        put(resources, name + "_monitor", "HealthMonitor", monitor);

        for (Unit unit : farm.units()) {
            String port = hosts.get(unit.id()) + "_port";
            Map<String, Object> member = new LinkedHashMap<>();
            member.put("pool", Map.of("get_resource", name + "_pool"));
            member.put("address", Map.of("get_attr", List.of(port, "fixed_ips", 0L, "ip_address")));
            member.put("subnet", Map.of("get_attr", List.of(port, "fixed_ips", 0L, "subnet_id")));
            member.put("protocol_port", UNIT_PORT);
            put(resources, name + "_member_" + hosts.get(unit.id()), "PoolMember", member);
        }

        // The balancer is no member of the environment's groups: its requests come from an address of the subnet.
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("security_group", Map.of("get_resource", group));
        rule.put("direction", "ingress");
        rule.put("ethertype", "IPv4");
        rule.put("protocol", "tcp");
        rule.put("port_range_min", UNIT_PORT);
        rule.put("port_range_max", UNIT_PORT);
        rule.put("remote_ip_prefix", cidr);
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("type", "OS::Neutron::SecurityGroupRule");
        resource.put("properties", rule);
        resources.put(name + "_way_in", resource);

        Map<String, Object> output = new LinkedHashMap<>();
        output.put("description", "Address of the load balancer before " + farm.name());
        output.put("value", Map.of("get_attr", List.of(name, "vip_address")));
        outputs.put(name + "_address", output);
    }

    private static void put(Map<String, Object> resources, String name, String type, Map<String, Object> properties) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("type", "OS::Octavia::" + type);
        resource.put("properties", properties);
        resources.put(name, resource);
    }
}
