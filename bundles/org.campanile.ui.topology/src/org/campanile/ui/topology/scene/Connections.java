package org.campanile.ui.topology.scene;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Field;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;

/** Which services can be connected, and what a connection says in the document: the units of one join the domain of the other. Pure functions. */
public final class Connections {

    private Connections() {
    }

    /** Services that {@code from} can be connected to, in the document's order; empty when it takes no connection. */
    public static Set<String> targets(Environment environment, ServiceTypes types, String from) {
        Set<String> targets = new LinkedHashSet<>();
        Optional<Service> source = environment.service(from).filter(s -> joins(s, types));
        source.ifPresent(s -> environment.services().stream()
                .filter(other -> !other.id().equals(from) && provides(other, types) && !other.name().isEmpty() && !other.name().equals(s.text(Service.DOMAIN)))
                .map(Service::id).forEach(targets::add));
        return targets;
    }

    /** The document with the connection made; the same document where that is not legal. */
    public static Environment connect(Environment environment, ServiceTypes types, String from, String to) {
        return targets(environment, types, from).contains(to) ? environment.setDomain(from, environment.service(to).orElseThrow().name()) : environment;
    }

    /** The document without the connections that begin at these services. */
    public static Environment disconnect(Environment environment, ServiceTypes types, Set<String> from) {
        Environment now = environment;
        for (String id : from) {
            if (environment.service(id).filter(s -> joins(s, types)).isPresent()) {
                now = now.setDomain(id, "");
            }
        }
        return now;
    }

    private static boolean joins(Service service, ServiceTypes types) {
        return types.find(service.type()).filter(t -> t.fields().stream().anyMatch(f -> f.kind() == Field.Kind.DOMAIN && f.appliesTo(service))).isPresent();
    }

    private static boolean provides(Service service, ServiceTypes types) {
        return types.find(service.type()).filter(ServiceType::providesDomain).isPresent();
    }
}
