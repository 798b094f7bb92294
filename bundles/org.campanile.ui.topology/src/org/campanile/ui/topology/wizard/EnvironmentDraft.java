package org.campanile.ui.topology.wizard;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.ui.topology.document.EnvironmentName;

/**
 * What is asked for a new environment. A value.
 *
 * @param name the environment's name
 * @param template what it begins with
 * @param image image of all its services, may be empty
 * @param flavor flavor of all its services, may be empty
 * @param network network of its units, may be empty
 */
record EnvironmentDraft(String name, EnvironmentTemplates.Template template, String image, String flavor, String network) {

    /** What is wrong with it, if anything. */
    Optional<String> problem(Set<String> takenFiles) {
        return new EnvironmentName(name).problem(takenFiles);
    }

    /** Its file in a folder. */
    Path in(Path folder) {
        return new EnvironmentName(name).in(folder);
    }

    /** The document. */
    Environment build(ServiceTypes types) {
        Environment made = template.fill().apply(Environment.create(name.strip()));
        for (Service service : made.services()) {
            if (!image.isBlank()) {
                made = made.setField(service.id(), Service.IMAGE, image.strip());
            }
            if (!flavor.isBlank() && types.find(service.type()).flatMap(t -> t.field(Service.FLAVOR)).isPresent()) {
                made = made.setField(service.id(), Service.FLAVOR, flavor.strip());
            }
        }
        return network.isBlank() ? made : made.with(Environment.NETWORK, network.strip());
    }
}
