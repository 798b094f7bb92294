package org.campanile.core.setup.devstack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.campanile.core.file.TextDiff;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFile;
import org.campanile.core.host.Written;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.HostText;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Makes the user who runs DevStack, with sudo. A rule of sudo is tested by visudo before it is put in place: a broken one would lock everybody out. */
final class UserStep extends HostStep {

    private static final String USER = "system user";
    private static final String RULE = "rule of sudo";
    private static final String PACKAGE = "package";
    private static final String PATH = "PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin\n";
    /** The name that stack.sh itself gives the file. */
    private static final String FILE = "/etc/sudoers.d/50_stack_sh";

    private final DevStackRequest request;

    UserStep(DevStackRequest request, String id, List<String> after) {
        super(request.ground(), request.host(), id, "Create user " + request.user(), "User " + request.user() + " with home " + request.home()
                + " is created and may become root without a password, which DevStack needs.", after, List.of("sudo useradd -s /bin/bash -d " + request.home() + " -m " + request.user(),
                        "echo '" + rule(request).strip().lines().reduce((a, b) -> b).orElse("") + "' | { t=$(mktemp) && cat > \"$t\" && sudo visudo -cf \"$t\" && sudo install -m 440 \"$t\" " + FILE + "; r=$?; rm -f \"$t\"; [ $r -eq 0 ]; }"),
                Duration.ofSeconds(2));
        this.request = request;
    }

    private static String rule(DevStackRequest request) {
        return "Defaults:" + request.user() + " !requiretty\n" + request.user() + " ALL=(ALL) NOPASSWD:ALL\n";
    }

    private boolean exists(Host host, Task task) throws FailureException {
        return host.lookAsRoot("getent passwd " + Command.quote(request.user()) + " >/dev/null", task).ok();
    }

    /** Whether the user may already become root, by whatever rule. */
    private boolean free(Host host, Task task) throws FailureException {
        return host.lookAsRoot("command -v sudo >/dev/null && su -s /bin/sh " + Command.quote(request.user()) + " -c 'sudo -n true' >/dev/null 2>&1", task).ok();
    }

    @Override
    public String doneWhen() {
        return "getent passwd " + request.user() + " >/dev/null && sudo -u " + request.user() + " sudo -n true 2>/dev/null";
    }

    @Override
    public List<String> scripted() {
        String home = Command.quote(request.home());
        return List.of("sudo mkdir -p \"$(dirname " + home + ")\"", "getent passwd " + request.user() + " >/dev/null || " + commands().getFirst(), "sudo chmod a+x " + home, commands().get(1));
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        HostFile file = host.files().read(FILE, task);
        String diff = TextDiff.unified(FILE, HostText.of(file).text(), rule(request));
        if (!exists(host, task)) {
            return Probe.make("There is no user " + request.user() + ".", diff);
        }
        String home = host.succeeded("looking for the home of " + request.user(), host.lookAsRoot("getent passwd " + Command.quote(request.user()) + " | cut -d: -f6", task)).out().strip();
        if (!home.equals(request.home())) {
            return Probe.blocked(new Failure(Failure.Kind.CONFLICT, "looking at user " + request.user(), host.where(), "home " + home,
                    "The user exists, with another home than " + request.home() + ".", "Give home: " + home + ", or another user."));
        }
        return free(host, task) ? Probe.done("User " + request.user() + " exists and may become root.")
                : file.exists() ? Probe.change("User " + request.user() + " may not become root without a password.", diff)
                        : Probe.make("User " + request.user() + " may not become root without a password.", diff);
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        if (!host.lookAsRoot(PATH + "command -v sudo >/dev/null && command -v visudo >/dev/null", task).ok()) {
            log.intend(new Made(PACKAGE, "sudo"));
            host.packages().install(List.of("sudo"), task);
        }
        String user = Command.quote(request.user());
        if (!exists(host, task)) {
            log.intend(new Made(USER, request.user(), request.home()));
            host.succeeded("creating user " + request.user(), host.lookAsRoot(PATH + "getent group " + user + " >/dev/null || groupadd " + user + " || exit 1\n"
                    + "mkdir -p -- \"$(dirname -- " + Command.quote(request.home()) + ")\"; useradd -g " + user + " -s /bin/bash -d " + Command.quote(request.home()) + " -m " + user
                    + " && chmod a+x -- " + Command.quote(request.home()), task));
        }
        if (free(host, task)) {
            return;
        }
        tested(host, task);
        HostFile before = host.files().read(FILE, task);
        host.lookAsRoot("mkdir -p -m 750 /etc/sudoers.d", task);
        byte[] wanted = rule(request).getBytes(StandardCharsets.UTF_8);
        // A backup in this folder would be a rule too, unless its name has a dot, which ours has.
        Written written = host.files().plan(before, wanted);
        log.intend(new Made(RULE, written.path(), written.backup() + "\n" + written.sha256()));
        host.files().write(before, wanted, written, "440", "", task);
        if (!host.lookAsRoot(PATH + "visudo -c >/dev/null 2>&1", task).ok() || !free(host, task)) {
            host.files().restore(written, task);
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, "giving user " + request.user() + " sudo", FILE + " at " + host.where(), "",
                    "sudo does not take the rule, so it was taken back.", "Look whether /etc/sudoers includes /etc/sudoers.d, and what comes after it there."));
        }
    }

    private void tested(Host host, Task task) throws FailureException {
        String script = PATH + "t=$(mktemp) && cat > \"$t\" && visudo -cf \"$t\"; r=$?; rm -f \"$t\"; exit $r";
        host.succeeded("testing the rule of sudo with visudo", host.sudoQuietly(Command.of("sh -c " + Command.quote(script)).withStdin(rule(request)), task));
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        for (Made thing : made) {
            switch (thing.kind()) {
                case RULE -> {
                    String[] parts = thing.detail().split("\n", -1);
                    try {
                        host.files().restore(new Written(thing.id(), parts[0], parts[1]), task);
                    } catch (FailureException e) {
                        if (e.failure().kind() != Failure.Kind.CONFLICT) {
                            throw e;
                        }
                        // stack.sh writes the file anew for the same user; without the user it must go as well
                        task.line(thing.id() + " was changed since, as stack.sh does.");
                        host.lookAsRoot("grep -q '^" + request.user() + " ' " + FILE + " && ! grep -v -e '^" + request.user() + " ' -e '^Defaults:" + request.user() + " ' " + FILE
                                + " | grep -q . && rm -f " + FILE, task);
                    }
                }
                case USER -> removeUser(host, thing, task);
                case PACKAGE -> task.line("Package " + thing.id() + " stays, since others may have come to need it.");
                default -> {
                }
            }
        }
    }

    private void removeUser(Host host, Made thing, Task task) throws FailureException {
        if (!exists(host, task)) {
            return;
        }
        String home = Command.quote(thing.detail());
        String left = host.lookAsRoot("find " + home + " -mindepth 1 ! -name '.bash*' ! -name .profile ! -name .cache 2>/dev/null | head -n 1", task).out();
        boolean data = !left.isBlank();
        if (data && !ground().session().questions().confirm("Remove user " + thing.id() + " of " + hostName() + " with all files in " + thing.detail() + "?", null)) {
            task.line("User " + thing.id() + " stays: " + thing.detail() + " holds files, and their removal was not agreed to.");
            return;
        }
        host.succeeded("removing user " + thing.id(), host.lookAsRoot(PATH + "userdel -r " + Command.quote(thing.id()) + " 2>/dev/null || userdel " + Command.quote(thing.id()), task));
    }
}
