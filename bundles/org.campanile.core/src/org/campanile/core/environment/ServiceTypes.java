package org.campanile.core.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * The service types there are, in the order of the palette. An immutable value; make one at start and hand it on.
 *
 * @param all the types
 */
public record ServiceTypes(List<ServiceType> all) {

    /** Folder beside the labs in which a team keeps its own types. */
    public static final String FOLDER = "service-types";

    private static final int MAX_BYTES = 1 << 20;
    private static final List<String> SHIPPED = List.of("activeDirectory", "webServer", "webServerFarm", "aspNetApp", "aspNetAppFarm",
            "msSqlServer", "msSqlClusterServer", "demoService", "linuxApacheService", "linuxTelnetService");

    public ServiceTypes {
        all = List.copyOf(all);
    }

    /** The types that come with the program, read from its own data files. */
    public static ServiceTypes shipped() {
        try {
            ServiceTypeReader reader = new ServiceTypeReader(Yaml.read("common.yaml", resource("common")));
            List<ServiceType> types = new ArrayList<>();
            for (String id : SHIPPED) {
                types.add(reader.type(Yaml.read(id + ".yaml", resource(id))));
            }
            return new ServiceTypes(types);
        } catch (FailureException e) {
            throw new IllegalStateException(e.failure().details(), e);
        }
    }

    /**
     * These types and those of a team: every {@code .yaml} file of a folder, in the order of the names; an absent folder adds none. A type of the same id
     * is replaced.
     *
     * @throws FailureException BAD_INPUT with file, line and field when a file is wrong
     */
    public ServiceTypes withFolder(Path folder) throws FailureException {
        if (!Files.isDirectory(folder)) {
            return this;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("reading service types", folder, e), e);
        }
        ServiceTypes types = this;
        for (Path file : files) {
            types = types.plus(file.toString(), SafeFiles.read(file, MAX_BYTES, "reading a service type"));
        }
        return types.checked();
    }

    /** Steps of other types that steps wait for have to be there. */
    ServiceTypes checked() throws FailureException {
        for (ServiceType type : all) {
            for (StepDefinition step : type.steps()) {
                for (StepDefinition.After need : step.after()) {
                    boolean other = need.scope() == StepDefinition.Scope.DOMAIN || need.scope() == StepDefinition.Scope.REFERENCE;
                    boolean domain = need.scope() == StepDefinition.Scope.DOMAIN;
                    if (other && all.stream().noneMatch(t -> (!domain || t.providesDomain()) && t.step(need.step()).isPresent())) {
                        throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading service types", "type " + type.id() + ", step " + step.id() + ", after",
                                "", "No " + (domain ? "type that provides a domain" : "type") + " has a step \"" + need.step() + "\".",
                                "Correct the name of the step."));
                    }
                }
            }
        }
        return this;
    }

    /** These types and one more from the text of a data file; a type of the same id is replaced. */
    public ServiceTypes plus(String source, String text) throws FailureException {
        ServiceType more = new ServiceTypeReader(Yaml.read("common.yaml", resource("common"))).type(Yaml.read(source, text));
        List<ServiceType> types = new ArrayList<>(all);
        types.removeIf(type -> type.id().equals(more.id()));
        types.add(more);
        return new ServiceTypes(types);
    }

    private static String resource(String name) {
        try (InputStream in = ServiceTypes.class.getResourceAsStream("types/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("The service type file " + name + ".yaml is missing in the bundle.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type with that id. */
    public Optional<ServiceType> find(String id) {
        return all.stream().filter(type -> type.id().equals(id)).findFirst();
    }

    /**
     * A new service of a type, with a name and a host name pattern that nobody in the environment has yet. When the environment has
     * exactly one domain, the service joins it if its type can.
     */
    public Service newService(ServiceType type, Environment environment) {
        Set<String> names = environment.services().stream().map(Service::name).collect(Collectors.toSet());
        Set<String> patterns = environment.services().stream().map(s -> s.text(Service.PATTERN)).collect(Collectors.toSet());
        String name = unused(names, type.providesDomain() ? "domain%s.local" : type.id() + "%s");
        Service service = type.newService(Environment.newId(), name);
        if (type.field(Service.PATTERN).isPresent() && !type.hostPattern().isEmpty()) {
            service = service.with(Service.PATTERN, unused(patterns, type.hostPattern().replace("#", "%s#")));
        }
        List<String> domains = domains(environment);
        return type.joinsDomain() && domains.size() == 1 ? service.with(Service.DOMAIN, domains.getFirst()) : service;
    }

    private static String unused(Set<String> taken, String form) {
        String first = form.replace("%s", "");
        for (char letter = 'b'; taken.contains(first); letter++) {
            String suffix = letter <= 'z' ? String.valueOf(letter) : "x" + (int) letter;
            String next = form.replace("%s", suffix);
            if (!taken.contains(next)) {
                return next;
            }
        }
        return first;
    }

    /** Names of the domains that services of the environment provide, in the document's order, without doubles. */
    public List<String> domains(Environment environment) {
        return environment.services().stream().filter(service -> find(service.type()).map(ServiceType::providesDomain).orElse(false))
                .map(Service::name).filter(name -> !name.isEmpty()).distinct().toList();
    }

    /** The domain a service's units are in: the one it provides or the one it joins; empty when none. */
    public String domainOf(Service service) {
        return find(service.type()).map(ServiceType::providesDomain).orElse(false) ? service.name() : service.text(Service.DOMAIN);
    }
}
