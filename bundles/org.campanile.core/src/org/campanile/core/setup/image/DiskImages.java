package org.campanile.core.setup.image;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Reads what a disk image is from the file itself, since its name says nothing: a qcow2 uploaded as raw boots to nothing, and one that points to
 * other files must not be uploaded at all. Reads a few kilobytes; blocks.
 */
public final class DiskImages {

    private static final int SECTOR = 512;

    private record Packed(String magic, String what, String how) {
    }

    private static final List<Packed> PACKED = List.of(new Packed("\u001f\u008b", "gzip", "gunzip"), new Packed("\u00fd7zXZ\0", "xz", "unxz"),
            new Packed("BZh", "bzip2", "bunzip2"), new Packed("\u0028\u00b5\u002f\u00fd", "zstd", "unzstd"), new Packed("PK\u0003\u0004", "zip", "unzip"),
            new Packed("7z\u00bc\u00af\u0027\u001c", "7-Zip", "7z x"), new Packed("Rar!", "RAR", "unrar x"), new Packed("MSWIM\0\0\0", "Windows image (WIM)",
                    "install from it with the image builder"));

    private DiskImages() {
    }

    /**
     * Looks at a file.
     *
     * @throws FailureException BAD_INPUT for a file that is missing, packed, damaged, or needs other files: one with a backing file, a parent or
     *         extents elsewhere
     */
    public static DiskImage read(Path file) throws FailureException {
        if (!Files.isRegularFile(file)) {
            throw bad(file, Files.exists(file) ? "not a regular file" : "no such file",
                    Files.exists(file) ? "This is no file." : "The file does not exist.", null);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return read(new DiskHeader(file, channel));
        } catch (NoSuchFileException gone) {
            throw bad(file, "no such file", "The file does not exist.", gone);
        } catch (IOException unreadable) {
            throw bad(file, unreadable.toString(), "The file cannot be read.", unreadable);
        }
    }

    /**
     * Looks at a file that is said to have a format.
     *
     * @param format in Glance's words; {@code ami} and {@code ploop}, which have no header, are taken for what {@code raw} is
     * @throws FailureException BAD_INPUT also when the file is of another format
     */
    public static DiskImage require(Path file, String format) throws FailureException {
        DiskImage found = read(file);
        String wanted = format.toLowerCase(Locale.ROOT);
        boolean plain = List.of("ami", "ploop").contains(wanted) && found.format().equals("raw");
        if (!found.format().equals(wanted) && !plain) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "comparing the image file with its disk format", file.toString(),
                    "the file is " + found.format() + ", not " + format, "A server would not boot from an image with the wrong disk format.",
                    "Choose disk format " + found.format() + ", or the right file."));
        }
        return found;
    }

    private static FailureException bad(Path file, String cameBack, String meaning, Throwable cause) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading the image file", file.toString(), cameBack, meaning,
                "Choose an image file that can be read."), cause);
    }

    private static DiskImage read(DiskHeader h) throws IOException, FailureException {
        if (h.size() == 0) {
            throw h.refused("0 bytes", "The file is empty.", "Choose an image file that can be read.");
        }
        refusePacked(h);
        if (h.begins("QFI\u00fb")) {
            return Qcow2Reader.read(h);
        }
        if (h.begins("KDMV") || h.begins("COWD") || h.begins("# Disk DescriptorFile")) {
            return VmdkReader.read(h);
        }
        if (h.begins("vhdxfile")) {
            return VhdReader.vhdx(h);
        }
        if (h.begins("conectix") || h.size() >= SECTOR && h.text(h.size() - SECTOR, 8).equals("conectix")) {
            return VhdReader.vhd(h);
        }
        if (h.little32(64) == 0xbeda107f) {
            return vdi(h);
        }
        if (h.text(32_769, 5).equals("CD001")) {
            return iso(h);
        }
        return raw(h);
    }

    private static void refusePacked(DiskHeader h) throws IOException, FailureException {
        for (Packed packed : PACKED) {
            if (h.begins(packed.magic())) {
                throw h.refused("a " + packed.what() + " file", "The file is packed; Glance would store it as it is and nothing would boot from it.",
                        "Unpack it first: " + packed.how() + ".");
            }
        }
        if (h.text(257, 5).equals("ustar")) {
            throw h.refused("a tar archive", "This is an archive (an OVA is one too), not a disk.", "Unpack it with tar xf and choose the disk in it.");
        }
        String head = h.text(0, 64).stripLeading().toLowerCase(Locale.ROOT);
        if (head.startsWith("<!doctype") || head.startsWith("<html") || head.startsWith("<?xml")) {
            throw h.refused("a text that begins with " + head.substring(0, Math.min(14, head.length())),
                    "This is a web page or XML, such as a login page that was saved in place of the download.", "Download the image again.");
        }
    }

    /** VirtualBox (its VDICore.h): image type and size of the disk at fixed places of version 1. */
    private static DiskImage vdi(DiskHeader h) throws IOException, FailureException {
        int version = h.little32(68) >>> 16;
        int type = h.little32(76);
        long virtual = h.little64(368);
        if (version != 1 || virtual <= 0) {
            throw h.damaged("VDI", "version " + version + ", disk of " + virtual + " bytes");
        }
        if (type == 3 || type == 4) {
            throw h.refused("image type " + type, "The image holds only differences to another file.", "Clone it in VirtualBox to a whole image.");
        }
        return new DiskImage(h.file(), "vdi", h.size(), virtual, List.of("Few hypervisors take VDI; qemu-img convert -O qcow2 makes a qcow2 of it."));
    }

    /** ECMA-119: the primary volume descriptor in sector 16. */
    private static DiskImage iso(DiskHeader h) throws IOException, FailureException {
        long blocks = h.little32(32_768 + 80) & 0xffff_ffffL;
        int block = h.little16(32_768 + 128);
        long volume = blocks * block;
        if (block < SECTOR || volume > h.size() + (1 << 20)) {
            throw h.damaged("ISO 9660", "a volume of " + volume + " bytes in a file of " + h.size());
        }
        return new DiskImage(h.file(), "iso", h.size(), h.size(), List.of("This is a CD image: servers boot its installer, not an installed system."));
    }

    private static DiskImage raw(DiskHeader h) throws IOException {
        List<String> notes = new ArrayList<>();
        boolean mbr = h.little16(510) == 0xaa55;
        boolean gpt = h.text(SECTOR, 8).equals("EFI PART");
        if (!mbr && !gpt) {
            notes.add("No known format and no partition table: taken as raw, but a server may not boot from it.");
        } else {
            notes.add("A raw disk is uploaded with all its empty space; qemu-img convert -O qcow2 makes it smaller.");
        }
        if (h.size() % SECTOR != 0) {
            notes.add("The size is not a multiple of 512 bytes, as that of a disk is.");
        }
        return new DiskImage(h.file(), "raw", h.size(), h.size(), notes);
    }
}
