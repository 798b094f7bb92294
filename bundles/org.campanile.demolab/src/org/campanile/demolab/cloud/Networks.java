package org.campanile.demolab.cloud;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The rules of Neutron's tables: what a new row gets, which addresses are free, what may be removed. Used by Neutron, Nova and Heat. */
final class Networks {

    final Table networks;
    final Table subnets;
    final Table ports;
    final Table routers;
    final Table floatingIps;
    final Table groups;
    final Table rules;
    private final Ids ids;

    Networks(DemoState state, Ids ids) {
        this.ids = ids;
        networks = state.table("networks");
        subnets = state.table("subnets");
        ports = state.table("ports");
        routers = state.table("routers");
        floatingIps = state.table("floatingips");
        groups = state.table("security_groups");
        rules = state.table("security_group_rules");
    }

    /** The networks public and private with a subnet each, joined by a router. */
    void seed(String project) {
        JsonObject open = createNetwork(Json.obj("name", "public", "router:external", true, "id", Ids.fixedUuid("network:public")), project);
        createSubnet(Json.obj("name", "public-v4", "network_id", open.get("id"), "cidr", "203.0.113.0/24", "ip_version", 4, "enable_dhcp", false), project);
        JsonObject inner = createNetwork(Json.obj("name", "private", "shared", true, "id", Ids.fixedUuid("network:private")), project);
        JsonObject subnet = createSubnet(Json.obj("name", "private-v4", "network_id", inner.get("id"), "cidr", "10.10.0.0/16", "ip_version", 4,
                "dns_nameservers", Json.arr("192.0.2.53")), project);
        JsonObject router = createRouter(Json.obj("name", "edge", "external_gateway_info", Json.obj("network_id", open.get("id"))), project);
        attach(Json.text(router, "id"), subnet);
    }

    private JsonObject stamped(JsonObject given, String project, Object... defaults) {
        JsonObject row = Json.obj(defaults);
        given.entrySet().forEach(e -> row.add(e.getKey(), e.getValue()));
        String owner = given.has("project_id") ? Json.text(given, "project_id") : given.has("tenant_id") ? Json.text(given, "tenant_id") : project;
        if (!row.has("id")) {
            row.addProperty("id", ids.uuid());
        }
        row.addProperty("project_id", owner);
        row.addProperty("tenant_id", owner);
        row.add("tags", Json.arr());
        row.addProperty("created_at", Clock.now());
        row.addProperty("updated_at", Clock.now());
        row.addProperty("revision_number", 1);
        return row;
    }

    JsonObject createNetwork(JsonObject given, String project) {
        return networks.put(stamped(given, project, "name", "", "description", "", "admin_state_up", true, "status", "ACTIVE", "subnets", Json.arr(), "shared",
                false, "router:external", false, "mtu", 1450, "availability_zone_hints", Json.arr(), "availability_zones", Json.arr("nova"),
                "ipv4_address_scope", null, "ipv6_address_scope", null, "port_security_enabled", true, "provider:network_type", "vxlan",
                "provider:physical_network", null, "provider:segmentation_id", 100 + networks.all().size()));
    }

    JsonObject network(String id) {
        return networks.get(id).orElseThrow(() -> new ApiError(404, "NetworkNotFound", "Network " + id + " could not be found."));
    }

    JsonObject createSubnet(JsonObject given, String project) {
        JsonObject network = network(Json.text(given, "network_id"));
        Cidr cidr = Cidr.parse(Json.text(given, "cidr"));
        for (JsonObject other : subnets.where("network_id", Json.text(network, "id"))) {
            if (Cidr.parse(Json.text(other, "cidr")).overlaps(cidr)) {
                throw new ApiError(400, "InvalidInput", "Invalid input for operation: Requested subnet with cidr: " + Json.text(given, "cidr")
                        + " for network: " + Json.text(network, "id") + " overlaps with another subnet.");
            }
        }
        String gateway = given.has("gateway_ip") ? Json.text(given, "gateway_ip") : cidr.address(1);
        JsonObject row = stamped(given, project, "name", "", "description", "", "ip_version", 4, "enable_dhcp", true, "dns_nameservers", Json.arr(),
                "host_routes", Json.arr(), "gateway_ip", gateway, "allocation_pools",
                Json.arr(Json.obj("start", cidr.address(2), "end", cidr.address(cidr.size() - 2))), "ipv6_ra_mode", null, "ipv6_address_mode", null,
                "subnetpool_id", null, "service_types", Json.arr());
        row.addProperty("cidr", cidr.text());
        subnets.put(row);
        networks.update(Json.text(network, "id"), n -> Json.array(n, "subnets").add(Json.text(row, "id")));
        return row;
    }

    synchronized JsonObject createPort(JsonObject given, String project) {
        JsonObject network = network(Json.text(given, "network_id"));
        JsonArray fixed = new JsonArray();
        JsonArray wanted = Json.array(given, "fixed_ips");
        if (wanted.isEmpty() && !given.has("fixed_ips")) {
            subnets.where("network_id", Json.text(network, "id")).stream().findFirst().ifPresent(s -> fixed.add(lease(s, "")));
        }
        for (JsonElement each : wanted) {
            JsonObject want = each.getAsJsonObject();
            String address = Json.text(want, "ip_address");
            JsonObject subnet = subnets.where(s -> Json.text(s, "network_id").equals(Json.text(network, "id")) && (want.has("subnet_id")
                    ? Json.text(s, "id").equals(Json.text(want, "subnet_id")) : Cidr.parse(Json.text(s, "cidr")).contains(address))).stream().findFirst()
                    .orElseThrow(() -> new ApiError(400, "InvalidIpForNetwork", "IP address " + address
                            + " is not a valid IP for any of the subnets on the specified network."));
            fixed.add(lease(subnet, address));
        }
        if (!given.has("security_groups")) {
            given.add("security_groups", Json.arr(defaultGroup(project)));
        }
        for (JsonElement group : Json.array(given, "security_groups")) {
            groups.get(group.getAsString()).orElseThrow(() -> groupMissing(group.getAsString()));
        }
        boolean bound = !Json.text(given, "device_id").isEmpty();
        JsonObject row = stamped(given, project, "name", "", "description", "", "admin_state_up", true, "device_id", "", "device_owner", "",
                "mac_address", ids.mac(), "allowed_address_pairs", Json.arr(), "extra_dhcp_opts", Json.arr(), "port_security_enabled", true,
                "binding:vnic_type", "normal", "binding:host_id", "", "binding:vif_type", "ovs", "binding:profile", Json.obj(), "binding:vif_details",
                Json.obj());
        row.add("fixed_ips", fixed);
        row.addProperty("status", bound ? "ACTIVE" : "DOWN");
        return ports.put(row);
    }

    /** An address of the subnet, the one asked for or the lowest free one. */
    private JsonObject lease(JsonObject subnet, String asked) {
        Set<String> taken = new HashSet<>(List.of(Json.text(subnet, "gateway_ip")));
        for (JsonObject port : ports.where("network_id", Json.text(subnet, "network_id"))) {
            Json.array(port, "fixed_ips").forEach(f -> taken.add(Json.text(f.getAsJsonObject(), "ip_address")));
        }
        String id = Json.text(subnet, "id");
        if (!asked.isEmpty()) {
            if (taken.contains(asked) && !asked.equals(Json.text(subnet, "gateway_ip"))) {
                throw new ApiError(409, "IpAddressAlreadyAllocated", "IP address " + asked + " already allocated in subnet " + id);
            }
            return Json.obj("subnet_id", id, "ip_address", asked);
        }
        for (JsonElement pool : Json.array(subnet, "allocation_pools")) {
            long end = Cidr.number(Json.text(pool.getAsJsonObject(), "end"));
            for (long a = Cidr.number(Json.text(pool.getAsJsonObject(), "start")); a <= end; a++) {
                if (!taken.contains(Cidr.text(a))) {
                    return Json.obj("subnet_id", id, "ip_address", Cidr.text(a));
                }
            }
        }
        throw new ApiError(409, "IpAddressGenerationFailure", "No more IP addresses available on network " + Json.text(subnet, "network_id") + ".");
    }

    JsonObject createRouter(JsonObject given, String project) {
        JsonObject row = stamped(given, project, "name", "", "description", "", "admin_state_up", true, "status", "ACTIVE", "external_gateway_info", null,
                "routes", Json.arr(), "distributed", false, "ha", false, "availability_zone_hints", Json.arr(), "availability_zones", Json.arr("nova"),
                "flavor_id", null);
        String out = Json.text(Json.object(row, "external_gateway_info"), "network_id");
        if (!out.isEmpty()) {
            network(out);
            JsonObject port = createPort(Json.obj("network_id", out, "device_id", row.get("id"), "device_owner", "network:router_gateway"), project);
            JsonObject info = Json.obj("network_id", out, "enable_snat", true, "external_fixed_ips", port.get("fixed_ips"));
            row.add("external_gateway_info", info);
        }
        return routers.put(row);
    }

    /** Joins a subnet to a router by its gateway address. */
    JsonObject attach(String router, JsonObject subnet) {
        return createPort(Json.obj("network_id", subnet.get("network_id"), "device_id", router, "device_owner", "network:router_interface", "fixed_ips",
                Json.arr(Json.obj("subnet_id", subnet.get("id"), "ip_address", subnet.get("gateway_ip")))), Json.text(subnet, "project_id"));
    }

    JsonObject createFloatingIp(JsonObject given, String project) {
        JsonObject network = network(Json.text(given, "floating_network_id"));
        if (!Json.flag(network, "router:external")) {
            throw new ApiError(400, "BadRequest", "Bad floatingip request: Network " + Json.text(network, "id") + " is not a valid external network.");
        }
        String id = ids.uuid();
        JsonObject outer = createPort(Json.obj("network_id", network.get("id"), "device_owner", "network:floatingip", "device_id", id), project);
        JsonObject row = stamped(given, project, "description", "", "port_id", null, "router_id", null, "fixed_ip_address", null, "dns_name", "", "dns_domain",
                "");
        row.addProperty("id", id);
        row.add("floating_ip_address", Json.array(outer, "fixed_ips").get(0).getAsJsonObject().get("ip_address"));
        bind(row, Json.text(given, "port_id"));
        return floatingIps.put(row);
    }

    /** Points a floating IP at a port, or at none when the id is empty. */
    void bind(JsonObject row, String portId) {
        if (portId.isEmpty()) {
            Json.obj("port_id", null, "fixed_ip_address", null, "router_id", null, "status", "DOWN").entrySet().forEach(e -> row.add(e.getKey(), e.getValue()));
            return;
        }
        JsonObject port = ports.get(portId).orElseThrow(() -> new ApiError(404, "PortNotFound", "Port " + portId + " could not be found."));
        row.addProperty("port_id", portId);
        row.add("fixed_ip_address", Json.array(port, "fixed_ips").isEmpty() ? Json.of(null)
                : Json.array(port, "fixed_ips").get(0).getAsJsonObject().get("ip_address"));
        row.addProperty("status", "ACTIVE");
    }

    static ApiError groupMissing(String id) {
        return new ApiError(404, "SecurityGroupNotFound", "Security group " + id + " does not exist");
    }

    JsonObject createGroup(JsonObject given, String project) {
        if (Json.text(given, "name").equals("default") && !groups.where(g -> Json.text(g, "name").equals("default") && Json.text(g, "project_id").equals(project)).isEmpty()) {
            throw new ApiError(409, "SecurityGroupDefaultAlreadyExists", "Default security group already exists.");
        }
        JsonObject row = groups.put(stamped(given, project, "name", "", "description", "", "stateful", true, "shared", false));
        for (String family : List.of("IPv4", "IPv6")) {
            createRule(Json.obj("security_group_id", row.get("id"), "direction", "egress", "ethertype", family), project);
        }
        return row;
    }

    JsonObject createRule(JsonObject given, String project) {
        String group = Json.text(given, "security_group_id");
        groups.get(group).orElseThrow(() -> groupMissing(group));
        JsonObject row = stamped(given, project, "direction", "ingress", "ethertype", "IPv4", "protocol", null, "port_range_min", null, "port_range_max",
                null, "remote_ip_prefix", null, "remote_group_id", null, "remote_address_group_id", null, "description", "");
        if (row.get("protocol").isJsonPrimitive()) {
            row.addProperty("protocol", Json.text(row, "protocol").toLowerCase(Locale.ROOT));
        }
        List<String> same = List.of("direction", "ethertype", "protocol", "port_range_min", "port_range_max", "remote_ip_prefix", "remote_group_id");
        rules.where("security_group_id", group).stream().filter(r -> same.stream().allMatch(k -> row.get(k).equals(r.get(k)))).findFirst().ifPresent(r -> {
            throw new ApiError(409, "SecurityGroupRuleExists", "Security group rule already exists. Rule id is " + Json.text(r, "id") + ".");
        });
        return rules.put(row);
    }

    /** Id of the project's group default, which is made at its first use. */
    synchronized String defaultGroup(String project) {
        return Json.text(groups.where(g -> Json.text(g, "name").equals("default") && Json.text(g, "project_id").equals(project)).stream().findFirst()
                .orElseGet(() -> {
                    JsonObject made = createGroup(Json.obj("name", "default", "description", "Default security group"), project);
                    createRule(Json.obj("security_group_id", made.get("id"), "direction", "ingress", "remote_group_id", made.get("id")), project);
                    return made;
                }), "id");
    }

    /** Removes a port; floating IPs that pointed at it point at nothing. */
    void removePort(String id) {
        ports.remove(id);
        floatingIps.where("port_id", id).forEach(f -> floatingIps.update(Json.text(f, "id"), row -> bind(row, "")));
    }

    void removeNetwork(String id) {
        if (!ports.where(p -> Json.text(p, "network_id").equals(id) && !Json.text(p, "device_owner").startsWith("network:dhcp")).isEmpty()) {
            throw new ApiError(409, "NetworkInUse", "Unable to complete operation on network " + id + ". There are one or more ports still in use on the network.");
        }
        subnets.removeIf(s -> Json.text(s, "network_id").equals(id));
        networks.remove(id);
    }

    void removeSubnet(String id) {
        boolean used = ports.all().stream().anyMatch(p -> Json.array(p, "fixed_ips").asList().stream().anyMatch(
                f -> Json.text(f.getAsJsonObject(), "subnet_id").equals(id)));
        if (used) {
            throw new ApiError(409, "SubnetInUse", "Unable to complete operation on subnet " + id + ": One or more ports have an IP allocation from this subnet.");
        }
        subnets.get(id).ifPresent(s -> networks.update(Json.text(s, "network_id"), n -> Json.array(n, "subnets").remove(Json.of(id))));
        subnets.remove(id);
    }

    void removeGroup(String id) {
        if (ports.all().stream().anyMatch(p -> Json.array(p, "security_groups").contains(Json.of(id)))) {
            throw new ApiError(409, "SecurityGroupInUse", "Security Group " + id + " in use.");
        }
        rules.removeIf(r -> Json.text(r, "security_group_id").equals(id));
        groups.remove(id);
    }

    void removeFloatingIp(String id) {
        floatingIps.remove(id);
        ports.removeIf(p -> Json.text(p, "device_id").equals(id) && Json.text(p, "device_owner").equals("network:floatingip"));
    }

    void removeRouter(String id) {
        if (!ports.where(p -> Json.text(p, "device_id").equals(id) && Json.text(p, "device_owner").equals("network:router_interface")).isEmpty()) {
            throw new ApiError(409, "RouterInUse", "Router " + id + " still has ports");
        }
        ports.removeIf(p -> Json.text(p, "device_id").equals(id));
        routers.remove(id);
    }
}
