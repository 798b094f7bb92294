package org.campanile.core.setup.share;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.host.ServiceControl;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Starts Samba with its new configuration, whatever starts services there, and proves the share with an SMB client. */
final class ShareServiceStep extends HostStep {

    private static final String SMBD = "smbd";
    private static final String SERVICE = "service";

    private final ShareRequest request;
    private final Values values;
    private final ShareProof proof;

    ShareServiceStep(Ground ground, String id, ShareRequest request, Values values, List<String> after) {
        super(ground, request.host(), id, "Restart Samba and reach share " + request.name(), "Samba is restarted and starts with the host from now on; an SMB client reads the share"
                + (request.writable() ? " and writes a file to it" : "") + ", from the host and from this machine where there is one"
                + (request.guest() ? "." : "; without the password it must not."), after, List.of("sudo systemctl enable --now smbd && sudo systemctl restart smbd",
                        "smbclient " + Command.word("//127.0.0.1/" + request.name()) + (request.guest() ? " -N" : " -U " + request.user()) + " -c ls"), Duration.ofSeconds(5));
        this.request = request;
        this.values = values;
        proof = new ShareProof(request, ground);
    }

    private static String service(Host host, Task task) throws FailureException {
        for (String name : List.of("smbd", "smb", "samba")) {
            if (host.services().status(name, task).state() != ServiceStatus.State.ABSENT) {
                return name;
            }
        }
        return "";
    }

    /** By a Samba that is not older than its file, at the port that it listens on first, which a file written by hand may have moved. */
    @Override
    public String doneWhen() {
        String fresh = "d=$(cat /run/samba/smbd.pid /var/run/smbd.pid 2>/dev/null | head -n 1); d=${d:-$(pgrep -o -x smbd || :)}; [ -n \"$d\" ] && [ $(($(date +%s) - $(ps -o etimes= -p \"$d\") + 1)) -ge "
                + "\"$(stat -L -c %Y -- " + Command.quote(request.config()) + ")\" ] && ";
        String port = "p=$(testparm -s --parameter-name='smb ports' " + Command.word(request.config()) + " 2>/dev/null | sed 's/[ ,].*//'); ";
        String read = "smbclient " + Command.word("//127.0.0.1/" + request.name()) + " -p \"${p:-445}\" -c ls";
        return fresh + "{ " + port + (request.guest() ? read + " -N >/dev/null 2>&1" : "printf 'username=%s\\npassword=%s\\n' " + request.user() + " " + values.variable("password")
                + " | " + read + " -A /dev/stdin >/dev/null 2>&1") + "; }";
    }

    @Override
    public List<String> scripted() {
        return List.of("s=smbd; [ -e /etc/init.d/smb ] && s=smb", "if [ -d /run/systemd/system ]; then", "  sudo systemctl enable \"$s\" && sudo systemctl restart \"$s\"", "else", "  sudo service \"$s\" restart", "fi",
                "for i in 1 2 3 4 5 6 7 8 9 10; do", "  if " + doneWhen() + "; then break; fi",
                "  [ \"$i\" -lt 10 ] || { echo " + Command.quote("An SMB client cannot read share " + request.name() + ".") + " >&2; exit 1; }", "  sleep 1", "done");
    }

    @Override
    public Map<String, String> rereads() {
        return Map.of(hostName() + ":" + request.config(), "It will be restarted, since " + request.config() + " changes.");
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        String name = service(host, task);
        if (name.isEmpty()) {
            return Probe.make("Samba is not installed yet.");
        }
        ServiceStatus status = host.services().status(name, task);
        if (!status.running()) {
            return Probe.make("Service " + name + " does not run.");
        }
        if (outdated(host, status, task)) {
            return Probe.change("Service " + name + " has run since before the configuration was changed.");
        }
        Optional<Secret> password = request.guest() ? Optional.empty() : values.knownSecret("password");
        if (!request.guest() && password.isEmpty()) {
            return Probe.done("Service " + name + " runs with this configuration; without the password the share was not read.");
        }
        return proof.unread(host, password, task).map(e -> Probe.make("The share cannot be read: " + e.failure().cameBack()))
                .orElseGet(() -> Probe.done("Service " + name + " runs, and the share can be read."));
    }

    /** Whether smbd began before the file it should have read was written; a second's difference tells nothing. */
    private boolean outdated(Host host, ServiceStatus status, Task task) throws FailureException {
        if (ground().facts().find(changed(request), Boolean.class).orElse(false)) {
            return true;
        }
        CommandResult result = host.lookAsRoot("c=$(stat -L -c %Y " + Command.quote(request.config()) + ") || exit 0\n"
                + "p=" + status.pid() + "; [ $p -gt 0 ] || p=$(pgrep -o -x smbd) || exit 0\n"
                + "ticks=$(sed 's/.*) //' /proc/$p/stat | cut -d' ' -f20); boot=$(awk '/^btime/ { print $2 }' /proc/stat)\n"
                + "[ -n \"$ticks\" ] && [ -n \"$boot\" ] || exit 0\n"
                + "[ $((boot + ticks / $(getconf CLK_TCK))) -lt $((c - 1)) ] && echo older; true", task);
        return result.out().contains("older");
    }

    /** The fact that the configuration was changed in this run. */
    static String changed(ShareRequest request) {
        return "share/" + request.host() + "/" + request.name() + "/changed";
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        String name = service(host, task);
        if (name.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "restarting Samba", host.where(), "", "The host has no service smbd or smb.",
                    "Look whether Samba was installed."));
        }
        ServiceControl services = host.services();
        ServiceStatus before = services.status(name, task);
        if (log.earlier().isEmpty()) {
            log.intend(new Made(SERVICE, name, (before.running() ? "running" : "stopped") + " " + before.enabled().name()));
        }
        inTurn(SMBD, task, () -> {
            ground().facts().forget(changed(request));
            services.enable(name, true, task);
            services.restart(name, task);
            if (services.status("nmbd", task).running()) {
                services.restart("nmbd", task);
            }
            listening(host, task);
        });
    }

    /** A service that was started answers a moment later. */
    private void listening(Host host, Task task) throws FailureException {
        int port = proof.port(host, task);
        String script = "for i in $(seq 100); do (exec 3<>/dev/tcp/127.0.0.1/" + port + ") 2>/dev/null && exit 0; sleep 0.1; done; exit 1";
        if (!host.run(Command.of("bash -c " + Command.quote(script)), task).ok()) {
            throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, "waiting for Samba", host.where() + " port " + port,
                    String.join("\n", host.services().log(service(host, task), "/var/log/samba/log.smbd", 8, task)), "smbd does not listen 10 s after its start.",
                    "Read its log; often the port is taken, or interfaces in smb.conf leaves 127.0.0.1 out."));
        }
    }

    @Override
    public void verify(Task task) throws FailureException {
        Host host = host(task);
        Optional<Secret> password = request.guest() ? Optional.empty() : Optional.of(values.secret("password"));
        // not while the step of another share starts it again
        inTurn(SMBD, task, () -> proof.prove(host, password, values.text("address"), task));
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        for (Made thing : made) {
            if (host.services().status(thing.id(), task).state() == ServiceStatus.State.ABSENT) {
                continue;
            }
            if (thing.detail().startsWith("stopped")) {
                host.services().stop(thing.id(), task);
            }
            if (thing.detail().endsWith(ServiceStatus.Enabled.NO.name())) {
                host.services().enable(thing.id(), false, task);
            }
        }
    }
}
