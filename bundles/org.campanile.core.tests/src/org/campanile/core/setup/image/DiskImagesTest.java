package org.campanile.core.setup.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disk images of all formats, made by hand; those that qemu-img makes are read on the real lab. */
class DiskImagesTest {

    private static final long SIZE = 40L << 30;

    @TempDir
    private Path folder;
    private final ByteBuffer bytes = ByteBuffer.allocate(2 << 20);

    private Path file(int length) throws IOException {
        return Files.write(folder.resolve("disk"), java.util.Arrays.copyOf(bytes.array(), length));
    }

    private void put(int at, String text) {
        bytes.put(at, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Failure refused(Path file) {
        Failure failure = assertThrows(FailureException.class, () -> DiskImages.read(file)).failure();
        assertEquals(Failure.Kind.BAD_INPUT, failure.kind());
        assertEquals(file.toString(), failure.subject());
        return failure;
    }

    private void qcow2() {
        put(0, "QFI\u00fb");
        bytes.putInt(4, 3).putInt(20, 16).putLong(24, SIZE).putInt(36, 80).putLong(40, 0x30000).putInt(100, 112);
    }

    @Test
    void aQcow2TellsItsVirtualSize() throws Exception {
        qcow2();
        DiskImage disk = DiskImages.read(file(1 << 18));
        assertEquals("qcow2", disk.format());
        assertEquals(SIZE, disk.virtualBytes());
        assertEquals(40, disk.minDisk());
        bytes.putLong(24, SIZE + 1);
        assertEquals(41, DiskImages.read(file(1 << 18)).minDisk(), "rounded up");
        bytes.putLong(72, 8).put(104, (byte) 1);
        assertTrue(DiskImages.read(file(1 << 18)).notes().getFirst().contains("zstd"));
    }

    @Test
    void aQcow2WithABackingFileOrDataElsewhereIsRefused() throws Exception {
        qcow2();
        bytes.putLong(8, 0x200).putInt(16, 11);
        put(0x200, "/etc/shadow");
        assertEquals("a backing file", refused(file(1 << 18)).cameBack());
        bytes.putLong(8, 0).putLong(72, 4);
        assertEquals("an external data file", refused(file(1 << 18)).cameBack());
        bytes.putLong(72, 2);
        assertEquals("the mark corrupt", refused(file(1 << 18)).cameBack());
    }

    @ParameterizedTest
    @CsvSource({ "4, 9", "20, 63", "20, 0", "36, 2147483647", "24, -5" })
    void aDamagedQcow2HeaderIsRefused(int at, int value) throws Exception {
        qcow2();
        bytes.putInt(at, value);
        assertTrue(refused(file(1 << 18)).meaning().contains("damaged"));
    }

    @Test
    void sizesThatNoNumberHoldsAreRefused() throws Exception {
        qcow2();
        bytes.putLong(40, Long.MAX_VALUE - 8);
        assertTrue(refused(file(1 << 18)).meaning().contains("damaged"));
        bytes.putLong(40, 0x30000).putLong(24, Long.MAX_VALUE);
        assertEquals(Integer.MAX_VALUE, DiskImages.read(file(1 << 18)).minDisk());
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        put(0, "KDMV");
        bytes.putInt(4, 1).putLong(12, 1L << 54).putLong(28, 0);
        assertTrue(refused(file(1 << 16)).meaning().contains("damaged"));
        bytes.putLong(12, SIZE / 512).putLong(28, 1).putLong(36, 1L << 55);
        put(512, "# Disk DescriptorFile\ncreateType=\"monolithicSparse\"\n");
        assertEquals(SIZE, DiskImages.read(file(1 << 16)).virtualBytes());
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws Exception {
        qcow2();
        assertTrue(refused(file(4096)).meaning().contains("cut off"));
    }

    @Test
    void aFileOfAnotherFormatThanItIsSaidToBeIsRefused() throws Exception {
        new Random(5).nextBytes(bytes.array());
        Path file = file(1 << 20);
        Failure failure = assertThrows(FailureException.class, () -> DiskImages.require(file, "qcow2")).failure();
        assertEquals("the file is raw, not qcow2", failure.cameBack());
        assertEquals("raw", DiskImages.require(file, "raw").format());
        qcow2();
        bytes.putLong(8, 0).putLong(72, 0).putInt(32, 0);
        Path real = file(1 << 20);
        assertEquals("the file is qcow2, not raw", assertThrows(FailureException.class, () -> DiskImages.require(real, "raw")).failure().cameBack());
    }

    @ParameterizedTest
    @CsvSource({ "streamOptimized, ffffffff, true", "monolithicSparse, ffffffff, true", "monolithicFlat, ffffffff, false", "monolithicSparse, 1234abcd, false" })
    void aVmdkHasToBeWholeInItself(String type, String parent, boolean taken) throws Exception {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        put(0, "KDMV");
        bytes.putInt(4, 1).putLong(12, SIZE / 512).putLong(28, 1).putLong(36, 20);
        put(512, "# Disk DescriptorFile\nversion=1\nparentCID=" + parent + "\ncreateType=\"" + type + "\"\n");
        if (taken) {
            assertEquals(SIZE, DiskImages.require(file(1 << 16), "vmdk").virtualBytes());
        } else {
            refused(file(1 << 16));
        }
        put(0, "# Disk DescriptorFile\n");
        assertTrue(refused(file(1 << 16)).meaning().contains("other files"));
    }

    private void vhdFooter(int at, int type, long virtual) {
        put(at, "conectix");
        bytes.putLong(at + 48, virtual).putInt(at + 60, type).putInt(at + 64, 0);
        int sum = 0;
        for (int i = at; i < at + 512; i++) {
            sum += bytes.get(i) & 0xff;
        }
        bytes.putInt(at + 64, ~sum);
    }

    @Test
    void aVhdIsKnownByItsFooter() throws Exception {
        vhdFooter(0, 3, SIZE);
        assertEquals(SIZE, DiskImages.require(file(4096), "vhd").virtualBytes());
        vhdFooter(0, 4, SIZE);
        assertEquals("disk type 4", refused(file(4096)).cameBack());
        bytes.putInt(60, 3);
        assertTrue(refused(file(4096)).meaning().contains("damaged"), "its checksum is wrong");
        bytes.put(0, new byte[512]);
        vhdFooter(1 << 20, 2, 1 << 20);
        assertEquals(1 << 20, DiskImages.read(file((1 << 20) + 512)).virtualBytes());
    }

    @Test
    void aVhdxIsReadThroughItsTables() throws Exception {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        put(0, "vhdxfile");
        put(192 << 10, "regi");
        int metadata = 1 << 20;
        bytes.putInt((192 << 10) + 8, 1).put((192 << 10) + 16, hex("06a27c8b90479a4bb8fe575f050f886e")).putLong((192 << 10) + 32, metadata);
        put(metadata, "metadata");
        bytes.putShort(metadata + 10, (short) 1).put(metadata + 32, hex("2442a52f1bcd7648b2115dbed83bf4b8")).putInt(metadata + 48, 65_536)
                .putLong(metadata + 65_536, SIZE);
        assertEquals(SIZE, DiskImages.require(file(2 << 20), "vhdx").virtualBytes());
        bytes.putLong((192 << 10) + 32, Long.MAX_VALUE);
        refused(file(2 << 20));
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text);
    }

    @Test
    void aVdiAndAnIsoAreKnown() throws Exception {
        bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(64, 0xbeda107f).putInt(68, 0x10001).putInt(76, 1).putLong(368, SIZE);
        assertEquals(SIZE, DiskImages.require(file(4096), "vdi").virtualBytes());
        bytes.putInt(76, 4);
        refused(file(4096));
        bytes.putInt(64, 0);
        put(32_769, "CD001");
        bytes.putInt(32_768 + 80, 100).putShort(32_768 + 128, (short) 2048);
        assertEquals("iso", DiskImages.read(file(2048 * 100)).format());
        bytes.putInt(32_768 + 80, 2_000_000);
        refused(file(2048 * 100));
    }

    @Test
    void packedFilesArchivesAndWebPagesAreRefusedWithAWayOut() throws Exception {
        put(0, "\u001f\u008b\u0008");
        assertTrue(refused(file(4096)).next().contains("gunzip"));
        put(0, "\u00fd7zXZ\0");
        assertTrue(refused(file(4096)).next().contains("unxz"));
        put(0, "\n<!DOCTYPE html>");
        assertTrue(refused(file(4096)).meaning().contains("web page"));
        bytes.put(0, new byte[100]);
        put(257, "ustar");
        assertTrue(refused(file(4096)).meaning().contains("archive"));
        refused(Files.createFile(folder.resolve("empty")));
        refused(folder.resolve("missing"));
        refused(folder);
    }

    @Test
    void noFileHoweverBrokenBreaksTheReader() throws Exception {
        Random random = new Random(11);
        String[] magic = { "QFI\u00fb", "KDMV", "COWD", "vhdxfile", "conectix", "" };
        for (int i = 0; i < 600; i++) {
            byte[] some = new byte[random.nextInt(300_000)];
            random.nextBytes(some);
            byte[] head = magic[i % magic.length].getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(head, 0, some, 0, Math.min(head.length, some.length));
            Path file = Files.write(folder.resolve("broken"), some);
            try {
                assertTrue(DiskImages.read(file).virtualBytes() > 0);
            } catch (FailureException told) {
                assertEquals(Failure.Kind.BAD_INPUT, told.failure().kind());
            }
        }
    }
}
