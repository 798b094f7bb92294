package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Rules about units and about services among each other: numbers of units, masters, domains, cluster addresses. */
final class TopologyRules {

    private final ServiceTypes types;

    TopologyRules(ServiceTypes types) {
        this.types = types;
    }

    void check(Environment environment, Consumer<Problem> out) {
        List<String> domains = types.domains(environment);
        Map<String, List<String>> netbios = new LinkedHashMap<>();
        domains.forEach(d -> netbios.computeIfAbsent(first(d), key -> new ArrayList<>()).add(d));
        Map<String, String> addresses = new HashMap<>();
        for (Service service : environment.services()) {
            types.find(service.type()).ifPresent(type -> {
                units(type, service, out);
                masters(type, service, out);
                if (type.providesDomain()) {
                    domain(environment, service, netbios, out);
                }
                membership(type, service, domains, out);
                addresses(type, service, addresses, out);
                references(environment, type, service, out);
            });
        }
        new HostNameRules(types).check(environment, out);
    }

    private static String first(String domain) {
        return domain.split("\\.", 2)[0].toUpperCase(Locale.ROOT);
    }

    private void units(ServiceType type, Service service, Consumer<Problem> out) {
        int count = service.units().size();
        ServiceType.Units rule = type.units();
        if (count < rule.min()) {
            Problem.Severity how = count == 0 ? Problem.Severity.ERROR : Problem.Severity.WARNING;
            out.accept(Place.of(service, "units").problem(how, "units-few",
                    service.name() + " has " + count + (count == 1 ? " unit; " : " units; ") + type.title() + " needs at least " + rule.min() + ".", "Add units.",
                    "Add units", env -> {
                        Environment more = env;
                        for (int i = count; i < rule.min(); i++) {
                            more = more.addUnit(service.id(), types);
                        }
                        return more;
                    }));
        } else if (count > rule.max()) {
            // The API takes any number and the plan works; only a cluster has a limit of its own.
            Problem.Severity how = rule.maxSync() > 0 ? Problem.Severity.ERROR : Problem.Severity.WARNING;
            out.accept(Place.of(service, "units").problem(how, "units-many",
                    service.name() + " has " + count + " units; " + type.title() + " has at most " + rule.max() + ".", "Remove units.",
                    "Keep the first " + rule.max(), env -> env.editService(service.id(), s -> s.withUnits(s.units().subList(0, rule.max())))));
        }
    }

    private static void masters(ServiceType type, Service service, Consumer<Problem> out) {
        if (!type.units().oneMaster() || service.units().isEmpty()) {
            return;
        }
        List<Unit> masters = service.units().stream().filter(Unit::isMaster).toList();
        if (masters.size() != 1) {
            Unit chosen = masters.isEmpty() ? service.units().getFirst() : masters.getFirst();
            out.accept(Place.of(service, "units").error(masters.isEmpty() ? "master-missing" : "master-several",
                    service.name() + " has " + (masters.isEmpty() ? "no master" : masters.size() + " masters") + "; exactly one is needed.",
                    "Mark exactly one unit as master.", "Make " + HostNames.of(service, chosen) + " the only master",
                    env -> env.editService(service.id(), s -> s.withUnits(
                            s.units().stream().map(u -> u.with("isMaster", u.id().equals(chosen.id()))).toList()))));
        }
        if (type.units().maxSync() == 0) {
            return;
        }
        for (Unit master : masters) {
            if (!master.flag("isSync")) {
                out.accept(Place.of(service, master, "isSync").error("master-async", "The primary node has to be synchronous.",
                        "Make it synchronous.", "Make it synchronous", env -> env.setUnitField(master.id(), "isSync", true)));
            }
        }
        long sync = service.units().stream().filter(u -> u.flag("isSync")).count();
        if (sync > type.units().maxSync()) {
            out.accept(Place.of(service, "units").error("sync-many",
                    sync + " nodes are synchronous; at most " + type.units().maxSync() + " can be.", "Make some nodes asynchronous.",
                    "Leave the first ones synchronous", env -> env.editService(service.id(), s -> fewerSync(s, type.units().maxSync()))));
        }
        if (service.units().size() % 2 == 0) {
            out.accept(Place.of(service, "units").warning("quorum-even", "With an even number of nodes the cluster loses its quorum when half "
                    + "of them are away.", "Take an odd number of nodes, or add a witness by hand."));
        }
    }

    /** The master stays synchronous, and of the others the first ones. */
    private static Service fewerSync(Service service, int most) {
        long masters = service.units().stream().filter(u -> u.isMaster() && u.flag("isSync")).count();
        List<Unit> units = new ArrayList<>();
        long left = most - masters;
        for (Unit unit : service.units()) {
            boolean keep = unit.isMaster() || !unit.flag("isSync") || left-- > 0;
            units.add(keep ? unit : unit.with("isSync", false));
        }
        return service.withUnits(units);
    }

    private static void references(Environment environment, ServiceType type, Service service, Consumer<Problem> out) {
        for (Field field : type.fields()) {
            String name = service.text(field.key());
            if (field.kind() == Field.Kind.SERVICE && !name.isEmpty() && environment.services().stream().noneMatch(other -> other.name().equals(name))) {
                out.accept(Place.of(service, field.key()).error("reference-missing", "The environment has no service " + name + ".",
                        "Choose one of its services.", "Choose none", env -> env.setField(service.id(), field.key(), null)));
            }
        }
        if (service.flag("externalAD") && type.field("externalAD").isPresent()) {
            out.accept(Place.of(service, "externalAD").warning("external-ad", "The domain is outside of the environment: the units are made and get their password, "
                    + "but no step joins them or builds the cluster.", "Join them by hand, or use a domain of the environment.", "Use a domain of the environment",
                    env -> env.setField(service.id(), "externalAD", false)));
        }
    }

    private static void domain(Environment environment, Service service, Map<String, List<String>> netbios, Consumer<Problem> out) {
        if (!service.name().isEmpty() && netbios.getOrDefault(first(service.name()), List.of()).size() > 1) {
            out.accept(Place.of(service, "name").error("netbios-duplicate",
                    "Several domains have the NetBIOS name " + first(service.name()) + ".", "Give their first labels different names."));
        }
        String account = service.text("adminAccountName");
        if (!account.isEmpty() && !account.equals("Administrator")) {
            out.accept(Place.of(service, "adminAccountName").error("account-not-created",
                    "Members join with the account " + account + ", which nobody creates.", "Use Administrator.", "Use Administrator",
                    env -> env.setField(service.id(), "adminAccountName", "Administrator")));
        }
        if (service.units().size() == 1 && environment.services().size() > 1) {
            out.accept(new Problem(Problem.Severity.INFO, "controller-single", service.id(), "", "units",
                    "The domain has one controller; when it is away nobody can log in.", "Add a second domain controller.",
                    Optional.empty()));
        }
    }

    private static void membership(ServiceType type, Service service, List<String> domains, Consumer<Problem> out) {
        String domain = service.text(Service.DOMAIN);
        boolean applies = type.field(Service.DOMAIN).map(field -> field.appliesTo(service)).orElse(false);
        if (domain.isEmpty() || !applies || domains.contains(domain)) {
            return;
        }
        String message = "No Active Directory service of this environment provides the domain " + domain + "; the units would never join.";
        String fix = "Add an Active Directory service of that name, or choose another domain.";
        if (domains.size() == 1) {
            out.accept(Place.of(service, Service.DOMAIN).error("domain-missing", message, fix, "Join " + domains.getFirst(),
                    env -> env.setDomain(service.id(), domains.getFirst())));
        } else {
            out.accept(Place.of(service, Service.DOMAIN).error("domain-missing", message, fix, "Join no domain",
                    env -> env.setDomain(service.id(), "")));
        }
    }

    private static void addresses(ServiceType type, Service service, Map<String, String> taken, Consumer<Problem> out) {
        for (Field field : type.fields()) {
            String address = service.text(field.key());
            if (field.kind() != Field.Kind.ADDRESS || address.isEmpty()) {
                continue;
            }
            String other = taken.putIfAbsent(address, service.name() + ", " + field.label());
            if (other != null) {
                out.accept(Place.of(service, field.key()).error("address-duplicate",
                        "The address " + address + " is used twice; it is also " + other + ".", "Choose another free address."));
            }
        }
    }
}
