package org.campanile.core.setup.requirements;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFacts;
import org.campanile.core.host.HostFacts.Nic;
import org.campanile.core.host.InitSystem;
import org.campanile.core.host.Sudo;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.setup.devbox.Systems;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code host.requirements}: a machine's system, processors, memory, disk and its speed, network interfaces, run level, and the way to become root. */
final class HostRequirementsKind implements CheckKind {

    private static final Pattern SPEED = Pattern.compile("(\\d+) bytes.* copied, ([0-9.,e-]+) s");
    private static final int MEASURED_MIB = 64;

    private interface Look {
        Finding at(Host host, Values with, Task task) throws FailureException;
    }

    @Override
    public String id() {
        return "host.requirements";
    }

    @Override
    public String summary() {
        return "Whether a machine has the system, processors, memory, disk, network and rights that are needed.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "Host of the lab."),
                KindParameter.optional("systems", ValueType.LIST, "", "Systems that will do, such as ubuntu 12.04; none means any."),
                KindParameter.optional("cpus", ValueType.NUMBER, "1", "Least number of processors."),
                KindParameter.optional("memory-mib", ValueType.NUMBER, "1024", "Least memory."),
                KindParameter.optional("free-gib", ValueType.NUMBER, "5", "Least free space."),
                KindParameter.optional("folder", ValueType.TEXT, "/var", "Where the space is needed."),
                KindParameter.optional("disk-mib-per-second", ValueType.NUMBER, "0", "Least speed of writing there, measured with a file of " + MEASURED_MIB
                        + " MiB that is removed again; 0 does not measure."),
                KindParameter.optional("interfaces", ValueType.NUMBER, "1", "Least number of network interfaces that are up."),
                KindParameter.optional("virtualization", ValueType.FLAG, "false", "Whether the processors have to run virtual machines."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        List<Check> all = new ArrayList<>();
        all.add(check(spec, ground, "system", "Operating system", HostRequirementsKind::system));
        all.add(check(spec, ground, "cpu", "Processors", HostRequirementsKind::processors));
        all.add(check(spec, ground, "memory", "Memory", HostRequirementsKind::memory));
        all.add(check(spec, ground, "disk", "Free space", HostRequirementsKind::space));
        all.add(check(spec, ground, "interfaces", "Network interfaces", HostRequirementsKind::interfaces));
        all.add(check(spec, ground, "run-level", "Run level", HostRequirementsKind::runLevel));
        all.add(check(spec, ground, "root", "Rights", HostRequirementsKind::rights));
        if (spec.with().number("disk-mib-per-second") > 0) {
            all.add(check(spec, ground, "disk-speed", "Speed of the disk", HostRequirementsKind::speed));
        }
        return all;
    }

    private static Check check(CheckSpec spec, Ground ground, String part, String title, Look look) {
        String name = spec.with().host("host");
        return Check.of(spec.id() + "." + part, title + " of " + name, spec.group(), Duration.ofSeconds(30),
                task -> List.of(look.at(HostStep.on(ground, name, task), spec.with(), task)));
    }

    private static Finding system(Host host, Values with, Task task) {
        HostFacts f = host.facts();
        String seen = f.osName() + ", " + f.architecture() + ", kernel " + f.kernel() + ", " + f.init().label() + ", " + f.packages().label();
        List<String> systems = with.list("systems");
        return Systems.match(systems, f) ? Finding.ok(host.name(), seen)
                : Finding.of(Severity.ERROR, host.name(), seen).withCause("What is to be set up here is written for " + String.join(" and ", systems) + ".")
                        .withImpact("Commands and package names would not fit; its steps are refused.").withFix("Use a machine with one of these systems, or another recipe.");
    }

    private static Finding processors(Host host, Values with, Task task) {
        HostFacts f = host.facts();
        if (f.cpus() < with.number("cpus")) {
            return Finding.of(Severity.WARNING, host.name(), f.cpus() + (f.cpus() == 1 ? " processor" : " processors")).withImpact("Less than the " + with.number("cpus")
                    + " that are advised: deployments will be slow and may run into time limits.").withFix("Give the machine more processors.");
        }
        if (with.flag("virtualization") && !f.hardwareVirtualization()) {
            return Finding.of(Severity.ERROR, host.name(), f.cpus() + " processors without VT-x and AMD-V").withCause("The machine is a virtual one without nested "
                    + "virtualization, or it is switched off in its firmware.").withImpact("Windows in VMs would be emulated, which takes hours instead of minutes.")
                    .withFix("Switch it on in the firmware, or nested virtualization on the machine below.");
        }
        return Finding.ok(host.name(), f.cpus() + " processors" + (f.hardwareVirtualization() ? " with hardware virtualization" : ""));
    }

    private static Finding memory(Host host, Values with, Task task) {
        HostFacts f = host.facts();
        String seen = (f.memory() >> 20) + " MiB, " + (f.memoryAvailable() >> 20) + " MiB available";
        // A machine sold with so much shows a little less.
        return f.memory() >> 20 >= with.number("memory-mib") * 9 / 10 ? Finding.ok(host.name(), seen)
                : Finding.of(Severity.ERROR, host.name(), seen).withImpact("At least " + with.number("memory-mib") + " MiB are needed; services would be killed when it runs out.")
                        .withFix("Give the machine more memory.");
    }

    private static Finding space(Host host, Values with, Task task) {
        String folder = with.text("folder");
        Optional<HostFacts.Disk> disk = host.facts().diskOf(folder);
        if (disk.isEmpty()) {
            return Finding.of(Severity.INFO, host.name(), "The host does not say how much space " + folder + " has.");
        }
        String seen = String.format(Locale.ROOT, "%s: %.1f GiB free of %.1f GiB", folder, disk.get().free() / (double) (1 << 30), disk.get().size() / (double) (1 << 30));
        return disk.get().free() >> 30 >= with.number("free-gib") ? Finding.ok(host.name(), seen)
                : Finding.of(Severity.ERROR, host.name(), seen).withImpact("At least " + with.number("free-gib") + " GiB are needed.").withFix("Make room on "
                        + disk.get().mount() + ", or choose another folder.");
    }

    private static Finding speed(Host host, Values with, Task task) throws FailureException {
        String file = Command.quote(with.text("folder") + "/.campanile-speed-" + host.facts().uid() + "-" + Long.toHexString(System.nanoTime()));
        String script = "LC_ALL=C; export LC_ALL; trap 'rm -f " + file.replace("'", "'\\''") + "' EXIT; trap 'exit 1' HUP INT TERM PIPE; dd if=/dev/zero of=" + file
                + " bs=1048576 count=" + MEASURED_MIB + " conv=fdatasync 2>&1";
        CommandResult result = host.sudoQuietly(Command.of("sh").withStdin(script).within(Duration.ofSeconds(25)), task);
        Matcher m = SPEED.matcher(host.succeeded("measuring the disk", result).out());
        if (!m.find()) {
            return Finding.of(Severity.INFO, host.name(), "dd did not tell its speed.");
        }
        double mib = Long.parseLong(m.group(1)) / (double) (1 << 20) / Math.max(0.001, Double.parseDouble(m.group(2).replace(',', '.')));
        String seen = String.format(Locale.ROOT, "%s: %.0f MiB/s", with.text("folder"), mib);
        return mib >= with.number("disk-mib-per-second") ? Finding.ok(host.name(), seen)
                : Finding.of(Severity.WARNING, host.name(), seen).withCause("A slow or busy disk.").withImpact("Less than " + with.number("disk-mib-per-second")
                        + " MiB/s: images are written and VMs started slowly, and deployments may run into time limits.").withFix("Use a faster disk, or less at the same time.");
    }

    private static Finding interfaces(Host host, Values with, Task task) {
        List<Nic> up = host.facts().nics().stream().filter(Nic::up).toList();
        String seen = up.isEmpty() ? "none is up" : String.join(", ", up.stream().map(n -> n.name() + (n.addresses().isEmpty() ? "" : " " + n.addresses().getFirst())).toList());
        return up.size() >= with.number("interfaces") ? Finding.ok(host.name(), seen)
                : Finding.of(Severity.WARNING, host.name(), seen).withImpact("At least " + with.number("interfaces") + " are needed, one of them for the VMs' network.")
                        .withFix("Add an interface, or bring it up.");
    }

    private static Finding runLevel(Host host, Values with, Task task) throws FailureException {
        HostFacts f = host.facts();
        String level = f.runLevel();
        if (f.init() == InitSystem.NONE) {
            return Finding.of(Severity.INFO, host.name(), "No init system runs here.").withCause("This is a container or a chroot.")
                    .withImpact("Services are started by their scripts, and do not come back after a restart of the machine.");
        }
        if (f.init() == InitSystem.SYSTEMD) {
            return target(host, task);
        }
        if (level.matches("[1sS06]")) {
            return Finding.of(Severity.ERROR, host.name(), "Run level " + level).withCause("The machine is in single-user mode, or going down.")
                    .withImpact("Services that are set up now are not started.").withFix("Bring it to its usual run level.");
        }
        return Finding.ok(host.name(), level.isEmpty() ? f.init().label() : "Run level " + level + ", " + f.init().label());
    }

    /** systemd has a target where others have a run level: the one that the machine comes up with, and how it stands now (systemctl(1), is-system-running). */
    private static Finding target(Host host, Task task) throws FailureException {
        List<String> told = host.succeeded("asking systemd for its target", host.look("""
                echo "$(systemctl get-default)"; echo "$(systemctl is-system-running 2>/dev/null)"
                systemctl list-units --state=failed --plain --no-legend --no-pager | awk '{print $1}'
                """, task)).out().lines().toList();
        String target = told.getFirst();
        String state = told.get(1);
        String seen = target + ", " + state;
        if (state.equals("maintenance") || state.equals("stopping")) {
            return Finding.of(Severity.ERROR, host.name(), seen).withCause("The machine is in its rescue mode, or going down.")
                    .withImpact("Services that are set up now are not started.").withFix("Let it start, or bring it to its usual target: systemctl default");
        }
        if (!target.matches("(multi-user|graphical)\\.target")) {
            return Finding.of(Severity.WARNING, host.name(), seen).withCause("The machine comes up with a target other than the usual ones.")
                    .withImpact("Services that are enabled for multi-user.target do not come back after a restart of the machine.")
                    .withFix("systemctl set-default multi-user.target");
        }
        List<String> failed = told.subList(2, told.size());
        return failed.isEmpty() ? Finding.ok(host.name(), seen) : Finding.of(Severity.INFO, host.name(), seen + "; failed: " + String.join(", ", failed))
                .withImpact("What depends on these services does not work.").withFix("systemctl status " + failed.getFirst());
    }

    private static Finding rights(Host host, Values with, Task task) throws FailureException {
        Sudo sudo = host.facts().sudo();
        if (sudo == Sudo.ABSENT) {
            return Finding.of(Severity.ERROR, host.name(), host.facts().user() + "; " + sudo.label()).withImpact("Nothing can be installed or configured.")
                    .withFix("Log in as root, or install sudo and allow it to this user.");
        }
        String who = host.succeeded("becoming root", host.lookAsRoot("id -un", task)).out().strip();
        return Finding.ok(host.name(), host.facts().user() + (sudo == Sudo.ROOT ? "" : " becomes " + who + ": " + sudo.label()));
    }
}
