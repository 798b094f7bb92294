package org.campanile.core.host;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a machine is, as it said itself. A value.
 *
 * @param hostName its own name
 * @param osId lower case as in os-release: {@code debian}, {@code ubuntu}, {@code centos}; empty when it does not say
 * @param osVersion such as {@code 12} or {@code 12.04}
 * @param codename such as {@code bookworm}; may be empty
 * @param osName for people: {@code Debian GNU/Linux 12 (bookworm)}
 * @param architecture such as {@code x86_64}
 * @param kernel its release
 * @param init what starts its services
 * @param packages what installs packages
 * @param cpus processors that are on line
 * @param hardwareVirtualization whether the processors have VT-x or AMD-V
 * @param memory bytes
 * @param memoryAvailable bytes that programs could get now
 * @param disks file systems on disks
 * @param nics network interfaces, without loopback
 * @param runLevel as {@code runlevel} prints the current one; empty where nothing keeps one
 * @param user who is logged in
 * @param uid of that user
 * @param sudo how the user becomes root
 */
public record HostFacts(String hostName, String osId, String osVersion, String codename, String osName, String architecture, String kernel,
        InitSystem init, PackageManager packages, int cpus, boolean hardwareVirtualization, long memory, long memoryAvailable, List<Disk> disks,
        List<Nic> nics, String runLevel, String user, int uid, Sudo sudo) {

    /**
     * A file system.
     *
     * @param mount where it is mounted
     * @param size bytes
     * @param free bytes that a user may still fill
     */
    public record Disk(String mount, String device, String type, long size, long free) {
    }

    /**
     * A network interface.
     *
     * @param up whether it is up
     * @param addresses with their prefix, such as {@code 10.0.0.5/24}
     */
    public record Nic(String name, boolean up, List<String> addresses) {
        public Nic {
            addresses = List.copyOf(addresses);
        }
    }

    public HostFacts {
        Objects.requireNonNull(init);
        Objects.requireNonNull(packages);
        Objects.requireNonNull(sudo);
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
    }

    /** Whether this is a system of that name, such as {@code ubuntu}, in one of these versions; no version means any. */
    public boolean is(String id, String... versions) {
        boolean version = versions.length == 0;
        for (String wanted : versions) {
            version |= osVersion.equals(wanted) || osVersion.startsWith(wanted + ".");
        }
        return osId.equals(id.toLowerCase(Locale.ROOT)) && version;
    }

    /** The file system that holds a path. */
    public Optional<Disk> diskOf(String path) {
        return disks.stream().filter(d -> d.mount().equals("/") || path.equals(d.mount()) || path.startsWith(d.mount() + "/"))
                .max(Comparator.comparingInt(d -> d.mount().length()));
    }
}
