package org.campanile.core.deploy.conductor;

import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.AgentBroker;
import org.campanile.core.deploy.AgentChannel;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.Audit;
import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.CloudStackService;
import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.Deployments;
import org.campanile.core.deploy.Planner;
import org.campanile.core.deploy.UnitWork;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Networking;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Deployments of one lab on its session's connections: the lab's guard is asked before each change and its audit log told of each. Opening and
 * everything after it blocks; worker threads only. Who changes a deployment holds its lock in the broker meanwhile ({@link DeploymentLock}). Close it to end the connection for agents; the session stays open.
 */
public final class LabDeployments implements AutoCloseable {

    private final LabSession session;
    private final Optional<BrokerAgentChannel> channel;
    private final Deployments deployments;

    private LabDeployments(LabSession session, Optional<BrokerAgentChannel> channel, Deployments deployments) {
        this.session = session;
        this.channel = channel;
        this.deployments = deployments;
    }

    /**
     * Logs into the lab's cloud and, if it has one, its broker.
     *
     * @param home where it is remembered what is deployed
     * @param program which program of ours this is, for others who want to change the same deployment meanwhile
     */
    public static LabDeployments open(LabSession session, ServiceTypes types, AuditLog audit, Home home, String program, Task task) throws FailureException {
        Optional<Messaging> messaging = session.lab().broker().isPresent() ? Optional.of(session.messaging(task)) : Optional.empty();
        DeploymentStore own = FolderStore.of(home, session.lab(), types);
        DeploymentStore store = messaging.isPresent() ? new SharedStore(own, messaging.get(), types) : own;
        return of(session, types, audit, messaging, store, ConductorSettings.usual(), messaging.map(broker -> new BrokerLock(session, program)), task);
    }

    /** The same over a connection that is there, which closing this closes. @param lock empty when the caller holds it, or there is no broker to keep it */
    static LabDeployments of(LabSession session, ServiceTypes types, AuditLog audit, Optional<Messaging> messaging, DeploymentStore store,
            ConductorSettings settings, Optional<BrokerLock> lock, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        Optional<BrokerAgentChannel> channel = messaging.map(BrokerAgentChannel::new);
        GuardCheck guard = new GuardCheck(session.questions());
        Optional<UnitWork> work = channel.map(c -> new ConductedWork(lock.isPresent() ? new LockedChannel(c, lock.get()::certain) : c, types, session.secrets(), store, settings));
        return new LabDeployments(session, channel, new Deployments(types, new CloudStackService(cloud), channel.map(AgentChannel.class::cast), work,
                change -> guard.allow(session.lab(), change), Audit.into(audit, session.lab(), task), lock.isPresent() ? lock.get() : DeploymentLock.NONE));
    }

    /** The deployments. */
    public Deployments deployments() {
        return deployments;
    }

    /**
     * The usual settings on this lab: the environment's network or else the project's only one, and agents on the lab's broker that do all there is to do.
     *
     * @param network name or id; empty to choose
     * @throws FailureException BAD_INPUT when there are several networks and none was named
     */
    public DeploymentSettings settings(Environment environment, String network, AgentExpectation agents, Task task) throws FailureException {
        String chosen = !network.isEmpty() ? network : !environment.network().isEmpty() ? environment.network() : onlyNetwork(session, task);
        if (session.lab().broker().isEmpty() || agents == AgentExpectation.NONE) {
            return DeploymentSettings.usual(chosen, AgentExpectation.NONE, Optional.empty());
        }
        BrokerProfile broker = session.broker();
        AgentBroker forAgents = new AgentBroker(broker.host(), broker.port(), broker.user(), session.secrets().require(session.lab().brokerKey()),
                broker.vhost(), broker.tls(), session.lab().share());
        return DeploymentSettings.usual(chosen, agents, Optional.of(forAgents)).withExtent(Planner.Extent.FULL);
    }

    /** Name of the project's only network of its own; bad input when there is none or there are several. */
    static String onlyNetwork(LabSession session, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        String project = cloud.login().projectId();
        List<Networking.Network> own = cloud.networking().networks(task).stream()
                .filter(n -> !n.external() && n.projectId().equals(project)).toList();
        if (own.size() == 1) {
            return own.getFirst().name();
        }
        throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "choosing the network", cloud.login().project(), "",
                own.isEmpty() ? "The project has no network." : "The project has several networks: "
                        + String.join(", ", own.stream().map(Networking.Network::name).toList()) + ".", "Name one in the environment or for the deployment."));
    }

    @Override
    public void close() {
        channel.ifPresent(BrokerAgentChannel::close);
    }
}
