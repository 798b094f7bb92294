package org.campanile.core.environment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Environments to begin with: the shapes that teams build most, made from the types' own defaults. Stateless. */
public final class EnvironmentTemplates {

    /**
     * A shape to begin with.
     *
     * @param id as on the command line
     * @param title as in the wizard
     * @param fill adds the shape's services to an environment
     */
    public record Template(String id, String title, Function<Environment, Environment> fill) {
    }

    private static final String DOMAIN = "activeDirectory";

    private final ServiceTypes types;

    /** Templates of these types. */
    public EnvironmentTemplates(ServiceTypes types) {
        this.types = types;
    }

    /** All there are. */
    public List<Template> all() {
        return List.of(new Template("empty", "Empty", environment -> environment),
                new Template("domain-and-web", "Active Directory with two controllers and a web server in its domain",
                        empty -> with(domain(empty, 2), "webServer")),
                new Template("domain", "Active Directory with one controller", empty -> domain(empty, 1)),
                new Template("farm", "Active Directory and a web farm behind a load balancer", empty -> with(domain(empty, 2), "webServerFarm")),
                new Template("always-on", "Active Directory and an AlwaysOn cluster of three SQL Server nodes", empty -> cluster(domain(empty, 2))),
                new Template("data-center", "Active Directory, a web farm with an application, an AlwaysOn cluster, a single SQL Server and a web server",
                        empty -> with(with(cluster(farm(domain(empty, 2))), "msSqlServer"), "webServer")));
    }

    /** The one of that id. */
    public Optional<Template> find(String id) {
        return all().stream().filter(t -> t.id().equals(id)).findFirst();
    }

    private Environment domain(Environment empty, int controllers) {
        Service domain = types.newService(type(DOMAIN), empty);
        Environment environment = empty.addService(domain);
        for (int i = 1; i < controllers; i++) {
            environment = environment.addUnit(domain.id(), types);
        }
        return environment;
    }

    private Environment with(Environment environment, String typeId) {
        return environment.addService(types.newService(type(typeId), environment));
    }

    private Environment farm(Environment environment) {
        return environment.addService(types.newService(type("aspNetAppFarm"), environment).with("repository", "https://git.example.org/app.git"));
    }

    /** Three nodes, so that the cluster keeps its quorum when one is away. The addresses are examples; rules tell when they do not fit. */
    private Environment cluster(Environment environment) {
        Service cluster = types.newService(type("msSqlClusterServer"), environment).with("clusterIP", "10.0.0.250").with("agListenerIP", "10.0.0.251")
                .with("clusterName", "sqlfc").with("agGroupName", "ag1").with("agListenerName", "aglis").with("sqlServiceUserName", "sqlsvc")
                .with("databases", List.of("db1"));
        return environment.addService(cluster).addUnit(cluster.id(), types);
    }

    private ServiceType type(String id) {
        return types.find(id).orElseThrow(() -> new IllegalStateException("service type " + id + " is not shipped"));
    }
}
