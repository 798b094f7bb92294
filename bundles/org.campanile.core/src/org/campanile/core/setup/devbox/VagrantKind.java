package org.campanile.core.setup.devbox;

import java.time.Duration;
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
                KindParameter.optional("box-url", ValueType.URL, "", "Where the box is fetched from when it is not there."),
                KindParameter.optional("minutes", ValueType.NUMBER, "120", "After that it is ended."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        return JobStep.problems(with);
    }

    @Override
    public List<? extends Step> create(StepSpec entry, Ground ground) {
        return AcrossCuts.all(List.of(new Up(entry, ground)));
    }

    private static final class Up extends JobStep {

        private final String folder;

        Up(StepSpec entry, Ground ground) {
            super(entry, ground, "Start the devbox with Vagrant",
                    "Vagrant adds box " + entry.with().text("box") + " when it is not there, and starts and provisions the machine of " + entry.with().text("folder") + ".",
                    List.of("cd " + Command.quote(entry.with().text("folder")) + " && vagrant up"), Duration.ofMinutes(30));
            this.folder = with.text("folder");
        }

        private String as(String line) {
            String inside = "cd " + Command.quote(folder) + " && " + line;
            return with.text("user").isEmpty() ? inside : "su -s /bin/sh " + Command.quote(with.text("user")) + " -c " + Command.quote(inside);
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            Host host = host(task);
            CommandResult result = host.sudoQuietly(Command.of("command -v vagrant >/dev/null || exit 127; [ -f " + Command.quote(folder + "/Vagrantfile") + " ] || exit 66; "
                    + as("vagrant status --machine-readable")).within(Duration.ofMinutes(2)), task);
            if (result.exit() == 127) {
                return Probe.blocked(new Failure(Failure.Kind.NOT_FOUND, "looking at Vagrant", host.where(), "", "The host has no Vagrant.",
                        "Install Vagrant and VirtualBox, or use another way to a devbox."));
            }
            if (result.exit() == 66) {
                return Probe.blocked(new Failure(Failure.Kind.NOT_FOUND, "looking at Vagrant", host.where(), folder, "There is no Vagrantfile.",
                        "Clone murano-deployment and give its folder getting-started."));
            }
            String out = host.succeeded("asking Vagrant for the state of the devbox", result).out();
            String state = out.lines().map(l -> l.split(",")).filter(c -> c.length > 3 && c[2].equals("state")).map(c -> c[3]).findFirst().orElse("unknown");
            return state.equals("running") ? Probe.done("The machine runs.") : Probe.make("Vagrant says: " + state.replace('_', ' ') + ".");
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            Host host = host(task);
            HostFile binding = host.files().read(folder + "/lab-binding.rc", task);
            List<LabBinding.Lint> bad = binding.exists() ? LabBinding.of(binding.content()).lint().stream().filter(LabBinding.Lint::fatal).toList()
                    : List.of(new LabBinding.Lint("", "lab-binding.rc is not there.", true, false));
            if (!bad.isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, title(), host.where() + " " + folder + "/lab-binding.rc", String.join(" ",
                        bad.stream().map(LabBinding.Lint::message).toList()), "The machine would be provisioned with empty or damaged values.",
                        "Write or repair lab-binding.rc in that folder first."));
            }
            String box = with.text("box");
            String add = with.text("box-url").isEmpty() ? "true" : "vagrant box list | grep -q '^" + box.replaceAll("[^A-Za-z0-9._/-]", "") + " ' || vagrant box add "
                    + Command.quote(box) + " " + Command.quote(with.text("box-url"));
            log.intend(new Made("machine of Vagrant", folder));
            run(new Job(jobName("vagrant"), "{ " + add + "; } && vagrant up", folder, with.text("user"), binding.sha256()), "Vagrant",
                    "Read its output and ~/provision.log in the machine; then try this step again.", task, log);
        }

        @Override
        public List<String> undoing(List<Made> made) {
            return made.isEmpty() ? List.of() : List.of("Destroys the machine of Vagrant in " + folder + " on " + hostName() + ".");
        }

        @Override
        public List<String> losing(List<Made> made) {
            return made.isEmpty() ? List.of() : List.of("All that is in the machine of Vagrant in " + folder + ".");
        }

        @Override
        public void undo(Task task, List<Made> made) throws FailureException {
            if (!made.isEmpty()) {
                host(task).require("destroying the machine of Vagrant", Command.of(as("vagrant destroy -f")).within(Duration.ofMinutes(10)), task);
            }
        }
    }
}
