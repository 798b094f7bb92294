package org.campanile.ui.tests.topology;

import java.util.List;
import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.ui.topology.document.Draft;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.SceneBuilder;
import org.eclipse.core.commands.operations.DefaultOperationHistory;

/** Documents to test with. */
final class Documents {

    static final ServiceTypes TYPES = ServiceTypes.shipped();

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

    static EnvironmentDocument document() {
        return new EnvironmentDocument(new Draft(domainAndWeb(), Layout.EMPTY), TYPES, new DefaultOperationHistory());
    }

    static Scene scene(Environment environment, Layout pinned) {
        return new SceneBuilder(TYPES).build(environment, pinned, Layout.EMPTY, List.of(), Optional.empty());
    }
}
