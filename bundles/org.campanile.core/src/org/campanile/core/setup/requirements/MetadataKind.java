package org.campanile.core.setup.requirements;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.openstack.Networking;
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
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * {@code cloud.metadata}: the metadata service, from which a VM gets its user data and so the agent its configuration: Nova's part answers, as seen from the
 * lab's host, Neutron's agent is alive, and, where a host has the namespaces of networks, 169.254.169.254 answers in one.
 */
final class MetadataKind implements CheckKind {

    private static final Target WELL_KNOWN = new Target("metadata", "169.254.169.254", 80);

    @Override
    public String id() {
        return "cloud.metadata";
    }

    @Override
    public String summary() {
        return "Whether VMs get their user data: Nova's metadata service, Neutron's metadata agent, and the well-known address in a VMs' network.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("nova", ValueType.TEXT, "Nova's metadata service, host:port, usually port 8775 of the controller."),
                KindParameter.optional("from", ValueType.TEXT, "", "Host of the lab from where it has to answer; this machine when not given."),
                KindParameter.optional("network-host", ValueType.TEXT, "", "Host of the lab that has the namespaces of the VMs' networks."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        try {
            Target.of(with.text("nova"));
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(new ValueProblem("nova", e.getMessage()));
        }
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        Duration limit = Duration.ofSeconds(30);
        Target nova = Target.of(spec.with().text("nova"));
        String from = spec.with().text("from");
        String networks = spec.with().text("network-host");
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of(spec.id() + ".nova", "Metadata service of Nova", spec.group(), limit, task -> {
            Map<Target, Answer> seen = from.isEmpty() ? Reach.here(List.of(nova)) : Reach.from(HostStep.on(ground, from, task), List.of(nova), task);
            return List.of(nova(nova, seen.get(nova)));
        }));
        checks.add(Check.of(spec.id() + ".agent", "Metadata agent of Neutron", spec.group(), limit, task -> List.of(agents(ground, task))));
        if (!networks.isEmpty()) {
            checks.add(Check.of(spec.id() + ".network", "Metadata in the network of VMs", spec.group(), limit, task -> {
                Map<Target, Answer> seen = Reach.fromNamespace(HostStep.on(ground, networks, task), "", List.of(WELL_KNOWN), task);
                return List.of(seen.isEmpty() ? Finding.of(Severity.INFO, networks, "It has no namespace of a router or of DHCP, so it cannot be seen from there.")
                        : nova(WELL_KNOWN, seen.get(WELL_KNOWN)));
            }));
        }
        return checks;
    }

    /** What an answer of the metadata service means; it is HTTP and asks for a server's own address, so a refusal in HTTP is good. Pure. */
    static Finding nova(Target target, Answer answer) {
        if (answer.open() && answer.answer().startsWith("HTTP/") && !answer.answer().contains(" 50")) {
            return Finding.ok(target.where(), answer.answer());
        }
        return Finding.of(Severity.ERROR, target.where(), answer.answer())
                .withCause(answer.open() ? "Something else answers there, or the service has failed." : "The metadata service does not run, or listens elsewhere.")
                .withImpact("VMs get no user data: the agent is not configured, the deployment waits until its time is over.")
                .withFix("Start nova-api-metadata (or nova-api with metadata among its APIs) and look into its log.");
    }

    private static Finding agents(Ground ground, Task task) throws FailureException {
        try {
            return agents(ground.session().cloud(task).networking().agents(task));
        } catch (FailureException e) {
            if (e.failure().kind() != Failure.Kind.DENIED) {
                throw e;
            }
            return Finding.of(Severity.INFO, "Metadata agent", "Only an account with the admin role may look.");
        }
    }

    /** What Neutron's list of agents means. Pure. */
    static Finding agents(List<Networking.Agent> all) {
        List<Networking.Agent> own = all.stream().filter(a -> a.binary().contains("metadata")).toList();
        List<Networking.Agent> alive = own.stream().filter(Networking.Agent::alive).toList();
        if (!alive.isEmpty()) {
            return Finding.ok("Metadata agent", "alive on " + String.join(", ", alive.stream().map(Networking.Agent::host).toList()));
        }
        return Finding.of(own.isEmpty() ? Severity.WARNING : Severity.ERROR, "Metadata agent", own.isEmpty() ? "Neutron lists none."
                : "None is alive: " + String.join(", ", own.stream().map(a -> a.host() + ", last heard " + a.heartbeat()).toList()))
                .withImpact("VMs get no user data: the agent is not configured, the deployment waits until its time is over.")
                .withFix("Start neutron-metadata-agent; or have images read a configuration drive, and force_config_drive in Nova.");
    }
}
