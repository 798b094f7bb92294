package org.campanile.core.setup;

import java.nio.file.Path;
import java.util.List;

/**
 * An image file that becomes an image in Glance. A value.
 *
 * @param file on this machine
 * @param name in Glance
 * @param diskFormat one of {@link #DISK_FORMATS}
 * @param visibility one of {@link #VISIBILITIES}
 * @param info the mark for Murano
 */
record ImageFile(Path file, String name, String diskFormat, String visibility, ImageInfo info) {

    /** Disk formats that Glance takes (Image API v2, "Create image"); a Windows image is one of the first. */
    static final List<String> DISK_FORMATS = List.of("qcow2", "raw", "vhd", "vhdx", "vmdk", "vdi", "iso", "ploop", "ami");

    /** Who may see an image (Image API v2). */
    static final List<String> VISIBILITIES = List.of("public", "private", "shared", "community");
}
