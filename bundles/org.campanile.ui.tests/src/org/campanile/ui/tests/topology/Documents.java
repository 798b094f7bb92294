package org.campanile.ui.tests.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.ui.topology.document.Draft;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.SceneBuilder;
import org.eclipse.core.commands.operations.DefaultOperationHistory;

/** Documents to test with. */
final class Documents {

    static final ServiceTypes TYPES = ServiceTypes.shipped();

    private static final int SITE = 25;

    private Documents() {
    }

    /** An Active Directory with two units and a web server in its domain. */
    static Environment domainAndWeb() {
        return new EnvironmentTemplates(TYPES).find("domain-and-web").orElseThrow().fill().apply(Environment.create("lab one"));
    }

    /** The same with many more web servers, some of them outside of the domain. */
    static Environment many(int services) {
        Environment environment = domainAndWeb();
        while (environment.services().size() < services) {
            Service next = TYPES.newService(TYPES.find("webServer").orElseThrow(), environment);
            environment = environment.addService(environment.services().size() % 3 == 0 ? next.with(Service.DOMAIN, null) : next);
        }
        return environment;
    }

    /** Sites of a domain and 24 servers in it, each of three units. */
    static Environment large(int services) {
        Environment environment = Environment.create("large");
        ServiceType domain = TYPES.find("activeDirectory").orElseThrow();
        ServiceType web = TYPES.find("webServer").orElseThrow();
        ServiceType sql = TYPES.find("msSqlServer").orElseThrow();
        List<Service> all = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            ServiceType type = i % SITE == 0 ? domain : i % 3 == 0 ? sql : web;
            String site = "site" + i / SITE + ".example.org";
            Service next = TYPES.newService(type, environment);
            next = type == domain ? next.withName(site) : next.withName(type.id() + i).with(Service.DOMAIN, site).with("unitNamingPattern", "h" + i + "x#");
            while (next.units().size() < 3) {
                next = next.plusUnit(type.newUnit(Environment.newId(), next.nextNumber(), next));
            }
            all.add(next);
        }
        return environment.withServices(all);
    }

    static EnvironmentDocument document() {
        return new EnvironmentDocument(new Draft(domainAndWeb(), Layout.EMPTY), TYPES, new DefaultOperationHistory());
    }

    static Scene scene(Environment environment, Layout pinned) {
        return new SceneBuilder(TYPES).build(environment, pinned, Layout.EMPTY, List.of(), Optional.empty());
    }
}
