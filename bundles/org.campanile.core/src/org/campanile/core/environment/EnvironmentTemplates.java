package org.campanile.core.environment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Environments to begin with, made from the types' own defaults. Stateless. */
public final class EnvironmentTemplates {

    /**
     * A shape to begin with.
     *
     * @param id as on the command line
     * @param title as in the wizard
     */
    public record Template(String id, String title, Function<Environment, Environment> fill) {
    }

    private final ServiceTypes types;

    /** Templates of these types. */
    public EnvironmentTemplates(ServiceTypes types) {
        this.types = types;
    }

    /** All there are. */
    public List<Template> all() {
        return List.of(new Template("empty", "Empty", environment -> environment),
                new Template("domain-and-web", "Active Directory with two controllers and a web server in its domain", this::domainAndWeb));
    }

    /** The one of that id. */
    public Optional<Template> find(String id) {
        return all().stream().filter(t -> t.id().equals(id)).findFirst();
    }

    private Environment domainAndWeb(Environment empty) {
        Service domain = types.newService(type("activeDirectory"), empty);
        Environment withDomain = empty.addService(domain).addUnit(domain.id(), types);
        return withDomain.addService(types.newService(type("webServer"), withDomain));
    }

    private ServiceType type(String id) {
        return types.find(id).orElseThrow(() -> new IllegalStateException("service type " + id + " is not shipped"));
    }
}
