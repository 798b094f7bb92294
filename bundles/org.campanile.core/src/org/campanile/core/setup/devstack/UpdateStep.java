package org.campanile.core.setup.devstack;

import java.time.Duration;
import java.util.List;

import org.campanile.core.host.Host;
import org.campanile.core.host.PackageManager;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Brings the host's packages up to date: their lists always, the packages themselves when asked for. */
final class UpdateStep extends HostStep {

    private final boolean upgrade;

    UpdateStep(DevStackRequest request, String id, boolean upgrade) {
        super(request.ground(), request.host(), id, upgrade ? "Update the host" : "Fetch the lists of packages", upgrade
                ? "The lists of packages are fetched, and packages that have a newer version are upgraded; a new kernel needs a reboot, which is not done here."
                : "The lists of packages are fetched; nothing is upgraded.", List.of(), upgrade ? List.of("sudo apt-get update", "sudo apt-get upgrade") : List.of("sudo apt-get update"),
                Duration.ofMinutes(upgrade ? 5 : 1));
        this.upgrade = upgrade;
    }

    @Override
    public boolean undoable() {
        return false;
    }

    @Override
    public Duration limit() {
        return Duration.ofHours(2);
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        if (host.facts().packages() != PackageManager.APT) {
            return upgrade ? rpm(host, task) : Probe.done("yum and dnf fetch their lists by themselves.");
        }
        String fresh = host.look("find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -mmin -1440 2>/dev/null | head -n 1; [ -n \"$(find /var/lib/apt/lists/partial"
                + " -maxdepth 0 -mmin -1440 2>/dev/null)\" ] && ls /var/lib/apt/lists | grep -m1 _Packages; true", task).out();
        if (fresh.isBlank()) {
            return Probe.make("The lists of packages are older than a day.");
        }
        if (!upgrade) {
            return Probe.done("The lists of packages were fetched today.");
        }
        CommandResult result = host.look("LC_ALL=C apt-get -s -q upgrade 2>/dev/null | awk '$1 == \"Inst\" { print $2, $3, $4 }'", task);
        List<String> newer = host.succeeded("asking for newer packages", result).out().lines().toList();
        return newer.isEmpty() ? Probe.done("All packages are the newest of their repositories.")
                : Probe.change(newer.size() + (newer.size() == 1 ? " package has" : " packages have") + " a newer version.", String.join("\n", newer) + "\n");
    }

    private static Probe rpm(Host host, Task task) throws FailureException {
        CommandResult result = host.lookAsRoot(host.facts().packages().label() + " -q check-update 2>/dev/null | grep -c '^[A-Za-z0-9]'; true", task);
        String count = result.out().strip();
        return count.equals("0") || count.isEmpty() ? Probe.done("All packages are the newest of their repositories.") : Probe.change(count + " packages have a newer version.");
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        if (host.facts().packages() == PackageManager.APT) {
            host.packages().refresh(task);
        }
        if (upgrade) {
            String line = host.facts().packages() == PackageManager.APT
                    ? "DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y -q -o Dpkg::Options::=--force-confold -o Dpkg::Options::=--force-confdef upgrade"
                    : host.facts().packages().label() + " -y update";
            host.require("upgrading packages", Command.of(line).within(limit()), task);
        }
    }

    @Override
    public void verify(Task task) {
        task.line(upgrade ? "Packages are up to date." : "Lists of packages are up to date.");
    }

    @Override
    public void undo(Task task, List<Made> made) {
        task.line("Packages that were upgraded stay as they are.");
    }
}
