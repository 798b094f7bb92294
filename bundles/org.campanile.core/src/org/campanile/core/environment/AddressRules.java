package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Rules of addresses and networks: in the subnet and free (protocol document, section 5.2, clusterIP), CIDRs of the right form, nothing open to all. */
final class AddressRules {

    private final ServiceTypes types;
    private final Optional<CloudFacts> cloud;

    AddressRules(ServiceTypes types, Optional<CloudFacts> cloud) {
        this.types = types;
        this.cloud = cloud;
    }

    void check(Environment environment, Consumer<Problem> out) {
        networks(environment, out);
        for (Service service : environment.services()) {
            types.find(service.type()).ifPresent(type -> {
                for (Field field : type.fields()) {
                    if (field.kind() == Field.Kind.ADDRESS && field.appliesTo(service)) {
                        Cidr.number(service.text(field.key())).ifPresent(address -> address(environment, service, field, address, out));
                    }
                }
                placement(service, out);
            });
        }
    }

    private static void networks(Environment environment, Consumer<Problem> out) {
        Place at = Place.environment(Environment.SUBNET);
        if (!environment.subnet().isEmpty() && Cidr.of(environment.subnet()).isEmpty()) {
            out.accept(at.error("subnet-form", "The subnet " + environment.subnet() + " is no IPv4 network.", "Write it as 10.0.0.0/24, with the bits of hosts 0.",
                    "Forget the subnet", env -> env.with(Environment.SUBNET, null)));
        }
        for (String network : environment.access()) {
            Place access = Place.environment(Environment.ACCESS);
            List<String> others = environment.access().stream().filter(other -> !other.equals(network)).toList();
            if (Cidr.of(network).isEmpty()) {
                out.accept(access.error("access-form", "The network " + network + " that may reach the units is no IPv4 network.",
                        "Write it as 10.0.0.0/24, with the bits of hosts 0.", "Remove " + network, env -> env.with(Environment.ACCESS, others)));
            } else if (network.endsWith("/0")) {
                out.accept(access.warning("access-open", "The ports of all services are open to everybody.", "Name the networks that need them.",
                        "Remove " + network, env -> env.with(Environment.ACCESS, others.isEmpty() ? null : others)));
            }
        }
    }

    private void address(Environment environment, Service service, Field field, long address, Consumer<Problem> out) {
        Place at = Place.of(service, field.key());
        String text = service.text(field.key());
        List<String> subnets = subnets(environment, service);
        List<Cidr> known = subnets.stream().map(Cidr::of).flatMap(Optional::stream).toList();
        if (!known.isEmpty() && known.stream().noneMatch(cidr -> cidr.contains(address))) {
            out.accept(at.error("address-outside", field.label() + " " + text + " lies outside of the units' subnet " + String.join(", ", subnets) + ".",
                    "Take a free address of the subnet.", "Take a free one", env -> free(environment, known).map(f -> env.setField(service.id(), field.key(), f)).orElse(env)));
        } else if (known.stream().anyMatch(cidr -> cidr.contains(address) && cidr.reserved(address))) {
            out.accept(at.error("address-reserved", field.label() + " " + text + " is the address of the subnet itself or of its broadcasts.",
                    "Take a free address of the subnet.", "Take a free one", env -> free(environment, known).map(f -> env.setField(service.id(), field.key(), f)).orElse(env)));
        } else if (cloud.filter(facts -> facts.addresses().used().contains(text)).isPresent()) {
            out.accept(at.error("address-used", field.label() + " " + text + " is in use in the cloud.", "Take a free address of the subnet.", "Take a free one",
                    env -> free(environment, known).map(f -> env.setField(service.id(), field.key(), f)).orElse(env)));
        }
    }

    private List<String> subnets(Environment environment, Service service) {
        if (!environment.subnet().isEmpty()) {
            return List.of(environment.subnet());
        }
        String network = Placement.of(environment, service).network();
        return cloud.map(facts -> facts.addresses().subnets().getOrDefault(network, List.of())).orElse(List.of());
    }

    /** The last free address of a subnet: those at its end are the least likely to be given out. */
    private Optional<String> free(Environment environment, List<Cidr> subnets) {
        Set<String> taken = new HashSet<>(cloud.map(facts -> facts.addresses().used()).orElse(Set.of()));
        for (Service service : environment.services()) {
            types.find(service.type()).ifPresent(type -> type.fields().stream().filter(field -> field.kind() == Field.Kind.ADDRESS)
                    .forEach(field -> taken.add(service.text(field.key()))));
        }
        for (Cidr subnet : subnets) {
            long last = subnet.address() + (1L << 32 - subnet.bits()) - 1;
            for (long address = last; address > subnet.address() && last - address < 4096; address--) {
                String text = (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
                if (!subnet.reserved(address) && !taken.contains(text)) {
                    return Optional.of(text);
                }
            }
        }
        return Optional.empty();
    }

    private void placement(Service service, Consumer<Problem> out) {
        if (cloud.isEmpty()) {
            return;
        }
        for (String key : new ArrayList<>(List.of(Placement.NETWORK, Placement.FLOATING))) {
            String network = service.text(key);
            if (!network.isEmpty() && !cloud.get().networks().contains(network)) {
                out.accept(Place.of(service, key).error("network-missing", "The cloud has no network " + network + ".", "Choose another one, or none.",
                        "Choose none", env -> env.setField(service.id(), key, null)));
            }
        }
    }
}
