package org.campanile.core.setup.image;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.task.FailureException;

/** VMDK (VMware, "Virtual Disk Format 5.0"): the sparse extent with its embedded descriptor; other kinds have their data in other files. */
final class VmdkReader {

    private static final int SECTOR = 512;
    private static final int DESCRIPTOR = 1 << 20;
    private static final Pattern TYPE = Pattern.compile("(?m)^createType\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern PARENT = Pattern.compile("(?m)^parentCID\\s*=\\s*([0-9a-fA-F]+)");
    /** Sectors; as bytes they still are a number. */
    private static final long LARGEST = 1L << 53;

    private VmdkReader() {
    }

    static DiskImage read(DiskHeader h) throws IOException, FailureException {
        if (h.begins("# Disk DescriptorFile")) {
            throw elsewhere(h, "a descriptor without data");
        }
        if (h.begins("COWD")) {
            throw h.refused("an ESX sparse extent (COWD)", "Glance takes only VMDK files that are whole in themselves.",
                    "Convert it: qemu-img convert -O vmdk -o subformat=streamOptimized.");
        }
        long sectors = h.little64(12);
        long place = h.little64(28);
        long length = h.little64(36);
        if (sectors <= 0 || sectors > LARGEST || place < 0 || place > h.size() / SECTOR || length < 0) {
            throw h.damaged("VMDK", "a disk of " + sectors + " sectors, its descriptor at sector " + place);
        }
        String descriptor = place == 0 ? "" : h.text(place * SECTOR, (int) (Math.min(DESCRIPTOR / SECTOR, length) * SECTOR));
        Matcher type = TYPE.matcher(descriptor);
        String kind = type.find() ? type.group(1) : "";
        Matcher parent = PARENT.matcher(descriptor);
        if (parent.find() && !parent.group(1).toLowerCase(Locale.ROOT).equals("ffffffff")) {
            throw h.refused("parentCID=" + parent.group(1), "The image holds only differences to another file.", "Consolidate its snapshots first.");
        }
        // Glance's setting vmdk_allowed_types; a descriptor may name any file of the host that reads it.
        if (!kind.isEmpty() && !kind.equals("streamOptimized") && !kind.equals("monolithicSparse")) {
            throw elsewhere(h, "createType " + kind);
        }
        List<String> notes = kind.equals("streamOptimized") ? List.of("Compressed (streamOptimized): ESX boots from it, KVM converts it first.") : List.of();
        return new DiskImage(h.file(), "vmdk", h.size(), sectors * SECTOR, notes);
    }

    private static FailureException elsewhere(DiskHeader h, String seen) {
        return h.refused(seen, "The data of this VMDK is in other files, which the cloud would not have.",
                "Make one file of it: qemu-img convert -O vmdk -o subformat=streamOptimized.");
    }
}
