package org.campanile.core.setup.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import org.campanile.core.task.FailureException;

/** VHD (Microsoft, "Virtual Hard Disk Image Format Specification" 1.0) and VHDX (MS-VHDX 2.6: region table, metadata table). */
final class VhdReader {

    private static final int SECTOR = 512;
    private static final int FIXED = 2;
    private static final int DYNAMIC = 3;
    private static final int REGIONS = 192 << 10;
    private static final int ENTRY = 32;
    private static final int MOST_ENTRIES = 2_047;
    private static final String METADATA = "06a27c8b90479a4bb8fe575f050f886e";
    private static final String DISK_SIZE = "2442a52f1bcd7648b2115dbed83bf4b8";
    private static final String PARAMETERS = "3767a1ca36fa434db3b633f0aa44e76b";

    private VhdReader() {
    }

    static DiskImage vhd(DiskHeader h) throws IOException, FailureException {
        long at = h.begins("conectix") ? 0 : h.size() - SECTOR;
        ByteBuffer footer = h.at(at, SECTOR);
        int type = footer.getInt(60);
        long virtual = footer.getLong(48);
        int sum = 0;
        for (int i = 0; i < SECTOR; i++) {
            sum += i >= 64 && i < 68 ? 0 : footer.get(i) & 0xff;
        }
        if (~sum != footer.getInt(64) || virtual <= 0) {
            throw h.damaged("VHD", "a wrong checksum, or a disk of " + virtual + " bytes");
        }
        if (type != FIXED && type != DYNAMIC) {
            throw h.refused("disk type " + type, "The image holds only differences to another file.", "Merge it with its parent first.");
        }
        if (type == FIXED && h.size() < virtual) {
            throw h.damaged("VHD", "a fixed disk of " + virtual + " bytes in a file of " + h.size());
        }
        return new DiskImage(h.file(), "vhd", h.size(), virtual,
                type == FIXED ? List.of("A fixed VHD is uploaded with all its empty space.") : List.of());
    }

    static DiskImage vhdx(DiskHeader h) throws IOException, FailureException {
        long metadata = region(h);
        ByteBuffer head = h.at(metadata, ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        int count = head.getShort(10) & 0xffff;
        if (!h.text(metadata, 8).equals("metadata") || count > MOST_ENTRIES) {
            throw h.damaged("VHDX", "no table of metadata");
        }
        long virtual = 0;
        boolean parent = false;
        for (int i = 0; i < count; i++) {
            long entry = metadata + ENTRY + (long) i * ENTRY;
            String id = hex(h, entry);
            long value = metadata + (h.little32(entry + 16) & 0xffff_ffffL);
            if (id.equals(DISK_SIZE)) {
                virtual = h.little64(value);
            } else if (id.equals(PARAMETERS)) {
                parent = (h.little32(value + 4) & 2) != 0;
            }
        }
        if (parent) {
            throw h.refused("a parent", "The image holds only differences to another file.", "Merge it with its parent first.");
        }
        if (virtual <= 0 || virtual > 1L << 46) {
            throw h.damaged("VHDX", "a disk of " + virtual + " bytes");
        }
        return new DiskImage(h.file(), "vhdx", h.size(), virtual, List.of());
    }

    private static long region(DiskHeader h) throws IOException, FailureException {
        int count = h.little32(REGIONS + 8);
        if (!h.text(REGIONS, 4).equals("regi") || count < 0 || count > MOST_ENTRIES) {
            throw h.damaged("VHDX", "no table of regions");
        }
        for (int i = 0; i < count; i++) {
            long entry = REGIONS + 16 + (long) i * ENTRY;
            if (hex(h, entry).equals(METADATA)) {
                long at = h.little64(entry + 16);
                if (at < 1 << 20 || at >= h.size()) {
                    throw h.damaged("VHDX", "its metadata at byte " + at + " of a file of " + h.size());
                }
                return at;
            }
        }
        throw h.damaged("VHDX", "no region of metadata");
    }

    private static String hex(DiskHeader h, long at) throws IOException {
        return java.util.HexFormat.of().formatHex(h.at(at, 16).array());
    }
}
