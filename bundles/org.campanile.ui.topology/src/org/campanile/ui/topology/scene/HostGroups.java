package org.campanile.ui.topology.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Placement;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.TopologyGraph;
import org.campanile.core.environment.TopologyGraph.Group;
import org.campanile.core.environment.TopologyGraph.GroupKind;
import org.eclipse.osgi.util.NLS;

/**
 * Services by the compute hosts their servers run on, as far as the deployment knows them; of those not deployed, whether the document wants their
 * units apart (anti-affinity). Every service is in one group. Pure functions.
 */
public final class HostGroups {

    private static final int NAMED = 3;

    private HostGroups() {
    }

    /** Hosts by unit that are known. */
    public static Map<String, String> hosts(Optional<DeploymentSnapshot> deployed) {
        Map<String, String> hosts = new TreeMap<>();
        deployed.filter(d -> d.phase() != DeploymentSnapshot.Phase.ABSENT)
                .ifPresent(d -> d.units().stream().filter(u -> !u.host().isEmpty()).forEach(u -> hosts.put(u.unitId(), u.host())));
        return hosts;
    }

    /** The graph with groups by host: known hosts by name first, what is not known last. */
    public static TopologyGraph add(TopologyGraph graph, Environment environment, Map<String, String> hosts) {
        Map<String, List<String>> known = new TreeMap<>();
        List<String> apart = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Service service : environment.services()) {
            Set<String> mine = new TreeSet<>();
            service.units().forEach(u -> Optional.ofNullable(hosts.get(u.id())).ifPresent(mine::add));
            boolean all = service.units().stream().allMatch(u -> hosts.containsKey(u.id()));
            if (!mine.isEmpty()) {
                known.computeIfAbsent(title(mine, all), title -> new ArrayList<>()).add(service.id());
            } else if (service.units().size() > 1 && Placement.of(environment, service).antiAffinity()) {
                apart.add(service.id());
            } else {
                unknown.add(service.id());
            }
        }
        List<Group> groups = new ArrayList<>();
        known.forEach((title, ids) -> groups.add(group(title, ids)));
        if (!apart.isEmpty()) {
            groups.add(group(Messages.eachUnitOnAnotherHost, apart));
        }
        if (!unknown.isEmpty()) {
            groups.add(group(Messages.hostNotKnownYet, unknown));
        }
        return graph.with(groups);
    }

    private static String title(Set<String> hosts, boolean all) {
        String names = String.join(", ", hosts.stream().limit(NAMED).toList());
        String title = hosts.size() == 1 ? NLS.bind(Messages.hostNamed, names)
                : hosts.size() > NAMED ? NLS.bind(Messages.hostsNamedAndMore, names, hosts.size() - NAMED) : NLS.bind(Messages.hostsNamed, names);
        return all ? title : NLS.bind(Messages.othersNotKnown, title);
    }

    private static Group group(String title, List<String> ids) {
        return new Group("host:" + title, GroupKind.HOST, title, List.copyOf(ids));
    }
}
