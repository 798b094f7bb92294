package org.campanile.core.openstack.internal;

import static org.campanile.core.openstack.internal.Token.text;

import java.util.List;
import java.util.Locale;

import org.campanile.core.openstack.Networking;
import org.campanile.core.openstack.Quota;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.openstack4j.model.network.SecurityGroupRule;
import org.openstack4j.model.network.State;

/**
 * Neutron by openstack4j; the quotas with what is used (extension {@code quota_details}) and the agents directly, since openstack4j does not
 * know the first and takes a kind of agent it does not know for none.
 */
final class NeutronNetworking implements Networking {

    private final Session session;
    private final Library library;

    NeutronNetworking(Session session, Library library) {
        this.session = session;
        this.library = library;
    }

    private static String state(State state) {
        return state == null ? "" : state.name().toUpperCase(Locale.ROOT);
    }

    private static List<String> list(List<String> list) {
        return list == null ? List.of() : list;
    }

    @Override
    public List<Network> networks(Task task) throws FailureException {
        return library.list("listing networks", "networks", task, os -> os.networking().network().list().stream()
                .map(n -> new Network(text(n.getId()), text(n.getName()), text(n.getTenantId()), state(n.getStatus()), n.isAdminStateUp(),
                        n.isRouterExternal(), n.isShared(), list(n.getSubnets()))).toList());
    }

    @Override
    public List<Subnet> subnets(Task task) throws FailureException {
        return library.list("listing subnets", "subnets", task, os -> os.networking().subnet().list().stream()
                .map(s -> new Subnet(text(s.getId()), text(s.getName()), text(s.getTenantId()), text(s.getNetworkId()),
                        s.getIpVersion() == null ? 4 : s.getIpVersion().getVersion(), text(s.getCidr()), text(s.getGateway()),
                        s.isDHCPEnabled(), list(s.getDnsNames()))).toList());
    }

    @Override
    public List<Port> ports(Task task) throws FailureException {
        return library.list("listing ports", "ports", task, os -> os.networking().port().list().stream()
                .map(p -> new Port(text(p.getId()), text(p.getName()), text(p.getTenantId()), text(p.getNetworkId()), state(p.getState()),
                        p.isAdminStateUp(), text(p.getMacAddress()),
                        p.getFixedIps() == null ? List.of() : p.getFixedIps().stream().map(ip -> text(ip.getIpAddress())).toList(),
                        text(p.getDeviceId()), text(p.getDeviceOwner()), text(p.getHostId()))).toList());
    }

    @Override
    public List<Router> routers(Task task) throws FailureException {
        return library.list("listing routers", "routers", task, os -> os.networking().router().list().stream()
                .map(r -> new Router(text(r.getId()), text(r.getName()), text(r.getTenantId()), state(r.getStatus()), r.isAdminStateUp(),
                        r.getExternalGatewayInfo() == null ? "" : text(r.getExternalGatewayInfo().getNetworkId()))).toList());
    }

    @Override
    public List<SecurityGroup> securityGroups(Task task) throws FailureException {
        return library.list("listing security groups", "security_groups", task, os -> os.networking().securitygroup().list().stream()
                .map(g -> new SecurityGroup(text(g.getId()), text(g.getName()), text(g.getTenantId()), text(g.getDescription()),
                        g.getRules() == null ? List.of() : g.getRules().stream().map(NeutronNetworking::rule).toList())).toList());
    }

    private static Rule rule(SecurityGroupRule r) {
        String remote = text(r.getRemoteIpPrefix()).isEmpty() ? text(r.getRemoteGroupId()) : r.getRemoteIpPrefix();
        return new Rule(text(r.getId()), text(r.getDirection()), text(r.getEtherType()), text(r.getProtocol()),
                r.getPortRangeMin() == null ? -1 : r.getPortRangeMin(), r.getPortRangeMax() == null ? -1 : r.getPortRangeMax(), remote);
    }

    @Override
    public List<FloatingIp> floatingIps(Task task) throws FailureException {
        return library.list("listing floating IPs", "floatingips", task, os -> os.networking().floatingip().list().stream()
                .map(f -> new FloatingIp(text(f.getId()), text(f.getTenantId()), text(f.getFloatingIpAddress()), text(f.getFixedIpAddress()),
                        text(f.getFloatingNetworkId()), text(f.getPortId()), text(f.getStatus()))).toList());
    }

    @Override
    public List<Quota> quotas(Task task) throws FailureException {
        String doing = "reading network quotas";
        String project = session.fresh(task).login().projectId();
        return NovaCompute.quotas(Json.object(session.send(Call.get(doing,
                session.at("network", "v2.0", "/quotas/" + project + "/details.json", doing)), task), "quota"));
    }

    @Override
    public List<Agent> agents(Task task) throws FailureException {
        String doing = "listing network agents";
        return Json.objects(session.send(Call.get(doing, session.at("network", "v2.0", "/agents", doing)), task), "agents").stream()
                .map(a -> new Agent(Json.text(a, "id"), Json.text(a, "binary"), Json.text(a, "agent_type"), Json.text(a, "host"),
                        Json.flag(a, "alive"), Json.flag(a, "admin_state_up"), Json.time(a, "heartbeat_timestamp")))
                .toList();
    }
}
