package org.campanile.core.setup.devbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
import org.campanile.core.remote.CommandResult;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.Job;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code devbox.vagrant}: the devbox as a virtual machine that Vagrant makes (Murano protocol document, section 8.4), provisioned by its own script. */
final class VagrantKind implements StepKind {

    /** provision.sh goes on behind what fails, so a machine that runs need not have what it should bring. */
    private static final String PROVISIONED = "test -e /etc/murano-api/murano-api.conf && test -e /etc/murano-conductor/conductor.conf";

    @Override
    public String id() {
        return "devbox.vagrant";
    }

    @Override
    public String summary() {
        return "The devbox as a machine of Vagrant: its box added, lab-binding.rc checked, the machine up and provisioned.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "The machine that runs Vagrant."),
                KindParameter.required("folder", ValueType.TEXT, "Folder with Vagrantfile, provision.sh and lab-binding.rc."),
                KindParameter.optional("user", ValueType.TEXT, "", "Who runs Vagrant; root when empty."),
                KindParameter.optional("box", ValueType.TEXT, "precise64", "Name of the box."),
                KindParameter.optional("box-url", ValueType.TEXT, "", "Where the box is fetched from when it is not there; an address, or a path on that machine."),
                KindParameter.optional("provisioned-when", ValueType.TEXT, PROVISIONED, "Condition for a shell in the machine that is true when it is provisioned to its end."),
                KindParameter.optional("minutes", ValueType.NUMBER, "120", "After that it is ended."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        List<ValueProblem> found = new ArrayList<>(JobStep.problems(with));
        if (!with.text("box").matches("[A-Za-z0-9][A-Za-z0-9._/-]*")) {
            found.add(new ValueProblem("box", "This is no name of a box."));
        }
        if (!with.text("box-url").matches("((https?|file)://|/)\\S+|")) {
            found.add(new ValueProblem("box-url", "Give an address that begins with http://, https:// or file://, or a path that begins with a slash."));
        }
        return found;
    }

    @Override
    public List<? extends Step> create(StepSpec entry, Ground ground) {
        return AcrossCuts.all(List.of(new Up(entry, ground)));
    }

    private static final class Up extends JobStep {

        private static final String MACHINE = "machine of Vagrant";
        private static final String BOX = "box of Vagrant";
        private static final String NOTES = "folder of Vagrant";

        private final String folder;
        private final String box;

        Up(StepSpec entry, Ground ground) {
            super(entry, ground, "Start the devbox with Vagrant",
                    "Vagrant adds box " + entry.with().text("box") + " when it is not there, and starts and provisions the machine of " + entry.with().text("folder") + ".",
                    List.of(root(entry.with(), "cd " + Command.quote(entry.with().text("folder")) + " && " + up(entry.with()))), Duration.ofMinutes(30));
            this.folder = with.text("folder");
            this.box = with.text("box");
        }

        private static String root(Values with, String line) {
            return "sudo " + (with.text("user").isEmpty() ? "" : "-u " + Command.quote(with.text("user")) + " -H ") + "bash -c " + Command.quote(line);
        }

        private static String hasBox(Values with) {
            return "vagrant box list | grep -q '^" + with.text("box").replace(".", "[.]") + " '";
        }

        private static String provisioned(Values with) {
            return "vagrant ssh -c " + Command.quote(with.text("provisioned-when")) + " </dev/null >/dev/null 2>&1";
        }

        /** A machine that runs is not provisioned again by itself. */
        private static String up(Values with) {
            String add = with.text("box-url").isEmpty() ? "" : "{ " + hasBox(with) + " || vagrant box add " + Command.quote(with.text("box")) + " "
                    + Command.quote(with.text("box-url")) + "; } && ";
            return add + "vagrant up && { " + provisioned(with) + " || vagrant provision; }";
        }

        @Override
        public String doneWhen() {
            return root(with, "cd " + Command.quote(folder) + " 2>/dev/null && vagrant status --machine-readable | grep -q ',state,running' && " + provisioned(with));
        }

        @Override
        public List<String> scripted() {
            return List.of(commands().getFirst(), doneWhen() + " || { echo 'The machine runs, but is not provisioned to its end.' >&2; exit 1; }");
        }

        private Command as(String line) {
            String shell = with.text("user").isEmpty() ? line : "su -s /bin/sh " + Command.quote(with.text("user")) + " -c " + Command.quote(line);
            return Command.of(shell);
        }

        private Command inFolder(String line) {
            return as("cd " + Command.quote(folder) + " && " + line);
        }

        private Failure missing(Host host, String subject, String meaning, String next) {
            return new Failure(Failure.Kind.NOT_FOUND, "looking at Vagrant", host.where(), subject, meaning, next);
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            Host host = host(task);
            if (!host.look("command -v vagrant", task).ok()) {
                return Probe.blocked(missing(host, "", "The host has no Vagrant.", "Install Vagrant and VirtualBox, or use another way to a devbox."));
            }
            if (with.text("box-url").isEmpty() && !hasBox(host, task)) {
                // no NOT_FOUND, since no step before it brings it
                return Probe.blocked(new Failure(Failure.Kind.CONFLICT, "looking at Vagrant", host.where(), box, "Vagrant has no box " + box
                        + ", and the address that the Vagrantfile has for it is gone.", "Give an address of the box that the host reaches, or add it by hand: vagrant box add."));
            }
            if (!host.lookAsRoot("[ -f " + Command.quote(folder + "/Vagrantfile") + " ]", task).ok()) {
                return Probe.blocked(missing(host, folder, "There is no Vagrantfile.", "Clone murano-deployment and give its folder getting-started."));
            }
            CommandResult result = host.sudoQuietly(inFolder("vagrant status --machine-readable").within(Duration.ofMinutes(2)), task);
            String out = host.succeeded("asking Vagrant for the state of the devbox", result).out();
            String state = out.lines().map(l -> l.split(",")).filter(c -> c.length > 3 && c[2].equals("state")).map(c -> c[3]).findFirst().orElse("unknown");
            if (!state.equals("running")) {
                return Probe.make("Vagrant says: " + state.replace('_', ' ') + ".");
            }
            return host.sudoQuietly(inFolder(provisioned(with)).within(Duration.ofMinutes(2)), task).ok() ? Probe.done("The machine runs and is provisioned.")
                    : Probe.make("The machine runs, but is not provisioned to its end.");
        }

        private boolean hasBox(Host host, Task task) throws FailureException {
            return host.sudoQuietly(as(hasBox(with)).within(Duration.ofMinutes(1)), task).ok();
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            Host host = host(task);
            HostFile binding = host.files().read(folder + "/lab-binding.rc", task);
            List<LabBinding.Lint> bad = binding.exists() ? LabBinding.of(binding.content()).lint().stream().filter(LabBinding.Lint::fatal).toList()
                    : List.of(new LabBinding.Lint("", "lab-binding.rc is not there.", true, false));
            if (!bad.isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing(), host.where() + " " + folder + "/lab-binding.rc", String.join(" ",
                        bad.stream().map(LabBinding.Lint::message).toList()), "The machine would be provisioned with empty or damaged values.",
                        "Write or repair lab-binding.rc in that folder first."));
            }
            if (!hasBox(host, task)) {
                log.intend(new Made(BOX, box));
            }
            if (!host.lookAsRoot("[ -e " + Command.quote(folder + "/.vagrant") + " ]", task).ok()) {
                log.intend(new Made(NOTES, folder + "/.vagrant"));
            }
            log.intend(new Made(MACHINE, folder));
            run(new Job(jobName("vagrant"), up(with), folder, with.text("user"), binding.sha256()), "Vagrant",
                    "Read its output and ~/provision.log in the machine; then try this step again.", task, log);
        }

        @Override
        public List<String> undoing(List<Made> made) {
            return made.stream().map(m -> switch (m.kind()) {
                case BOX -> "Removes box " + m.id() + " of Vagrant from " + hostName() + ".";
                case NOTES -> "Removes " + m.id() + " on " + hostName() + ", where Vagrant keeps what it knows of its machine.";
                default -> "Destroys the machine of Vagrant in " + folder + " on " + hostName() + ".";
            }).distinct().toList();
        }

        @Override
        public List<String> losing(List<Made> made) {
            return made.isEmpty() ? List.of() : List.of("All that is in the machine of Vagrant in " + folder + ".");
        }

        @Override
        public void undo(Task task, List<Made> made) throws FailureException {
            if (made.stream().anyMatch(m -> m.kind().equals(MACHINE))) {
                host(task).require("destroying the machine of Vagrant", inFolder("vagrant destroy -f").within(Duration.ofMinutes(10)), task);
            }
            for (Made m : made) {
                if (m.kind().equals(NOTES)) {
                    host(task).require("removing " + m.id(), Command.of("rm -rf -- " + Command.quote(m.id())), task);
                } else if (m.kind().equals(BOX) && hasBox(host(task), task)) {
                    host(task).require("removing the box of Vagrant", as("vagrant box remove --force " + Command.quote(m.id())).within(Duration.ofMinutes(10)), task);
                }
            }
        }
    }
}
