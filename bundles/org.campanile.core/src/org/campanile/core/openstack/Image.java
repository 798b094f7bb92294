package org.campanile.core.openstack;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image of Glance. Absent texts are empty.
 *
 * @param status {@code queued}, {@code saving}, {@code active}, {@code killed}, {@code deactivated} ...
 * @param size bytes, or -1 while there is no data
 * @param checksum MD5 in hexadecimal
 * @param hashAlgorithm {@code os_hash_algo}, e.g. {@code sha512}
 * @param hashValue {@code os_hash_value} in hexadecimal
 * @param minDisk GiB
 * @param minRam MiB
 * @param guarded {@code protected}: cannot be deleted
 * @param properties everything else, such as {@code murano_image_info}; values that are not texts as their JSON
 */
public record Image(String id, String name, String status, String visibility, String diskFormat, String containerFormat, long size,
        String checksum, String hashAlgorithm, String hashValue, int minDisk, int minRam, boolean guarded, String owner, Instant created,
        Instant updated, List<String> tags, Map<String, String> properties) {

    public Image {
        tags = List.copyOf(tags);
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }
}
