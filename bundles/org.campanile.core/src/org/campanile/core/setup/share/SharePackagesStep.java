package org.campanile.core.setup.share;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.host.Host;
import org.campanile.core.host.PackageManager;
import org.campanile.core.recipe.Ground;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.Installation;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Installs Samba's server and client, whatever they are called on the host's system. */
final class SharePackagesStep extends HostStep {

    /** It owns smb.conf and takes it along when it is purged, whoever wrote it. */
    private static final Map<String, String> OWNER_OF_CONFIGURATION = Map.of("samba-common", "/etc/samba/smb.conf");

    SharePackagesStep(Ground ground, String id, ShareRequest request) {
        super(ground, request.host(), id, "Install Samba", "Samba's server and its client are installed from the host's own repositories.", List.of(),
                List.of("sudo apt-get install samba smbclient", "# with yum or dnf: sudo yum install samba samba-client"), Duration.ofSeconds(40));
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(45);
    }

    private static List<String> names(Host host) {
        return host.facts().packages() == PackageManager.APT ? List.of("samba", "smbclient") : List.of("samba", "samba-client");
    }

    private List<String> missing(Host host, Task task) throws FailureException {
        List<String> missing = new ArrayList<>(names(host));
        missing.removeAll(host.packages().installed(names(host), task).keySet());
        return missing;
    }

    @Override
    public String doneWhen() {
        return "dpkg -s samba smbclient >/dev/null 2>&1 || rpm -q samba samba-client >/dev/null 2>&1";
    }

    @Override
    public List<String> scripted() {
        return Installation.script(List.of("samba", "smbclient"), List.of("samba", "samba-client"));
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        List<String> missing = missing(host, task);
        return missing.isEmpty() ? Probe.done(String.join(" and ", names(host)) + " are installed.")
                : Probe.make(String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are") + " not installed.");
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        List<String> missing = missing(host, task);
        if (host.packages().candidate(missing.getFirst(), task).isEmpty()) {
            host.packages().refresh(task);
        }
        Installation.install(host, missing, title(), log, task);
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Installation.undo(ground(), host(task), made, OWNER_OF_CONFIGURATION, task);
    }
}
