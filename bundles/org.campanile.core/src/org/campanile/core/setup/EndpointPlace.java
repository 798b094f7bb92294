package org.campanile.core.setup;

/**
 * Which endpoint is meant before it has an id, as it stands in the journal.
 *
 * @param type of the service
 * @param region of the endpoint
 * @param interfaceName {@code public}, {@code internal} or {@code admin}
 * @param url it was to have
 */
record EndpointPlace(String type, String region, String interfaceName, String url) {

    String id() {
        return String.join("\n", type, region, interfaceName, url);
    }

    static EndpointPlace of(String id) {
        String[] parts = id.split("\n", 4);
        return new EndpointPlace(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "", parts.length > 3 ? parts[3] : "");
    }
}
