package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a service's servers are put and what hangs on them, beyond image, flavor and zone. An immutable value, read from the service's fields; what a
 * service does not say comes from the environment.
 *
 * @param network name or id of the network, empty for the one of the deployment
 * @param floatingNetwork name or id of the external network that each unit gets a floating IP of, empty for none
 * @param antiAffinity whether the units have to be on different hosts
 * @param volumes sizes in GiB of the empty volumes that each unit gets
 * @param securityGroups names of groups of the project that the units are in as well
 */
public record Placement(String network, String floatingNetwork, boolean antiAffinity, List<Integer> volumes, List<String> securityGroups) {

    /** Field of the network. */
    public static final String NETWORK = "network";
    /** Field of the external network of floating IPs. */
    public static final String FLOATING = "floatingNetwork";
    /** Field of anti-affinity. */
    public static final String ANTI_AFFINITY = "antiAffinity";
    /** Field of the volumes. */
    public static final String VOLUMES = "volumes";
    /** Field of further security groups. */
    public static final String GROUPS = "securityGroups";

    public Placement {
        volumes = List.copyOf(volumes);
        securityGroups = List.copyOf(securityGroups);
    }

    /** That of a service. Volumes that are no numbers are left out; the rules tell them. */
    public static Placement of(Environment environment, Service service) {
        String network = service.text(NETWORK).isEmpty() ? environment.network() : service.text(NETWORK);
        List<Integer> volumes = new ArrayList<>();
        for (String size : texts(service.value(VOLUMES))) {
            if (size.matches("[1-9][0-9]{0,5}")) {
                volumes.add(Integer.valueOf(size));
            }
        }
        return new Placement(network, service.text(FLOATING), service.flag(ANTI_AFFINITY), volumes, texts(service.value(GROUPS)));
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list ? list.stream().map(Values::text).filter(text -> !text.isEmpty()).toList() : List.of();
    }

    /** What differs from the simplest placement, by name, for comparisons. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "network", network);
        put(properties, "floating network", floatingNetwork);
        put(properties, "anti-affinity", antiAffinity ? "yes" : "");
        put(properties, "volumes", String.join(",", volumes.stream().map(String::valueOf).toList()));
        put(properties, "security groups", String.join(",", securityGroups));
        return properties;
    }

    private static void put(Map<String, String> properties, String key, String value) {
        if (!value.isEmpty()) {
            properties.put(key, value);
        }
    }
}
