package org.campanile.core.setup.imagebuilder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFacts;
import org.campanile.core.host.HostFile;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.remote.Pace;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.HostText;
import org.campanile.core.setup.share.SmbConf;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Whether a host can build images, with what the guide gets wrong: the guest reads a share of its own at a fixed address (murano.md, 8.5; Launchpad bug
 * 1230471), which the guide never defines.
 */
public final class BuilderCheck implements CheckKind {

    /** Address of the host as its virtual machines see it; written into image-builder's scripts. */
    static final String ADDRESS = "192.168.122.1";
    /** Name of the share that these scripts read. */
    static final String SHARE = "image-builder-share";

    private static final long ROOM = 60L << 30;

    @Override
    public String id() {
        return "imagebuilder.ready";
    }

    @Override
    public String summary() {
        return "Whether a host can build Windows images: virtualisation, tools, space, and the share and address that the guest expects.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "The host that builds."),
                KindParameter.optional("folder", ValueType.TEXT, "/opt/image-builder", "image-builder's root folder."),
                KindParameter.optional("config", ValueType.TEXT, "/etc/samba/smb.conf", "Samba's configuration file."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        String folder = spec.with().text("folder");
        String config = spec.with().text("config");
        return List.of(Check.of(spec.id(), spec.titleOr("Building images"), spec.group(), Duration.ofSeconds(30), task -> {
            Host host = HostStep.on(ground, spec.with().host("host"), task);
            List<Finding> findings = new ArrayList<>();
            machine(host, folder, findings, task);
            network(host, findings);
            share(host, folder, config, findings, task);
            return findings;
        }));
    }

    private static void machine(Host host, String folder, List<Finding> findings, Task task) throws FailureException {
        boolean kvm = host.lookAsRoot("[ -c /dev/kvm ]", task).ok();
        findings.add(kvm ? Finding.ok(host.name(), "/dev/kvm is there.")
                : Finding.of(Severity.ERROR, host.name(), host.facts().hardwareVirtualization() ? "The processors have VT-x or AMD-V; /dev/kvm is not there."
                        : "The processors show neither VT-x nor AMD-V.").withCause("KVM is not loaded, or this is a virtual machine without nested virtualisation.")
                        .withImpact("Windows would install for many hours, or not at all.").withFix("Load kvm_intel or kvm_amd, switch virtualisation on in the firmware, or take another host."));
        String missing = host.lookAsRoot("PATH=$PATH:/usr/sbin:/sbin; for t in make virt-install qemu-img virsh; do command -v $t >/dev/null || printf '%s ' $t; done", task).out().strip();
        findings.add(missing.isEmpty() ? Finding.ok(host.name(), "make, virt-install, qemu-img and virsh are installed.")
                : Finding.of(Severity.ERROR, host.name(), "not found: " + missing).withCause("Packages are missing.").withImpact("make cannot build an image.")
                        .withFix("Install make, virtinst (virt-install), qemu-utils and libvirt-clients."));
        Optional<HostFacts.Disk> disk = host.facts().diskOf(folder);
        disk.ifPresent(d -> findings.add(d.free() >= ROOM ? Finding.ok(folder, Pace.bytes(d.free()) + " free on " + d.mount())
                : Finding.of(Severity.WARNING, folder, Pace.bytes(d.free()) + " free on " + d.mount()).withCause("A build needs a raw disk of 40 GB, its copy and the installation disks.")
                        .withImpact("The build may end with a full disk after an hour.").withFix("Make room for 60 GB, or put image-builder's root on a bigger disk.")));
    }

    private static void network(Host host, List<Finding> findings) {
        boolean there = host.facts().nics().stream().anyMatch(n -> n.addresses().stream().anyMatch(a -> a.startsWith(ADDRESS + "/")));
        findings.add(there ? Finding.ok(ADDRESS, "The host has this address.")
                : Finding.of(Severity.ERROR, ADDRESS, "No interface of the host has this address.").withCause("libvirt's default network is not up, or has other addresses.")
                        .withImpact("The guest reads \\\\" + ADDRESS + "\\" + SHARE + ", an address that is fixed in image-builder's scripts, and stops without it.")
                        .withFix("Start libvirt's default network (virsh net-start default), or change the address in the scripts (share/scripts, autounattend.xml)."));
    }

    private static void share(Host host, String folder, String config, List<Finding> findings, Task task) throws FailureException {
        HostFile file = host.files().read(config, task);
        SmbConf conf = SmbConf.parse(HostText.of(file).text());
        String wanted = folder + "/share";
        String subject = "\\\\" + ADDRESS + "\\" + SHARE;
        Optional<String> path = conf.value(SHARE, "path");
        if (path.isEmpty()) {
            findings.add(Finding.of(Severity.ERROR, subject, file.exists() ? config + " has no share " + SHARE + "; it has " + (conf.shares().isEmpty() ? "none"
                    : String.join(", ", conf.shares())) : "There is no " + config).withCause("The guide defines only the share of the prerequisites; image-builder's guest reads another one.")
                    .withImpact("Windows installs, then waits for a share that does not exist.").withFix("Add a guest share " + SHARE + " of " + wanted + " (share.samba, access guest, windows 2012)."));
        } else if (!path.get().equals(wanted)) {
            findings.add(Finding.of(Severity.ERROR, subject, "path = " + path.get()).withCause("The share is not image-builder's folder " + wanted + ".")
                    .withImpact("The guest does not find its files.").withFix("Set its path to " + wanted + "."));
        } else {
            boolean guests = conf.value(SHARE, "guest ok").filter(v -> v.strip().equalsIgnoreCase("yes") || v.strip().equalsIgnoreCase("true")).isPresent();
            findings.add(guests ? Finding.ok(subject, "path = " + path.get()) : Finding.of(Severity.WARNING, subject, "guest ok is not yes")
                    .withCause("The guest maps the share without a password.").withImpact("Windows stops before it installs anything.").withFix("Set guest ok = yes for it."));
        }
    }
}
