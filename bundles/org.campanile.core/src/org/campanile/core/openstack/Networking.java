package org.campanile.core.openstack;

import java.time.Instant;
import java.util.List;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Neutron v2.0. An admin sees all projects' objects: look at {@code projectId}. */
public interface Networking {

    /** All networks one may see. */
    List<Network> networks(Task task) throws FailureException;

    /** All subnets one may see. */
    List<Subnet> subnets(Task task) throws FailureException;

    /** All ports one may see. */
    List<Port> ports(Task task) throws FailureException;

    /** All routers one may see. */
    List<Router> routers(Task task) throws FailureException;

    /** All security groups one may see; names are not unique. */
    List<SecurityGroup> securityGroups(Task task) throws FailureException;

    /** All floating IPs one may see. */
    List<FloatingIp> floatingIps(Task task) throws FailureException;

    /** The project's network quotas with what is used. */
    List<Quota> quotas(Task task) throws FailureException;

    /** Neutron's agents on all hosts. Needs the admin role. */
    List<Agent> agents(Task task) throws FailureException;

    /** A network; {@code external} ones give floating IPs. */
    record Network(String id, String name, String projectId, String status, boolean adminUp, boolean external, boolean shared,
            List<String> subnetIds) {
        public Network {
            subnetIds = List.copyOf(subnetIds);
        }
    }

    /** A subnet; {@code gateway} is empty when it has none. */
    record Subnet(String id, String name, String projectId, String networkId, int ipVersion, String cidr, String gateway, boolean dhcp,
            List<String> dnsServers) {
        public Subnet {
            dnsServers = List.copyOf(dnsServers);
        }
    }

    /** A port; {@code addresses} are its fixed ones. */
    record Port(String id, String name, String projectId, String networkId, String status, boolean adminUp, String mac,
            List<String> addresses, String deviceId, String deviceOwner, String host) {
        public Port {
            addresses = List.copyOf(addresses);
        }
    }

    /** A router; {@code externalNetworkId} is empty when it has no gateway. */
    record Router(String id, String name, String projectId, String status, boolean adminUp, String externalNetworkId) {
    }

    /** A security group with its rules. */
    record SecurityGroup(String id, String name, String projectId, String description, List<Rule> rules) {
        public SecurityGroup {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A rule of a security group.
     *
     * @param direction {@code ingress} or {@code egress}
     * @param protocol empty means any
     * @param portMin -1 means any
     * @param portMax -1 means any
     * @param remote network prefix or id of the remote group; empty means anywhere
     */
    record Rule(String id, String direction, String etherType, String protocol, int portMin, int portMax, String remote) {
    }

    /** A floating IP; {@code fixedAddress} and {@code portId} are empty while it is free. */
    record FloatingIp(String id, String projectId, String address, String fixedAddress, String networkId, String portId, String status) {
    }

    /** One of Neutron's agents. */
    record Agent(String id, String binary, String type, String host, boolean alive, boolean adminUp, Instant heartbeat) {
    }
}
