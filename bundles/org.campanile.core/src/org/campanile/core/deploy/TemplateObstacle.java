package org.campanile.core.deploy;

import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;

/** Why a document cannot be written as a template: templates name servers, images and hosts, which a document with errors does not, or twice. Stateless. */
public final class TemplateObstacle {

    private TemplateObstacle() {
    }

    /** One or two sentences; empty when nothing is in the way. */
    public static Optional<String> of(Environment environment, ServiceTypes types) {
        Optional<String> packaged = environment.services().stream().filter(s -> types.find(s.type()).map(ServiceType::ofPackage).orElse(false)).findFirst()
                .map(s -> s.name() + " is an object of a Murano package; only Murano knows what it makes of it.");
        return packaged.or(() -> Problem.told(new EnvironmentRules(types).errors(environment, Optional.empty())));
    }
}
