package org.campanile.core.environment;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the cloud an environment is meant for, as far as rules need it. An immutable value, read by somebody else.
 *
 * @param flavors by name
 * @param images all images the project sees; names may repeat
 * @param zones names of the available zones
 * @param networks names and ids of the networks
 * @param keyPairs names of the key pairs
 * @param free what is left of the project's quota
 * @param addresses subnets and the addresses in use
 * @param balancers whether Heat can make load balancers (Octavia)
 */
public record CloudFacts(Map<String, Flavor> flavors, List<Image> images, Set<String> zones, Set<String> networks, Set<String> keyPairs,
        Quota free, Addresses addresses, boolean balancers) {

    /**
     * IPv4 addresses.
     *
     * @param subnets networks in CIDR form by name and by id of the network
     * @param used addresses that ports have
     */
    public record Addresses(Map<String, List<String>> subnets, Set<String> used) {
        /** Nothing is known of them. */
        public static final Addresses UNKNOWN = new Addresses(Map.of(), Set.of());

        public Addresses {
            subnets = Map.copyOf(subnets);
            used = Set.copyOf(used);
        }
    }

    /** Facts of a cloud without load balancers. */
    public CloudFacts(Map<String, Flavor> flavors, List<Image> images, Set<String> zones, Set<String> networks, Set<String> keyPairs, Quota free,
            Addresses addresses) {
        this(flavors, images, zones, networks, keyPairs, free, addresses, false);
    }

    /** Facts without addresses and load balancers. */
    public CloudFacts(Map<String, Flavor> flavors, List<Image> images, Set<String> zones, Set<String> networks, Set<String> keyPairs, Quota free) {
        this(flavors, images, zones, networks, keyPairs, free, Addresses.UNKNOWN, false);
    }

    /**
     * Size of a server.
     *
     * @param cores virtual CPUs
     * @param ramMb memory in MiB
     * @param diskGb root disk in GiB
     */
    public record Flavor(int cores, int ramMb, int diskGb) {
    }

    /**
     * An image.
     *
     * @param name its name
     * @param type the type of its {@code murano_image_info}, empty when it is not marked
     * @param minRamMb memory it asks for, 0 for none
     * @param minDiskGb disk it asks for, 0 for none
     */
    public record Image(String name, String type, int minRamMb, int minDiskGb) {
    }

    /**
     * What can still be created; negative for no limit.
     *
     * @param instances servers
     * @param cores virtual CPUs
     * @param ramMb memory in MiB
     */
    public record Quota(long instances, long cores, long ramMb) {
        /** A quota without limits. */
        public static final Quota UNLIMITED = new Quota(-1, -1, -1);
    }

    public CloudFacts {
        flavors = Map.copyOf(flavors);
        images = List.copyOf(images);
        zones = Set.copyOf(zones);
        networks = Set.copyOf(networks);
        keyPairs = Set.copyOf(keyPairs);
    }
}
