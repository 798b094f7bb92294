package org.campanile.core.deploy;

import java.util.Objects;

/**
 * What is known of one unit while it is deployed. An immutable value; texts are empty while unknown.
 *
 * @param serviceId id of its service
 * @param unitId id of the unit
 * @param hostName its computer's name, which is also the resource's name in the stack
 * @param resourceStatus Heat's word for its server resource, e.g. {@code CREATE_IN_PROGRESS}
 * @param resourceReason Heat's reason, verbatim
 * @param serverId Nova's id
 * @param serverStatus Nova's word, e.g. {@code ACTIVE}
 * @param address its first fixed address
 * @param agent what is known of its agent
 * @param agentDetail one sentence about the agent
 * @param host the compute host its server runs on; Nova tells it to administrators only
 */
public record UnitStatus(String serviceId, String unitId, String hostName, String resourceStatus, String resourceReason, String serverId,
        String serverStatus, String address, AgentState agent, String agentDetail, String host) {

    public UnitStatus {
        Objects.requireNonNull(agent);
        Objects.requireNonNull(host);
    }

    /** One whose compute host is not known. */
    public UnitStatus(String serviceId, String unitId, String hostName, String resourceStatus, String resourceReason, String serverId, String serverStatus, String address,
            AgentState agent, String agentDetail) {
        this(serviceId, unitId, hostName, resourceStatus, resourceReason, serverId, serverStatus, address, agent, agentDetail, "");
    }

    /** A unit of which nothing is known yet. */
    static UnitStatus unknown(String serviceId, String unitId, String hostName, AgentState agent) {
        return new UnitStatus(serviceId, unitId, hostName, "", "", "", "", "", agent, "");
    }

    /** Whether its server is there and running. */
    public boolean serverUp() {
        return "ACTIVE".equals(serverStatus);
    }

    UnitStatus named(String name) {
        return new UnitStatus(serviceId, unitId, name, resourceStatus, resourceReason, serverId, serverStatus, address, agent, agentDetail, host);
    }

    UnitStatus withResource(String status, String reason, String physicalId) {
        return new UnitStatus(serviceId, unitId, hostName, status, reason, physicalId, serverStatus, address, agent, agentDetail,
                host);
    }

    UnitStatus withServer(String status, String newAddress, String newHost) {
        return new UnitStatus(serviceId, unitId, hostName, resourceStatus, resourceReason, serverId, status, newAddress, agent, agentDetail, newHost);
    }

    UnitStatus withAgent(AgentState state, String detail) {
        return new UnitStatus(serviceId, unitId, hostName, resourceStatus, resourceReason, serverId, serverStatus, address, state, detail, host);
    }
}
