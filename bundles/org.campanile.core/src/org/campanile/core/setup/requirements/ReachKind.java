package org.campanile.core.setup.requirements;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.requirements.Reach.Answer;
import org.campanile.core.setup.requirements.Reach.Target;

/** {@code host.reach}: who reaches whom: from this machine, from hosts of the lab, from the network of VMs, to ports, and what answers there. */
final class ReachKind implements CheckKind {

    /** Stands for this machine among those that connect. */
    private static final String HERE = "here";

    @Override
    public String id() {
        return "host.reach";
    }

    @Override
    public String summary() {
        return "Who reaches which port as seen from each side: this machine, devbox, lab host, the VMs' network; and what answers there.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.optional("from", ValueType.LIST, HERE, "Hosts of the lab that connect; here stands for this machine."),
                KindParameter.required("to", ValueType.LIST, "Where to, each as label=host:port."),
                KindParameter.optional("vms", ValueType.FLAG, "false", "Whether it is also tried from the network of VMs."),
                KindParameter.optional("network-host", ValueType.TEXT, "", "Host of the lab that has the namespaces of the VMs' networks."),
                KindParameter.optional("network", ValueType.TEXT, "", "Id of the network; any when not given."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        List<ValueProblem> found = new ArrayList<>();
        for (String to : with.list("to")) {
            try {
                Target.of(to);
            } catch (IllegalArgumentException e) {
                found.add(new ValueProblem("to", e.getMessage()));
            }
        }
        return found;
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        List<Target> targets = spec.with().list("to").stream().map(Target::of).toList();
        List<Check> checks = new ArrayList<>();
        for (String from : spec.with().list("from")) {
            String name = from.equals(HERE) ? "this machine" : from;
            checks.add(Check.of(spec.id() + "." + from.replaceAll("[^\\p{L}\\p{N}._-]", "-"), "Ways from " + name, spec.group(), Duration.ofSeconds(30),
                    task -> judge(name, from.equals(HERE) ? Reach.here(targets) : Reach.from(HostStep.on(ground, from, task), targets, task), targets)));
        }
        if (spec.with().flag("vms")) {
            checks.add(Check.of(spec.id() + ".vms", "Ways from the network of VMs", spec.group(), Duration.ofSeconds(30), task -> {
                String host = spec.with().text("network-host");
                Map<Target, Answer> seen = host.isEmpty() ? Map.of()
                        : Reach.fromNamespace(HostStep.on(ground, host, task), spec.with().text("network"), targets, task);
                return seen.isEmpty() ? unseen(targets, host) : judge("the network of VMs", seen, targets);
            }));
        }
        return checks;
    }

    /** From where nobody can look: what the addresses alone tell. */
    static List<Finding> unseen(List<Target> targets, String host) {
        List<Finding> found = new ArrayList<>();
        for (Target target : targets) {
            if (target.host().matches("127\\..*|localhost|::1|0\\.0\\.0\\.0")) {
                found.add(Finding.of(Severity.WARNING, "VMs to " + target.label(), target.where()).withCause("This address means the VM itself to a VM.")
                        .withImpact("Agents in VMs do not reach it.").withFix("Give the address that VMs can reach; in a lab on one machine without guests it may stay."));
            }
        }
        found.add(Finding.of(Severity.INFO, "the network of VMs", host.isEmpty() ? "No host with the namespaces of networks is named."
                : host + " has no namespace of a router or of DHCP.").withImpact("Whether VMs reach the broker is seen only when the first agent answers.")
                .withFix("Name the host that runs Neutron's DHCP or L3 agent."));
        return found;
    }

    /** What was seen from one side. Pure. */
    static List<Finding> judge(String from, Map<Target, Answer> seen, List<Target> targets) {
        List<Finding> found = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (Target target : targets) {
            Answer answer = seen.getOrDefault(target, new Answer(false, "not tried"));
            if (answer.open()) {
                good.add(target.label() + " " + target.where() + ": " + answer.answer());
                continue;
            }
            boolean silent = answer.answer().contains("failure in name resolution");
            boolean name = silent || answer.answer().contains("not known");
            boolean refused = answer.answer().contains("refused");
            found.add(Finding.of(Severity.ERROR, from + " to " + target.label(), target.where() + ": " + answer.answer())
                    .withCause(silent ? "The name service of that side does not answer." : name ? "The name is not known on that side." : refused ? "Nothing listens there, or a firewall refuses."
                            : "A firewall swallows packets, or there is no way between the networks.")
                    .withImpact(from + " cannot use " + target.label() + ".")
                    .withFix(silent ? "Look at /etc/resolv.conf of that side, or add the name to /etc/hosts." : name ? "Add the name to that side's name service or /etc/hosts." : refused ? "Start the service, or have it listen at this address and not at loopback only."
                            : "Open the port in the firewalls between, and check routes."));
        }
        if (!good.isEmpty()) {
            found.addFirst(Finding.ok("from " + from, String.join("; ", good)));
        }
        return found;
    }
}
