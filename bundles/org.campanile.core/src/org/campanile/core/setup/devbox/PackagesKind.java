package org.campanile.core.setup.devbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.Installation;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code host.packages}: packages of a host by its own package manager; undo removes those that came with them too. */
final class PackagesKind implements StepKind {

    @Override
    public String id() {
        return "host.packages";
    }

    @Override
    public String summary() {
        return "Packages of a host, installed by apt, dnf or yum with live output; another package manager is waited for.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "Host of the lab."),
                KindParameter.required("packages", ValueType.LIST, "Names of packages."),
                KindParameter.optional("refresh", ValueType.FLAG, "true", "Whether the lists of packages are fetched before."),
                KindParameter.optional("systems", ValueType.LIST, "", "Systems that have these packages, such as debian 12; none means any."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        List<ValueProblem> found = new ArrayList<>();
        for (String name : with.list("packages")) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9.+_:~-]*")) {
                found.add(new ValueProblem("packages", "\"" + name + "\" is no name of a package."));
            }
        }
        if (with.list("packages").isEmpty()) {
            found.add(new ValueProblem("packages", "Name at least one package."));
        }
        return found;
    }

    @Override
    public List<? extends Step> create(StepSpec entry, Ground ground) {
        return AcrossCuts.all(List.of(new Install(entry, ground)));
    }

    private static final class Install extends HostStep {

        private final Values with;
        private final List<String> names;

        Install(StepSpec entry, Ground ground) {
            super(ground, entry.with().host("host"), entry.id(), entry.titleOr("Install " + String.join(", ", entry.with().list("packages"))),
                    "Packages " + String.join(", ", entry.with().list("packages")) + " are installed on " + entry.with().host("host") + " with what they need.", List.of(),
                    List.of("sudo apt-get install -y " + String.join(" ", entry.with().list("packages")), "# with yum or dnf: sudo yum install -y " + String.join(" ", entry.with().list("packages"))), Duration.ofSeconds(60));
            this.with = entry.with();
            this.names = with.list("packages");
        }

        @Override
        public String where() {
            return hostName();
        }

        @Override
        public List<String> scripted() {
            return Installation.script(names, names);
        }

        @Override
        public String doneWhen() {
            // A package that was removed and has left its configuration is known to dpkg too.
            String all = String.join(" ", names);
            return "if command -v apt-get >/dev/null; then [ \"$(dpkg-query -W -f '${db:Status-Abbrev}\\n' " + all + " 2>/dev/null | grep -c '^.i')\" -ge " + names.size()
                    + " ]; else rpm -q " + all + " >/dev/null; fi";
        }

        @Override
        public Duration limit() {
            return Duration.ofMinutes(45);
        }

        private List<String> missing(Host host, Task task) throws FailureException {
            Map<String, String> installed = host.packages().installed(names, task);
            return names.stream().filter(n -> !installed.containsKey(n)).toList();
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            Host host = host(task);
            Optional<Failure> other = Systems.refusal("What is to be installed", with.list("systems"), host);
            if (other.isPresent()) {
                return Probe.blocked(other.get());
            }
            List<String> missing = missing(host, task);
            return missing.isEmpty() ? Probe.done("Installed: " + String.join(", ", names) + ".") : Probe.make("Not installed: " + String.join(", ", missing) + ".");
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            Host host = host(task);
            List<String> missing = missing(host, task);
            if (missing.isEmpty()) {
                return;
            }
            if (with.flag("refresh")) {
                host.packages().refresh(task);
            }
            Installation.install(host, missing, title(), log, task);
        }

        @Override
        public List<String> undoing(List<Made> made) {
            return Installation.undoing(made, hostName());
        }

        @Override
        public List<String> losing(List<Made> made) {
            return made.isEmpty() ? List.of() : List.of("What the services of " + names.getFirst() + " have stored in their own folders on " + hostName() + ".");
        }

        @Override
        public void undo(Task task, List<Made> made) throws FailureException {
            Installation.undo(ground(), host(task), made, Map.of(), task);
        }
    }
}
