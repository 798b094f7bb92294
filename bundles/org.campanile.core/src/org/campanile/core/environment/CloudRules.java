package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Rules against what a cloud has: flavor, image, zone, network, key pair, and the quota of the whole topology. */
final class CloudRules {

    private final ServiceTypes types;
    private final CloudFacts cloud;

    CloudRules(ServiceTypes types, CloudFacts cloud) {
        this.types = types;
        this.cloud = cloud;
    }

    void check(Environment environment, Consumer<Problem> out) {
        long instances = 0;
        long cores = 0;
        long ram = 0;
        for (Service service : environment.services()) {
            if (types.find(service.type()).isEmpty()) {
                continue;
            }
            CloudFacts.Flavor flavor = flavor(service, out);
            image(service, flavor, out);
            String zone = service.text(Service.ZONE);
            if (!zone.isEmpty() && !cloud.zones().contains(zone)) {
                out.accept(Place.of(service, Service.ZONE).error("zone-missing", "The cloud has no available zone " + zone + "; it has "
                        + list(List.copyOf(cloud.zones())) + ".", "Choose one of these zones.", "Let the cloud choose",
                        env -> env.setField(service.id(), Service.ZONE, null)));
            }
            String balancer = types.find(service.type()).orElseThrow().balancerPort();
            if (!balancer.isEmpty() && !cloud.balancers()) {
                out.accept(Place.of(service, balancer).warning("farm-balancer", "The cloud has no load balancer service (Octavia), so the farm gets no balancer; "
                        + "its units are reached one by one.", "Put a balancer before it by hand, or deploy it on a cloud with Octavia."));
            }
            instances += service.units().size();
            cores += flavor == null ? 0 : (long) flavor.cores() * service.units().size();
            ram += flavor == null ? 0 : (long) flavor.ramMb() * service.units().size();
        }
        if (!environment.network().isEmpty() && !cloud.networks().contains(environment.network())) {
            out.accept(Place.environment(Environment.NETWORK).error("network-missing", "The cloud has no network " + environment.network() + ".",
                    "Choose one of " + list(List.copyOf(cloud.networks())) + "."));
        }
        if (!environment.keyPair().isEmpty() && !cloud.keyPairs().contains(environment.keyPair())) {
            out.accept(Place.environment(Environment.KEY_PAIR).error("key-pair-missing",
                    "The cloud has no key pair " + environment.keyPair() + ".", "Choose another one, or none."));
        }
        quota("instances", instances, cloud.free().instances(), "", out);
        quota("cores", cores, cloud.free().cores(), "", out);
        quota("ram", ram, cloud.free().ramMb(), " MiB", out);
    }

    private CloudFacts.Flavor flavor(Service service, Consumer<Problem> out) {
        String name = service.text(Service.FLAVOR);
        if (name.isEmpty()) {
            name = Service.DEFAULT_FLAVOR;
        }
        CloudFacts.Flavor flavor = cloud.flavors().get(name);
        if (flavor == null) {
            String nearest = cloud.flavors().keySet().stream().sorted().filter(f -> f.contains("medium")).findFirst()
                    .orElse(cloud.flavors().keySet().stream().sorted().findFirst().orElse(null));
            Place at = Place.of(service, Service.FLAVOR);
            String message = "The cloud has no flavor " + name + ".";
            String fix = "Choose one of " + list(List.copyOf(cloud.flavors().keySet())) + ".";
            out.accept(nearest == null ? at.error("flavor-missing", message, fix)
                    : at.error("flavor-missing", message, fix, "Use " + nearest, env -> env.setField(service.id(), Service.FLAVOR, nearest)));
        }
        return flavor;
    }

    private void image(Service service, CloudFacts.Flavor flavor, Consumer<Problem> out) {
        String name = service.image();
        if (name.isEmpty()) {
            return; // told by the field's own rule
        }
        Place at = Place.of(service, Service.IMAGE);
        List<CloudFacts.Image> found = cloud.images().stream().filter(image -> image.name().equals(name)).toList();
        if (found.isEmpty()) {
            List<String> marked = cloud.images().stream().filter(image -> !image.type().isEmpty()).map(CloudFacts.Image::name).toList();
            String message = "The cloud has no image " + name + ".";
            out.accept(marked.size() == 1
                    ? at.error("image-missing", message, "Choose another image.", "Use " + marked.getFirst(),
                            env -> env.setField(service.id(), Service.IMAGE, marked.getFirst()))
                    : at.error("image-missing", message, "Choose one of " + list(marked) + ", or upload it."));
            return;
        }
        if (found.size() > 1) {
            out.accept(at.error("image-ambiguous", found.size() + " images are called " + name + "; Heat refuses an ambiguous name.",
                    "Rename one of them."));
        }
        CloudFacts.Image image = found.getFirst();
        ServiceType.Agent agent = types.find(service.type()).map(ServiceType::agent).orElse(ServiceType.Agent.WINDOWS);
        if (agent == ServiceType.Agent.WINDOWS && image.type().isEmpty()) {
            out.accept(at.warning("image-unmarked", "The image " + name + " has no murano_image_info; it may have no agent.",
                    "Mark the image in Lab Setup if it is prepared."));
        }
        String kind = image.type().toLowerCase(Locale.ROOT);
        boolean windows = kind.startsWith("windows") || kind.startsWith("ws-");
        boolean linux = kind.startsWith("linux") || kind.startsWith("cirros");
        if (agent == ServiceType.Agent.WINDOWS ? linux : windows) {
            String needed = agent == ServiceType.Agent.WINDOWS ? "Windows" : "Linux";
            List<String> fitting = cloud.images().stream().filter(i -> agent == ServiceType.Agent.WINDOWS ? i.type().toLowerCase(Locale.ROOT).matches("(windows|ws-).*")
                    : i.type().toLowerCase(Locale.ROOT).matches("(linux|cirros).*")).map(CloudFacts.Image::name).toList();
            String message = "The image " + name + " is of type " + image.type() + ", the service needs " + needed + ".";
            out.accept(fitting.size() == 1 ? at.error("image-type", message, "Choose a " + needed + " image.", "Use " + fitting.getFirst(),
                    env -> env.setField(service.id(), Service.IMAGE, fitting.getFirst())) : at.error("image-type", message, "Choose a " + needed + " image."));
        }
        if (flavor != null && !big(flavor, image)) {
            CloudFacts.Image needs = image;
            String bigger = cloud.flavors().entrySet().stream().filter(f -> big(f.getValue(), needs))
                    .min(Comparator.<Map.Entry<String, CloudFacts.Flavor>>comparingInt(f -> f.getValue().ramMb())
                            .thenComparingInt(f -> f.getValue().cores()).thenComparing(Map.Entry::getKey))
                    .map(Map.Entry::getKey).orElse(null);
            Place place = Place.of(service, Service.FLAVOR);
            String small = "The flavor " + service.text(Service.FLAVOR) + " ("
                    + flavor.ramMb() + " MiB, " + flavor.diskGb() + " GiB) is smaller than the image asks for (" + image.minRamMb() + " MiB, "
                    + image.minDiskGb() + " GiB).";
            out.accept(bigger == null ? place.error("flavor-small", small, "Choose a bigger flavor; the cloud has none yet.")
                    : place.error("flavor-small", small, "Choose a bigger flavor.", "Use " + bigger, env -> env.setField(service.id(), Service.FLAVOR, bigger)));
        }
    }

    /** A flavor without a disk of its own takes the size that the image has. */
    private static boolean big(CloudFacts.Flavor flavor, CloudFacts.Image image) {
        return flavor.ramMb() >= image.minRamMb() && (flavor.diskGb() == 0 || flavor.diskGb() >= image.minDiskGb());
    }

    private static void quota(String what, long needed, long free, String unit, Consumer<Problem> out) {
        if (free >= 0 && needed > free) {
            out.accept(Place.environment("services").error("quota-" + what, "The environment needs " + needed + unit + " of " + what
                    + "; the project's quota has " + free + unit + " left.", "Raise the quota, free something, or take smaller flavors."));
        }
    }

    private static String list(List<String> names) {
        List<String> sorted = new ArrayList<>(names.stream().sorted().toList());
        if (sorted.size() > 8) {
            int more = sorted.size() - 8;
            sorted = new ArrayList<>(sorted.subList(0, 8));
            sorted.add(more + " more");
        }
        return sorted.isEmpty() ? "none" : String.join(", ", sorted);
    }
}
