package org.campanile.core.openstack;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image to be created.
 *
 * @param visibility {@code private}, {@code public} (needs the right), {@code shared} or {@code community}
 * @param diskFormat e.g. {@code qcow2}, {@code raw}, {@code vhd}
 * @param minDisk GiB
 * @param minRam MiB
 * @param properties additional properties, e.g. {@code murano_image_info}
 */
public record ImageDraft(String name, String visibility, String diskFormat, String containerFormat, int minDisk, int minRam,
        List<String> tags, Map<String, String> properties) {

    public ImageDraft {
        tags = List.copyOf(tags);
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }

    /** A private image in a bare container with no minimums. */
    public static ImageDraft of(String name, String diskFormat, Map<String, String> properties) {
        return new ImageDraft(name, "private", diskFormat, "bare", 0, 0, List.of(), properties);
    }

    /** The same with another visibility. */
    public ImageDraft withVisibility(String value) {
        return new ImageDraft(name, value, diskFormat, containerFormat, minDisk, minRam, tags, properties);
    }

    /** The same with minimums, GiB and MiB. */
    public ImageDraft withMinimums(int diskGib, int ramMib) {
        return new ImageDraft(name, visibility, diskFormat, containerFormat, diskGib, ramMib, tags, properties);
    }
}
