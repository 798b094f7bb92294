package org.campanile.demolab.cloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The resource types the demo lab's Heat knows, with the properties of each; those of {@code required} have to be given. */
enum HotTypes {
    SERVER("OS::Nova::Server", Set.of("flavor"), Set.of("name", "image", "key_name", "networks", "user_data", "user_data_format", "availability_zone",
            "security_groups", "metadata", "config_drive", "admin_pass", "block_device_mapping_v2", "tags", "user_data_update_policy", "flavor_update_policy",
            "image_update_policy", "reservation_id", "diskConfig", "scheduler_hints", "software_config_transport", "deployment_swift_data", "personality"),
            Set.of("name", "metadata")),
    PORT("OS::Neutron::Port", Set.of("network"), Set.of("name", "fixed_ips", "security_groups", "admin_state_up", "mac_address", "device_id", "device_owner",
            "allowed_address_pairs", "value_specs", "port_security_enabled", "binding:vnic_type", "network_id", "tags", "dns_name"), Set.of("name", "security_groups")),
    NET("OS::Neutron::Net", Set.of(), Set.of("name", "admin_state_up", "shared", "tenant_id", "value_specs", "port_security_enabled", "dns_domain", "tags",
            "availability_zone_hints", "qos_policy", "dhcp_agent_ids"), Set.of("name", "admin_state_up", "shared")),
    SUBNET("OS::Neutron::Subnet", Set.of("network"), Set.of("name", "cidr", "ip_version", "gateway_ip", "dns_nameservers", "allocation_pools", "enable_dhcp",
            "host_routes", "tenant_id", "value_specs", "tags", "network_id", "subnetpool", "prefixlen"), Set.of("name", "dns_nameservers", "enable_dhcp")),
    SECURITY_GROUP("OS::Neutron::SecurityGroup", Set.of(), Set.of("name", "description", "rules"), Set.of("name", "description", "rules")),
    FLOATING_IP("OS::Neutron::FloatingIP", Set.of("floating_network"), Set.of("port_id", "fixed_ip_address", "value_specs", "floating_network_id",
            "floating_subnet", "dns_name", "dns_domain", "floating_ip_address"), Set.of("port_id")),
    WAIT_HANDLE("OS::Heat::WaitConditionHandle", Set.of(), Set.of("signal_transport"), Set.of()),
    WAIT("OS::Heat::WaitCondition", Set.of("handle", "timeout"), Set.of("count"), Set.of()),
    RANDOM("OS::Heat::RandomString", Set.of(), Set.of("length", "sequence", "character_classes", "character_sequences", "salt"), Set.of()),
    CONFIG("OS::Heat::SoftwareConfig", Set.of(), Set.of("config", "group", "inputs", "outputs", "options"), Set.of());

    private static final Map<String, String> INTEGERS = Map.of("length", "", "timeout", "", "count", "", "ip_version", "");

    final String type;
    final Set<String> required;
    private final Set<String> optional;
    /** Properties that change without a new resource. */
    final Set<String> updatable;

    HotTypes(String type, Set<String> required, Set<String> optional, Set<String> updatable) {
        this.type = type;
        this.required = required;
        this.optional = optional;
        this.updatable = updatable;
    }

    static Optional<HotTypes> of(String type) {
        return List.of(values()).stream().filter(t -> t.type.equals(type)).findFirst();
    }

    boolean knows(String property) {
        return required.contains(property) || optional.contains(property);
    }

    static boolean integer(String property) {
        return INTEGERS.containsKey(property);
    }
}
