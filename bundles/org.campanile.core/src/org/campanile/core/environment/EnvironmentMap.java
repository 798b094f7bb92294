package org.campanile.core.environment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An environment carried over to another cloud: images, flavors, networks, zones and key pairs matched by form where the names differ. Used for a standby in
 * another region and for the way back. Pure.
 */
public final class EnvironmentMap {

    /** What of a cloud a document names. */
    public enum What {
        /** An image of Glance. */ IMAGE("image"),
        /** A flavor of Nova. */ FLAVOR("flavor"),
        /** An availability zone. */ ZONE("zone"),
        /** A network of Neutron. */ NETWORK("network"),
        /** A key pair of Nova. */ KEY_PAIR("key pair");

        private final String label;

        What(String label) {
            this.label = label;
        }

        /** In words. */
        public String label() {
            return label;
        }
    }

    /**
     * One name that was matched.
     *
     * @param what what it names
     * @param from the name in the document
     * @param to the name in the other cloud, empty when nothing fits
     * @param why by what it was chosen
     */
    public record Match(What what, String from, String to, String why) {
    }

    /**
     * The result.
     *
     * @param environment the document for the other cloud, with ids of its own so that both can run side by side
     * @param matches what was matched how; with an empty {@code to} somebody has to choose
     */
    public record Mapped(Environment environment, List<Match> matches) {
        public Mapped {
            matches = List.copyOf(matches);
        }

        /** Whether everything was found. */
        public boolean complete() {
            return matches.stream().noneMatch(match -> match.to().isEmpty());
        }
    }

    private final ServiceTypes types;
    private final CloudFacts from;
    private final CloudFacts to;

    /** From one cloud to another; what is not known of the first (an image's type, a flavor's size) is guessed from the names. */
    public EnvironmentMap(ServiceTypes types, Optional<CloudFacts> from, CloudFacts to) {
        this.types = Objects.requireNonNull(types);
        this.from = from.orElse(new CloudFacts(Map.of(), List.of(), Set.of(), Set.of(), Set.of(), CloudFacts.Quota.UNLIMITED));
        this.to = Objects.requireNonNull(to);
    }

    /** The document for the other cloud. Ids are derived from the old ones, so mapping again gives the same standby; secrets keep their references. */
    public Mapped map(Environment environment, String name) {
        Map<String, Match> matches = new LinkedHashMap<>();
        List<Service> services = new ArrayList<>();
        for (Service service : environment.services()) {
            Service mapped = image(service, matches);
            mapped = flavor(mapped, matches);
            mapped = zone(mapped, matches);
            for (String key : List.of(Placement.NETWORK, Placement.FLOATING)) {
                String network = mapped.text(key);
                if (!network.isEmpty()) {
                    mapped = mapped.with(key, blank(network(network, matches)));
                }
            }
            services.add(mapped);
        }
        Environment mapped = new Environment(derived(environment.id(), name), name, services, environment.others());
        if (!environment.network().isEmpty()) {
            mapped = mapped.with(Environment.NETWORK, blank(network(environment.network(), matches)));
        }
        if (!environment.keyPair().isEmpty()) {
            boolean there = to.keyPairs().contains(environment.keyPair());
            matches.put(key(What.KEY_PAIR, environment.keyPair()), new Match(What.KEY_PAIR, environment.keyPair(), there ? environment.keyPair() : "",
                    there ? "same name" : "the other cloud has no key pair of this name"));
            mapped = there ? mapped : mapped.with(Environment.KEY_PAIR, null);
        }
        return new Mapped(mapped.with("standbyOf", environment.id()), List.copyOf(matches.values()));
    }

    private static String key(What what, String name) {
        return what.name() + " " + name;
    }

    private static Object blank(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String derived(String id, String name) {
        return UUID.nameUUIDFromBytes((id + " as " + name).getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    }

    private Service image(Service service, Map<String, Match> matches) {
        String name = service.image();
        if (name.isEmpty()) {
            return service;
        }
        String type = from.images().stream().filter(image -> image.name().equals(name)).map(CloudFacts.Image::type).findFirst()
                .orElse(service.value(Service.IMAGE) instanceof Map<?, ?> map && map.get("type") instanceof String t ? t : "");
        Match match = matches.computeIfAbsent(key(What.IMAGE, name), key -> image(name, type, service));
        return match.to().isEmpty() ? service.with(Service.IMAGE, null) : service.with(Service.IMAGE, match.to());
    }

    private Match image(String name, String type, Service service) {
        if (to.images().stream().anyMatch(image -> image.name().equals(name))) {
            return new Match(What.IMAGE, name, name, "same name");
        }
        boolean windows = types.find(service.type()).map(t -> t.agent() == ServiceType.Agent.WINDOWS).orElse(true);
        Optional<CloudFacts.Image> best = to.images().stream().filter(image -> !image.type().isEmpty())
                .filter(image -> windows == image.type().toLowerCase(Locale.ROOT).matches("(windows|ws-).*"))
                .max(Comparator.<CloudFacts.Image>comparingInt(image -> likeness(type.isEmpty() ? name : type, image.type()) * 100 + likeness(name, image.name()))
                        .thenComparing(Comparator.comparing(CloudFacts.Image::name).reversed()));
        return best.map(image -> new Match(What.IMAGE, name, image.name(), image.type().equals(type) ? "same type " + type : "nearest type " + image.type()))
                .orElse(new Match(What.IMAGE, name, "", "the other cloud has no prepared " + (windows ? "Windows" : "Linux") + " image"));
    }

    /** How many words two names share: {@code ws-2012-std} and {@code windows.2012} share 2012. */
    private static int likeness(String one, String other) {
        Set<String> words = new HashSet<>(List.of(one.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")));
        words.retainAll(List.of(other.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")));
        return words.size();
    }

    private Service flavor(Service service, Map<String, Match> matches) {
        String name = service.text(Service.FLAVOR).isEmpty() ? Service.DEFAULT_FLAVOR : service.text(Service.FLAVOR);
        if (to.flavors().isEmpty()) {
            return service;
        }
        Match match = matches.computeIfAbsent(key(What.FLAVOR, name), key -> flavor(name));
        return service.with(Service.FLAVOR, blank(match.to()));
    }

    private Match flavor(String name) {
        CloudFacts.Flavor wanted = from.flavors().get(name);
        CloudFacts.Flavor same = to.flavors().get(name);
        if (same != null && (wanted == null || fits(same, wanted))) {
            return new Match(What.FLAVOR, name, name, "same name");
        }
        if (wanted == null) {
            return new Match(What.FLAVOR, name, "", "the size of the flavor is not known");
        }
        return to.flavors().entrySet().stream().filter(flavor -> fits(flavor.getValue(), wanted))
                .min(Comparator.<Map.Entry<String, CloudFacts.Flavor>>comparingInt(flavor -> flavor.getValue().ramMb())
                        .thenComparingInt(flavor -> flavor.getValue().cores()).thenComparingInt(flavor -> flavor.getValue().diskGb()).thenComparing(Map.Entry::getKey))
                .map(flavor -> new Match(What.FLAVOR, name, flavor.getKey(), "smallest with at least " + wanted.cores() + " cores, " + wanted.ramMb() + " MiB, "
                        + wanted.diskGb() + " GiB"))
                .orElse(new Match(What.FLAVOR, name, "", "the other cloud has no flavor as big"));
    }

    private static boolean fits(CloudFacts.Flavor flavor, CloudFacts.Flavor wanted) {
        return flavor.cores() >= wanted.cores() && flavor.ramMb() >= wanted.ramMb() && flavor.diskGb() >= wanted.diskGb();
    }

    /** Zones are dealt out in order, so that services in different zones stay apart as far as there are zones. */
    private Service zone(Service service, Map<String, Match> matches) {
        String zone = service.text(Service.ZONE);
        if (zone.isEmpty()) {
            return service;
        }
        Match match = matches.computeIfAbsent(key(What.ZONE, zone), key -> {
            if (to.zones().contains(zone)) {
                return new Match(What.ZONE, zone, zone, "same name");
            }
            List<String> zones = to.zones().stream().sorted().toList();
            long before = matches.values().stream().filter(m -> m.what() == What.ZONE).count();
            return zones.isEmpty() ? new Match(What.ZONE, zone, "", "the other cloud tells no zone")
                    : new Match(What.ZONE, zone, zones.get((int) (before % zones.size())), "next zone in turn");
        });
        return service.with(Service.ZONE, blank(match.to()));
    }

    private String network(String name, Map<String, Match> matches) {
        return matches.computeIfAbsent(key(What.NETWORK, name), key -> {
            if (to.networks().contains(name)) {
                return new Match(What.NETWORK, name, name, "same name");
            }
            List<String> own = to.addresses().subnets().keySet().stream().filter(to.networks()::contains).filter(n -> !n.matches("[0-9a-f-]{36}")).sorted().toList();
            return own.size() == 1 ? new Match(What.NETWORK, name, own.getFirst(), "the only one")
                    : new Match(What.NETWORK, name, "", "there are several networks: " + String.join(", ", own));
        }).to();
    }
}
