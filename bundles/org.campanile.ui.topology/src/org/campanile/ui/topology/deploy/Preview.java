package org.campanile.ui.topology.deploy;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.deploy.HotTemplate;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;

/** What a deployment makes, as text. Pure functions. */
final class Preview {

    private Preview() {
    }

    /** What Murano is given: the services with their types; what would change it is asked when it is deployed. */
    static String services(Environment environment, ServiceTypes types) {
        StringBuilder text = new StringBuilder("Environment ").append(environment.name()).append(" of Murano\n");
        for (Service service : environment.services()) {
            text.append("  ").append(service.name()).append("  ").append(types.find(service.type()).map(t -> t.title() + " (" + t.id() + ")").orElse(service.type()))
                    .append(service.units().isEmpty() ? "" : "  " + service.units().size() + (service.units().size() == 1 ? " unit" : " units")).append('\n');
        }
        return text.append("\nA draft is made of what Murano has of it,\nchanged to this, and deployed.\nWhat Murano has remembered of services that stay is kept.").toString();
    }

    /**
     * A list of the servers, then the template as Heat gets it but for the units' user data.
     *
     * @param right whether the rules find no error; only then is there a template
     */
    static String of(Environment environment, ServiceTypes types, String network, AgentExpectation agents, boolean right) {
        StringBuilder text = new StringBuilder("Stack ").append(DeploymentNames.stack(environment)).append('\n');
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                String flavor = service.text(Service.FLAVOR);
                text.append("  server ").append(HostNames.of(service, unit)).append("  ").append(flavor.isEmpty() ? Service.DEFAULT_FLAVOR : flavor)
                        .append("  ").append(service.image().isEmpty() ? "no image" : service.image()).append('\n');
            }
        }
        for (Service service : environment.services()) {
            if (types.find(service.type()).map(type -> !type.balancerPort().isEmpty()).orElse(false)) {
                text.append("  load balancer before ").append(service.name()).append(", where the cloud has Octavia\n");
            }
        }
        if (agents != AgentExpectation.NONE) {
            text.append("  ").append(environment.unitCount()).append(" agent queues and one for their answers; user data with the broker's address for each server\n");
        }
        if (!right || environment.unitCount() == 0) {
            return text.append("\nThe template is shown when the environment has no errors.").toString();
        }
        String where = !network.isBlank() ? network.strip() : environment.network().isEmpty() ? "the project's only network" : environment.network();
        return text.append("\nnetwork: ").append(where).append("\n\n")
                .append(new HotTemplate(types).write(environment, where, environment.keyPair(), null).text()).toString();
    }
}
