package org.campanile.core.setup.devbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.host.HostFile;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.Job;
import org.campanile.core.setup.onhost.Jobs;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * {@code devbox.installer}: a mode of murano-git-install.sh (Murano protocol document, section 8.2), with live output, over a cut connection too. Refused
 * on other systems than it is written for, and while lab-binding.rc would give the services empty or damaged values.
 */
final class InstallerKind implements StepKind {

    private static final List<String> SYSTEMS = List.of("ubuntu 12.04", "centos 6", "rhel 6");

    /** Minutes a mode usually takes, and when it is done as a script can see it; a mode without such a sign is done when it ran well once. */
    private record Mode(int minutes, String doneWhen, boolean needsBinding) {
    }

    private static final String CONFIGURED = "grep -qs '^log_file = /var/log/murano-api.log' /etc/murano-api/murano-api.conf && "
            + "grep -qs '^log_file = /var/log/murano-conductor.log' /etc/murano-conductor/conductor.conf";

    private static final Map<String, Mode> MODES = Map.of("prerequisites", new Mode(20, "command -v node lessc >/dev/null 2>&1 || command -v pip >/dev/null 2>&1 && "
            + "{ [ -d /usr/share/openstack-dashboard ] && [ ! -d /usr/share/openstack-dashboard-ubuntu-theme ]; }", false),
            "install", new Mode(15, "[ -e /etc/init/murano-api.conf -o -x /etc/init.d/murano-api ] && [ -e /etc/init/murano-conductor.conf -o -x "
                    + "/etc/init.d/murano-conductor ] && " + CONFIGURED, true),
            "reinstall", new Mode(15, "", true), "uninstall", new Mode(2, "[ ! -e /etc/murano-api ] && [ ! -e /etc/murano-conductor ]", false),
            "update", new Mode(3, "", false), "upgrade", new Mode(10, "", false), "configure", new Mode(1, CONFIGURED, true), "restart", new Mode(1, "", false),
            "fetch", new Mode(5, "[ -d /opt/git/murano-api/.git ] && [ -d /opt/git/murano-conductor/.git ]", false));

    @Override
    public String id() {
        return "devbox.installer";
    }

    @Override
    public String summary() {
        return "A mode of murano-git-install.sh of Murano 0.2, with live output; Ubuntu 12.04 and CentOS 6 only.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "The devbox."),
                KindParameter.choice("mode", "What the installer shall do.", "install", "prerequisites", "reinstall", "uninstall", "update", "upgrade", "configure",
                        "restart", "fetch"),
                KindParameter.optional("script", ValueType.TEXT, "/opt/git/murano-deployment/devbox-scripts/murano-git-install.sh", "The installer."),
                KindParameter.optional("binding", ValueType.TEXT, LabBinding.PATH, "lab-binding.rc."),
                KindParameter.optional("systems", ValueType.LIST, String.join(", ", SYSTEMS), "Systems that the script is written for."),
                KindParameter.optional("minutes", ValueType.NUMBER, "90", "After that it is ended."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        List<ValueProblem> found = new ArrayList<>();
        for (String name : List.of("script", "binding")) {
            if (!with.text(name).startsWith("/")) {
                found.add(new ValueProblem(name, "A path on a host begins with a slash."));
            }
        }
        return found;
    }

    @Override
    public List<? extends Step> create(StepSpec entry, Ground ground) {
        return AcrossCuts.all(List.of(new Run(entry, ground)));
    }

    private static final class Run extends JobStep {

        private static final String RAN = "mode of the installer";

        private final String name;
        private final Mode mode;

        Run(StepSpec entry, Ground ground) {
            super(entry, ground, "Run the installer: " + entry.with().text("mode"),
                    "murano-git-install.sh " + entry.with().text("mode") + " runs on " + entry.with().host("host") + " as root.",
                    List.of("sudo " + Command.word(entry.with().text("script")) + " " + entry.with().text("mode")), Duration.ofMinutes(MODES.get(entry.with().text("mode")).minutes()));
            this.name = with.text("mode");
            this.mode = MODES.get(name);
        }

        @Override
        public String doneWhen() {
            return mode.doneWhen();
        }

        private Job job(Host host, Task task) throws FailureException {
            HostFile script = host.files().read(with.text("script"), task);
            HostFile binding = host.files().read(with.text("binding"), task);
            return new Job("murano-git-install-" + name, Command.word(with.text("script")) + " " + name, "/", "", script.sha256() + binding.sha256());
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            Host host = host(task);
            Optional<Failure> other = Systems.refusal("The installer of Murano 0.2", with.list("systems"), host);
            if (other.isPresent()) {
                return Probe.blocked(other.get());
            }
            Job job = job(host, task);
            if (mode.doneWhen().isEmpty() ? new Jobs(this::host).look(job, task).succeeded() : host.lookAsRoot(mode.doneWhen() + "\n", task).ok()) {
                return Probe.done("The installer has done " + name + ".");
            }
            return readable(host, task).map(Probe::blocked).orElseGet(() -> Probe.make("The installer has not done " + name + " yet."));
        }

        /** Why it cannot be run: no script, or a lab-binding.rc that is missing or bad; the latter may still come before this step. */
        private Optional<Failure> readable(Host host, Task task) throws FailureException {
            HostFile script = host.files().read(with.text("script"), task);
            if (script.exists() && new String(script.content(), StandardCharsets.UTF_8).contains("\r\n")) {
                return Optional.of(new Failure(Failure.Kind.BAD_INPUT, "looking at the installer", with.text("script"), "carriage returns",
                        "The script has line ends of Windows; the shell would not find its interpreter.", "Clone it again with core.autocrlf off."));
            }
            return Optional.empty();
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            Host host = host(task);
            if (!host.files().read(with.text("script"), task).exists()) {
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, doing(), host.where(), with.text("script"), "The installer is not there.",
                        "Clone murano-deployment first, or give the path of the script."));
            }
            if (mode.needsBinding()) {
                binding(host, task);
            }
            log.intend(new Made(RAN, name));
            run(job(host, task), "the installer", "Read /tmp/murano-git-install.log on the host, correct the cause, then try this step again.", task, log);
        }

        /** Without the file the installer opens an editor and waits for somebody who is not there. */
        private void binding(Host host, Task task) throws FailureException {
            HostFile file = host.files().read(with.text("binding"), task);
            if (!file.exists()) {
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, doing(), host.where(), with.text("binding"),
                        "lab-binding.rc is not there; the installer would open an editor and wait.", "Write lab-binding.rc first."));
            }
            List<LabBinding.Lint> bad = LabBinding.of(file.content()).lint().stream().filter(LabBinding.Lint::fatal).toList();
            if (!bad.isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing(), host.where() + " " + with.text("binding"), String.join(" ",
                        bad.stream().map(LabBinding.Lint::message).toList()), "The installer would write empty or damaged values into the services' files.",
                        "Correct lab-binding.rc, or let its step repair it."));
            }
        }

        @Override
        public boolean undoable() {
            return name.equals("install");
        }

        @Override
        public List<String> undoing(List<Made> made) {
            return made.isEmpty() ? List.of() : List.of("Runs the installer's uninstall on " + hostName() + ", which removes the services and their two folders in /etc.");
        }

        @Override
        public void undo(Task task, List<Made> made) throws FailureException {
            if (!made.isEmpty()) {
                Host host = host(task);
                Job job = new Job("murano-git-install-uninstall", Command.word(with.text("script")) + " uninstall", "/", "", host.files().read(with.text("script"), task).sha256());
                Jobs jobs = new Jobs(this::host);
                jobs.start(job, task);
                Job.Standing end = jobs.follow(job, task, task::line);
                if (!end.succeeded()) {
                    throw new FailureException(new Failure(Failure.Kind.REMOTE, "taking back: " + title(), host.where(), "exit code " + end.exit(),
                            "The installer's uninstall failed.", "Read /tmp/murano-git-install.log on the host."));
                }
            }
        }
    }
}
