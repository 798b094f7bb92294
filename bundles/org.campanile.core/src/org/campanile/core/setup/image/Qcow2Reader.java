package org.campanile.core.setup.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.task.FailureException;

/** The header of qcow2, versions 2 and 3 (QEMU, docs/interop/qcow2.txt, "Header"). */
final class Qcow2Reader {

    private static final int BACKING = 8;
    private static final int CLUSTER_BITS = 20;
    private static final int SIZE = 24;
    private static final int ENCRYPTION = 32;
    private static final int L1_ENTRIES = 36;
    private static final int L1_OFFSET = 40;
    private static final int FEATURES = 72;
    private static final int COMPRESSION = 104;
    private static final long DIRTY = 1;
    private static final long CORRUPT = 2;
    private static final long EXTERNAL_DATA = 4;
    private static final long COMPRESSION_TYPE = 8;
    private static final long KNOWN = 31;

    private Qcow2Reader() {
    }

    static DiskImage read(DiskHeader h) throws IOException, FailureException {
        int version = h.big32(4);
        long virtual = h.big64(SIZE);
        int bits = h.big32(CLUSTER_BITS);
        long table = h.big64(L1_OFFSET);
        long entries = h.big32(L1_ENTRIES) & 0xffff_ffffL;
        if (version == 1) {
            throw h.refused("version 1", "This is the old format qcow.", "Convert it: qemu-img convert -O qcow2.");
        }
        if (version != 2 && version != 3) {
            throw h.damaged("qcow2", "version " + version);
        }
        if (virtual <= 0 || bits < 9 || bits > 21) {
            throw h.damaged("qcow2", "a disk of " + virtual + " bytes in clusters of 2^" + bits);
        }
        if (table <= 0 || table > h.size() - entries * Long.BYTES) {
            throw h.damaged("qcow2", "its table of " + entries + " clusters begins at byte " + table + " of a file of " + h.size());
        }
        // A header may point to any file of the host that reads it, so Glance and Nova refuse such images too (CVE-2024-32498).
        if (h.big64(BACKING) != 0) {
            throw h.refused("a backing file", "The image holds only differences to another file, which the cloud does not have.",
                    "Make it whole first: qemu-img convert -O qcow2.");
        }
        List<String> notes = new ArrayList<>();
        if (version == 3) {
            features(h, notes);
        }
        if (h.big32(ENCRYPTION) != 0) {
            notes.add("The image is encrypted; Nova cannot boot from it without more set-up.");
        }
        return new DiskImage(h.file(), "qcow2", h.size(), virtual, notes);
    }

    private static void features(DiskHeader h, List<String> notes) throws IOException, FailureException {
        long features = h.big64(FEATURES);
        if ((features & EXTERNAL_DATA) != 0) {
            throw h.refused("an external data file", "The image keeps its data in another file, which the cloud does not have.",
                    "Make it whole first: qemu-img convert -O qcow2.");
        }
        if ((features & CORRUPT) != 0) {
            throw h.refused("the mark corrupt", "The image says of itself that it is damaged.", "Repair it with qemu-img check -r all, or get it again.");
        }
        if ((features & ~KNOWN) != 0) {
            notes.add("The image uses features of a newer QEMU (" + Long.toHexString(features & ~KNOWN) + "); compute hosts may not know them.");
        }
        if ((features & DIRTY) != 0) {
            notes.add("The image was not closed properly; qemu-img check tells whether it is sound.");
        }
        if ((features & COMPRESSION_TYPE) != 0 && (h.at(COMPRESSION, 1).get() & 0xff) == 1) {
            notes.add("Its clusters are compressed with zstd, which needs QEMU 5.1 or newer on the compute hosts.");
        }
    }
}
