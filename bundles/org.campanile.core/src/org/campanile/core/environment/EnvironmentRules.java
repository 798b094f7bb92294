package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.campanile.core.secret.Secret;

/**
 * Every rule of a document, none stopping at another's finding (protocol document, sections 5.1 to 5.4, and the checks the original
 * left out). Pure and quick enough to run at each keystroke, on any thread.
 */
public final class EnvironmentRules {

    private final ServiceTypes types;

    /** Rules for documents of these types. */
    public EnvironmentRules(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** Problems in the document's order, the worse ones of a place first; passwords are judged only where they are in the document. */
    public List<Problem> validate(Environment environment, Optional<CloudFacts> cloud) {
        return validate(environment, cloud, ref -> Optional.empty());
    }

    /** Those among them that are errors. */
    public List<Problem> errors(Environment environment, Optional<CloudFacts> cloud) {
        return validate(environment, cloud).stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
    }

    /** The same as {@link #validate(Environment, Optional)}, with the passwords that are already known behind their references. */
    public List<Problem> validate(Environment environment, Optional<CloudFacts> cloud, Function<SecretRef, Optional<Secret>> known) {
        List<Problem> problems = new ArrayList<>();
        new FieldRules(types, known).check(environment, problems::add);
        new KnownKeys(types).check(environment, problems::add);
        new TopologyRules(types).check(environment, problems::add);
        new AddressRules(types, cloud).check(environment, problems::add);
        cloud.ifPresent(facts -> new CloudRules(types, facts).check(environment, problems::add));
        Map<String, Integer> place = new HashMap<>();
        place.put("", -1);
        for (Service service : environment.services()) {
            place.put(service.id(), place.size());
            service.units().forEach(unit -> place.put(unit.id(), place.size()));
        }
        problems.sort(Comparator.<Problem>comparingInt(p -> place.getOrDefault(p.serviceId(), -1))
                .thenComparingInt(p -> place.getOrDefault(p.unitId(), -1)).thenComparing(Problem::severity));
        return List.copyOf(problems);
    }
}
