package org.campanile.reallab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.campanile.cli.CommandLineRun;
import org.campanile.core.setup.image.DiskImage;
import org.campanile.core.setup.image.DiskImages;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonParser;

/** Disk images that qemu-img made, and images of the real Glance as the OpenStack client shows them. */
class RealImagesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({ "qcow2, qcow2, compat=1.1", "qcow2, qcow2, compat=0.10", "qcow2, qcow2, compression_type=zstd", "vmdk, vmdk, subformat=monolithicSparse",
            "vmdk, vmdk, subformat=streamOptimized", "vpc, vhd, subformat=dynamic", "vpc, vhd, subformat=fixed", "vhdx, vhdx, subformat=dynamic",
            "vdi, vdi, static=off", "raw, raw, preallocation=off" })
    void aDiskIsWhatQemuSaysItIs(String qemu, String glance, String option) throws Exception {
        String file = folder.resolve("disk").toString();
        Tools.output(Map.of(), "qemu-img", "create", "-q", "-f", qemu, "-o", option, file, "70M");
        String told = Tools.output(Map.of(), "qemu-img", "info", "-f", qemu, "--output=json", file);
        // Later ones list the file beneath as well, with a size of its own.
        long size = JsonParser.parseString(told).getAsJsonObject().get("virtual-size").getAsLong();
        DiskImage disk = DiskImages.require(Path.of(file), glance);
        assertEquals(size, disk.virtualBytes());
        assertEquals(1, disk.minDisk());
    }

    @Test
    void anOverlayAndAFlatVmdkAreRefused() throws Exception {
        String base = folder.resolve("base.qcow2").toString();
        Tools.output(Map.of(), "qemu-img", "create", "-q", "-f", "qcow2", base, "1G");
        String overlay = folder.resolve("overlay.qcow2").toString();
        Tools.output(Map.of(), "qemu-img", "create", "-q", "-f", "qcow2", "-b", base, "-F", "qcow2", overlay);
        assertThrows(FailureException.class, () -> DiskImages.read(Path.of(overlay)));
        String flat = folder.resolve("flat.vmdk").toString();
        Tools.output(Map.of(), "qemu-img", "create", "-q", "-f", "vmdk", "-o", "subformat=monolithicFlat", flat, "10M");
        assertThrows(FailureException.class, () -> DiskImages.read(Path.of(flat)));
    }

    private String campanile(int code, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int ended = CommandLineRun.of(new PrintWriter(out), new PrintWriter(err), Map.of("CAMPANILE_HOME", folder.resolve("home").toString(),
                "OS_AUTH_URL", Tools.value("OS_AUTH_URL", "http://127.0.0.1:5000/v3"), "OS_USERNAME", Tools.value("OS_USERNAME", "admin"), "OS_PASSWORD",
                Tools.value("OS_PASSWORD", "admin-secret"), "OS_PROJECT_NAME", Tools.value("OS_PROJECT_NAME", "admin"), "OS_USER_DOMAIN_NAME", "Default",
                "OS_PROJECT_DOMAIN_NAME", "Default", "OS_REGION_NAME", "RegionOne"), folder, arguments);
        assertEquals(code, ended, () -> String.join(" ", arguments) + "\n" + out + err);
        return out.toString();
    }

    private static String shown(String name, String column) throws Exception {
        return Tools.openstack("image", "show", "-f", "value", "-c", column, name).strip();
    }

    @Test
    void anUploadedImageIsMarkedAndUnmarkedWithoutLosingProperties() throws Exception {
        String name = "campanile-image-" + UUID.randomUUID().toString().substring(0, 8);
        Path file = folder.resolve(name + ".qcow2");
        Tools.output(Map.of(), "qemu-img", "create", "-q", "-f", "qcow2", file.toString(), "2500M");
        try {
            campanile(0, "image", "upload", file.toString(), "--os-cloud", "envvars", "--yes");
            assertEquals(Set.of("3", Long.toString(Files.size(file)), "active"), Set.copyOf(Tools.openstack("image", "show", "-f", "value", "-c", "min_disk", "-c", "size",
                    "-c", "status", name).lines().toList()));
            Tools.openstack("image", "set", "--property", "os_distro=windows", name);
            campanile(0, "image", "mark", name, "--type", "windows.2022", "--title", name, "--os-cloud", "envvars", "--yes");
            String properties = shown(name, "properties");
            assertTrue(properties.contains("windows.2022") && properties.contains("os_distro"), properties);
            campanile(0, "image", "unmark", name, "--os-cloud", "envvars", "--yes");
            properties = shown(name, "properties");
            assertTrue(!properties.contains("murano_image_info") && properties.contains("os_distro"), properties);
            assertTrue(campanile(0, "image", "upload", file.toString(), "--os-cloud", "envvars", "--yes").contains("Nothing to do"));
        } finally {
            campanile(0, "lab", "undo", "--os-cloud", "envvars", "--yes");
        }
        assertFalse(Tools.openstack("image", "list", "-f", "value", "-c", "Name").lines().toList().containsAll(List.of(name)));
    }
}
