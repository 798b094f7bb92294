package org.campanile.core.setup.keystone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.openstack.Identity;
import org.campanile.core.openstack.Identity.Endpoint;
import org.campanile.core.openstack.Identity.Service;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Services of one type that are there several times, and endpoints of one service, interface and region that are. Keystone takes them all, and which
 * one a client takes is chance. A value.
 *
 * @param services of the type, those with most endpoints first, then in Keystone's order
 * @param endpoints groups of endpoints that are in one place, each with more than one
 */
public record Duplicates(String type, List<Service> services, List<List<Endpoint>> endpoints) {

    public Duplicates {
        services = List.copyOf(services);
        endpoints = endpoints.stream().map(List::copyOf).toList();
    }

    /** Looks. */
    public static Duplicates find(Identity identity, String type, Task task) throws FailureException {
        List<Endpoint> all = identity.endpoints(task);
        List<Service> services = new ArrayList<>(identity.services(task).stream().filter(s -> s.type().equals(type)).toList());
        services.sort(Comparator.comparingLong((Service s) -> all.stream().filter(e -> e.serviceId().equals(s.id())).count()).reversed());
        Map<String, List<Endpoint>> places = new LinkedHashMap<>();
        for (Endpoint e : all) {
            if (services.stream().anyMatch(s -> s.id().equals(e.serviceId()))) {
                places.computeIfAbsent(String.join("\n", e.serviceId(), e.interfaceName(), e.region()), k -> new ArrayList<>()).add(e);
            }
        }
        return new Duplicates(type, services, places.values().stream().filter(p -> p.size() > 1).toList());
    }

    /**
     * What would be deleted so that one of each stays.
     *
     * @param keep id or name of the service that stays; empty for the first
     * @param url address that stays where an endpoint is there twice; empty for the first
     * @throws FailureException BAD_INPUT when no service is the one to keep, CONFLICT when several have its name
     */
    Surplus surplus(String keep, String url) throws FailureException {
        List<Service> kept = keep.isEmpty() ? services.stream().limit(1).toList()
                : services.stream().filter(s -> s.id().equals(keep) || s.name().equals(keep)).toList();
        if (kept.size() != 1 && !services.isEmpty()) {
            throw new FailureException(new Failure(kept.isEmpty() ? Failure.Kind.BAD_INPUT : Failure.Kind.CONFLICT, "choosing the service that stays",
                    keep, String.join(", ", services.stream().map(s -> s.name() + " (" + s.id() + ")").toList()),
                    kept.isEmpty() ? "No service of type " + type + " is the one to keep." : "Several services have this name.", "Give the id of the one that stays."));
        }
        List<Endpoint> over = new ArrayList<>();
        for (List<Endpoint> place : endpoints) {
            if (!kept.isEmpty() && place.getFirst().serviceId().equals(kept.getFirst().id())) {
                Endpoint stays = place.stream().filter(e -> e.url().equals(url)).findFirst().orElse(place.getFirst());
                place.stream().filter(e -> e != stays).forEach(over::add);
            }
        }
        return new Surplus(services.stream().filter(s -> !kept.contains(s)).toList(), over);
    }

    /** What is too much. */
    record Surplus(List<Service> services, List<Endpoint> endpoints) {

        boolean isEmpty() {
            return services.isEmpty() && endpoints.isEmpty();
        }

        String told() {
            List<String> lines = new ArrayList<>();
            services.forEach(s -> lines.add("service " + s.name() + " (" + s.id() + ") with its endpoints"));
            endpoints.forEach(e -> lines.add(e.interfaceName() + " endpoint " + e.url() + " (" + e.id() + ")"));
            return String.join(", ", lines);
        }
    }
}
