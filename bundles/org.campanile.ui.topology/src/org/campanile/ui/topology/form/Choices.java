package org.campanile.ui.topology.form;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Field;
import org.campanile.core.environment.ServiceTypes;

/**
 * What a field offers to choose from: names the lab's cloud has, and domains of the environment. A value.
 *
 * @param facts what the cloud has, empty while it is not known
 * @param networks networks that units can be attached to, by name
 */
public record Choices(Optional<CloudFacts> facts, List<String> networks) {

    /** Nothing is known. */
    public static final Choices NONE = new Choices(Optional.empty(), List.of());

    public Choices {
        networks = List.copyOf(networks);
    }

    /** Values for a field of this kind; empty when it is free text. */
    public List<String> of(Field.Kind kind, Environment environment, ServiceTypes types) {
        return switch (kind) {
            case FLAVOR -> sorted(facts.map(f -> f.flavors().keySet()).orElse(java.util.Set.of()));
            case IMAGE -> images();
            case ZONE -> sorted(facts.map(CloudFacts::zones).orElse(java.util.Set.of()));
            case DOMAIN -> types.domains(environment);
            default -> List.of();
        };
    }

    /** Images, the prepared ones first. */
    public List<String> images() {
        return facts.map(f -> f.images().stream()
                .sorted(java.util.Comparator.<CloudFacts.Image, Boolean>comparing(i -> i.type().isEmpty()).thenComparing(CloudFacts.Image::name))
                .map(CloudFacts.Image::name).distinct().toList()).orElse(List.of());
    }

    /** Flavors by name. */
    public List<String> flavors() {
        return sorted(facts.map(f -> f.flavors().keySet()).orElse(java.util.Set.of()));
    }

    /** Key pairs by name. */
    public List<String> keyPairs() {
        return sorted(facts.map(CloudFacts::keyPairs).orElse(java.util.Set.of()));
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }
}
