package org.campanile.core.deploy;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How an environment is deployed.
 *
 * @param network name or id of the units' network; empty takes the document's
 * @param keyPair name of a key pair; empty takes the document's, which may be none
 * @param agents whether agents are expected
 * @param broker where agents connect; needed unless none are expected
 * @param poll pause between two looks at the stack
 * @param stackLimit how long the stack may take
 * @param agentLimit how long an agent may take from its server being up to its answer; a first start of Windows takes minutes
 * @param extent whether agents are only asked, or do what the service types say
 */
public record DeploymentSettings(String network, String keyPair, AgentExpectation agents, Optional<AgentBroker> broker, Duration poll,
        Duration stackLimit, Duration agentLimit, Planner.Extent extent) {

    public DeploymentSettings {
        network = network == null ? "" : network;
        keyPair = keyPair == null ? "" : keyPair;
        Objects.requireNonNull(agents);
        Objects.requireNonNull(broker);
        Objects.requireNonNull(extent);
    }

    /** Settings with the usual times: a look every 2 s, an hour for the stack, 20 minutes for an agent. */
    public static DeploymentSettings usual(String network, AgentExpectation agents, Optional<AgentBroker> broker) {
        return new DeploymentSettings(network, "", agents, broker, Duration.ofSeconds(2), Duration.ofMinutes(60), Duration.ofMinutes(20),
                Planner.Extent.STACK_AND_PROBES);
    }

    /** The same with other times. */
    public DeploymentSettings withTimes(Duration newPoll, Duration newStackLimit, Duration newAgentLimit) {
        return new DeploymentSettings(network, keyPair, agents, broker, newPoll, newStackLimit, newAgentLimit, extent);
    }

    /** The same to another extent. */
    public DeploymentSettings withExtent(Planner.Extent value) {
        return new DeploymentSettings(network, keyPair, agents, broker, poll, stackLimit, agentLimit, value);
    }
}
