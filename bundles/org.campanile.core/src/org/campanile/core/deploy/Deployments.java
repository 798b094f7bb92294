package org.campanile.core.deploy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Deploys environments to one lab, looks at what is deployed, and deletes it. A deployment can be left and taken up again: everything is
 * found by the stack's name, which comes from the environment's id, and deploying again continues where the stack stands. Each method blocks
 * and belongs on a worker thread; listeners are called on that thread, or on another when the lock was cut, one call at a time, and must return
 * quickly. A change is made under the environment's lock, so that two programs never change one deployment at the same time. Thread-safe as far
 * as its ports are.
 */
public final class Deployments {

    private final ServiceTypes types;
    private final StackService stacks;
    private final Optional<AgentChannel> agents;
    private final Optional<UnitWork> work;
    private final Consent consent;
    private final Audit audit;
    private final UnderLock lock;
    private final Clock clock;

    /**
     * Deployments of one lab.
     *
     * @param stacks the lab's cloud
     * @param agents the lab's broker, absent when it has none
     * @param work who asks the agents and does what is to be done inside the units; absent when the lab has no broker
     * @param consent asked before every change
     * @param audit told of every change
     * @param lock held during every change; {@link DeploymentLock#NONE} where nobody keeps one or the caller holds it
     */
    public Deployments(ServiceTypes types, StackService stacks, Optional<AgentChannel> agents, Optional<UnitWork> work, Consent consent, Audit audit, DeploymentLock lock) {
        this(types, stacks, agents, work, consent, audit, lock, Clock.systemUTC());
    }

    Deployments(ServiceTypes types, StackService stacks, Optional<AgentChannel> agents, Optional<UnitWork> work, Consent consent, Audit audit, DeploymentLock lock,
            Clock clock) {
        this.types = Objects.requireNonNull(types);
        this.stacks = Objects.requireNonNull(stacks);
        this.agents = Objects.requireNonNull(agents);
        this.work = Objects.requireNonNull(work);
        this.consent = Objects.requireNonNull(consent);
        this.audit = Objects.requireNonNull(audit);
        this.lock = new UnderLock(Objects.requireNonNull(lock));
        this.clock = Objects.requireNonNull(clock);
    }

    /** What would be sent to Heat, without sending it; fails as {@link #deploy} does for a document with errors. */
    public StackTemplate template(Environment environment, DeploymentSettings settings, Task task) throws FailureException {
        return draft(environment, settings, StackHosts.of(environment, stacks.find(DeploymentNames.stack(environment), task), types)).template();
    }

    private Optional<UnitWork> inside(DeploymentSettings settings) {
        return settings.agents() == AgentExpectation.NONE ? Optional.empty() : work;
    }

    private record Draft(StackTemplate template, Orchestration.StackDraft stack) {
    }

    /** Creates or updates the stack, follows it, and asks the agents. What fails is in the result; nothing is thrown. */
    public DeploymentResult deploy(Environment environment, DeploymentSettings settings, Consumer<DeploymentSnapshot> listener, Task task) {
        boolean asking = settings.agents() != AgentExpectation.NONE;
        DeploymentProgress progress = new DeploymentProgress(environment, asking ? AgentState.WAITING : AgentState.NOT_EXPECTED, listener, clock);
        return new Following(progress, task).run(() -> {
            progress.publish();
            draft(environment, settings, HostNames.of(environment));
            lock.run(environment, "deploying", progress::waiting, task, locked -> {
                String name = DeploymentNames.stack(environment);
                Optional<Orchestration.Stack> before = stacks.find(name, locked);
                consent.allow((before.isPresent() ? "Updates stack " : "Creates stack ") + name + " of environment " + environment.name() + " with "
                        + environment.unitCount() + " servers.");
                locked.checkCancelled("deploying an environment");
                balancers(environment).forEach(progress::finding);
                new DeploymentRun(environment, stacks, agents, inside(settings), audit, progress, settings).run(old -> {
                    Map<String, String> hosts = StackHosts.of(environment, old, types);
                    progress.hosts(hosts);
                    return draft(environment, settings, hosts).stack();
                }, before, locked);
            });
        });
    }

    /** The original had Heat make a balancer for each farm (protocol document, section 4.2); where Octavia is missing, whoever deploys a farm has to know. */
    private List<Finding> balancers(Environment environment) {
        return stacks.hasBalancers() ? List.of() : Balancer.farms(environment, types).stream()
                .map(service -> Finding.of(Severity.WARNING, service.name(), "The farm " + service.name() + " gets no load balancer.")
                        .withCause("The cloud's catalogue has no load balancer service (Octavia).").withImpact("Each of its units is reached by its own address only.")
                        .withFix("Make a load balancer for the addresses of its units, port 80, outside of the environment.")).toList();
    }

    private Draft draft(Environment environment, DeploymentSettings settings, Map<String, String> hosts) throws FailureException {
        Optional<String> wrong = Problem.told(new EnvironmentRules(types).errors(environment, Optional.empty()));
        if (wrong.isPresent()) {
            throw bad(environment, wrong.get(), "Validate the environment and correct it.");
        }
        if (environment.unitCount() == 0) {
            throw bad(environment, "The environment has no units.", "Add a service, or delete the deployment.");
        }
        String network = settings.network().isEmpty() ? environment.network() : settings.network();
        if (network.isEmpty()) {
            throw bad(environment, "It is not said which network the units are attached to.", "Name a network in the environment or for this deployment.");
        }
        boolean asking = settings.agents() != AgentExpectation.NONE;
        if (asking && (settings.broker().isEmpty() || work.isEmpty())) {
            throw bad(environment, "Agents are expected, but the lab has no broker.", "Add a broker to the lab, or deploy without agents.");
        }
        String key = settings.keyPair().isEmpty() ? environment.keyPair() : settings.keyPair();
        StackTemplate template = new HotTemplate(types).write(environment, network, key, asking ? settings.broker().get() : null,
                stacks.hasBalancers(), hosts);
        long minutes = Math.max(1, settings.stackLimit().toMinutes());
        return new Draft(template, new Orchestration.StackDraft(DeploymentNames.stack(environment), template.text(), "", Map.of(),
                template.revealed(), List.of(DeploymentNames.TAG, DeploymentNames.TAG + "-" + environment.id()), (int) minutes, false));
    }

    private static FailureException bad(Environment environment, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "deploying an environment", environment.name(), "", meaning, next));
    }

    /** Looks at what is deployed of an environment, without changing anything. */
    public DeploymentSnapshot status(Environment environment, Task task) throws FailureException {
        DeploymentProgress progress = new DeploymentProgress(environment, AgentState.NOT_EXPECTED, snapshot -> {
        }, clock);
        Optional<Orchestration.Stack> found = stacks.find(DeploymentNames.stack(environment), task);
        if (found.isEmpty()) {
            progress.phase(DeploymentSnapshot.Phase.ABSENT);
            return progress.snapshot();
        }
        progress.hosts(StackHosts.of(environment, found, types));
        Orchestration.Stack stack = new StackFollower(stacks, progress).look(found.get().ref(), action(found.get()), task).orElse(found.get());
        if (agents.isPresent()) {
            for (Service service : environment.services()) {
                for (Unit unit : service.units()) {
                    int consumers = agents.get().consumers(DeploymentNames.inputQueue(environment, service, unit), task);
                    if (consumers >= 0) {
                        progress.unit(unit.id(), u -> u.withAgent(consumers > 0 ? AgentState.LISTENING : AgentState.SILENT,
                                consumers > 0 ? "An agent consumes the unit's queue." : "Nobody consumes the unit's queue."));
                    }
                }
            }
        }
        progress.phase(phase(stack));
        return progress.snapshot();
    }

    private static String action(Orchestration.Stack stack) {
        return stack.status().contains("_") ? stack.status().substring(0, stack.status().indexOf('_')) : stack.status();
    }

    private static DeploymentSnapshot.Phase phase(Orchestration.Stack stack) {
        if (stack.failed()) {
            return DeploymentSnapshot.Phase.FAILED;
        }
        if (stack.underWay()) {
            return stack.status().startsWith("DELETE") ? DeploymentSnapshot.Phase.DELETING : DeploymentSnapshot.Phase.STACK;
        }
        return stack.status().startsWith("DELETE") ? DeploymentSnapshot.Phase.ABSENT : DeploymentSnapshot.Phase.DEPLOYED;
    }

    /** Deletes stack and queues and follows until both are gone; nothing to delete is success. */
    public DeploymentResult delete(Environment environment, DeploymentSettings settings, Consumer<DeploymentSnapshot> listener, Task task) {
        DeploymentProgress progress = new DeploymentProgress(environment, AgentState.NOT_EXPECTED, listener, clock);
        return new Following(progress, task).run(() -> {
            progress.publish();
            lock.run(environment, "deleting", progress::waiting, task, locked -> {
                String name = DeploymentNames.stack(environment);
                Optional<Orchestration.Stack> found = stacks.find(name, locked);
                consent.allow("Deletes stack " + name + " of environment " + environment.name() + " with all its servers, and the agents' queues.");
                locked.checkCancelled("deleting a deployment");
                new DeploymentRun(environment, stacks, agents, work, audit, progress, settings).delete(found, locked);
            });
        });
    }
}
