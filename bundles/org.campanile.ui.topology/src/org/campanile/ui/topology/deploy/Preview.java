package org.campanile.ui.topology.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.deploy.HotTemplate;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.eclipse.osgi.util.NLS;

/**
 * What our conductor makes, to be shown as text. A value.
 *
 * @param network name or id, blank for the document's or the only one
 * @param hosts host names by unit id: a server that is deployed keeps its name, whatever the document's pattern says now
 */
record Preview(Environment environment, ServiceTypes types, String network, AgentExpectation agents, Map<String, String> hosts) {

    private static final String INDENT = "  ";

    /** What Murano is given: the services with their types; what would change it is asked when it is deployed. */
    static String services(Environment environment, ServiceTypes types) {
        List<String> lines = new ArrayList<>(List.of(NLS.bind(Messages.muranoEnvironment, environment.name())));
        environment.services().forEach(service -> lines.add(INDENT + line(service, types)));
        lines.add("");
        lines.add(Messages.draftIsMade);
        return String.join("\n", lines);
    }

    private static String line(Service service, ServiceTypes types) {
        String type = types.find(service.type()).map(t -> t.title() + " (" + t.id() + ")").orElse(service.type());
        int units = service.units().size();
        return units == 0 ? NLS.bind(Messages.serviceToMake, service.name(), type)
                : units == 1 ? NLS.bind(Messages.serviceOfUnit, service.name(), type) : NLS.bind(Messages.serviceOfUnits, new Object[] { service.name(), type, units });
    }

    /**
     * A list of the servers, then the template as Heat gets it but for the units' user data.
     *
     * @param right whether the rules find no error; only then is there a template
     */
    String text(boolean right) {
        List<String> lines = new ArrayList<>(List.of(NLS.bind(Messages.stackNamed, DeploymentNames.stack(environment))));
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                String flavor = service.text(Service.FLAVOR);
                lines.add(INDENT + NLS.bind(Messages.serverToMake, new Object[] { hosts.get(unit.id()), flavor.isEmpty() ? Service.DEFAULT_FLAVOR : flavor,
                        service.image().isEmpty() ? Messages.noImage : service.image() }));
            }
        }
        environment.services().stream().filter(s -> types.find(s.type()).map(type -> !type.balancerPort().isEmpty()).orElse(false))
                .forEach(s -> lines.add(INDENT + NLS.bind(Messages.balancerToMake, s.name())));
        int units = environment.unitCount();
        if (agents != AgentExpectation.NONE) {
            lines.add(INDENT + (units == 1 ? Messages.agentQueue : NLS.bind(Messages.agentQueues, units)));
            lines.add(INDENT + Messages.userData);
        }
        lines.add("");
        if (!right || units == 0) {
            lines.add(Messages.templateNeedsNoErrors);
            return String.join("\n", lines);
        }
        String where = !network.isBlank() ? network.strip() : environment.network().isEmpty() ? Messages.onlyNetwork : environment.network();
        lines.add(NLS.bind(Messages.networkNamed, where));
        lines.add("");
        lines.add(new HotTemplate(types).write(environment, where, environment.keyPair(), null, false, hosts).text());
        return String.join("\n", lines);
    }
}
