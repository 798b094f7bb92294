package org.campanile.ui.topology.wizard;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;

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
        if (name.isBlank()) {
            return Optional.of("Give the environment a name.");
        }
        if (name.length() > 64) {
            return Optional.of("The name has more than 64 characters.");
        }
        if (name.chars().noneMatch(Character::isLetterOrDigit)) {
            return Optional.of("The name needs a letter or a digit.");
        }
        return takenFiles.contains(fileName()) ? Optional.of("There is an environment in " + fileName() + " already.") : Optional.empty();
    }

    /** Name of its file: the name in small letters, with dashes for what a file's name should not have. */
    String fileName() {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-+|-+$", "") + ".yaml";
    }

    /** Its file in a folder. */
    Path in(Path folder) {
        return folder.resolve(fileName());
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
