package org.campanile.core.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Asks the agents of units whose servers are up, and judges their answers. One thread. */
final class AgentProbes {

    private static final int STAMPS_PER_MILLISECOND = 10;

    private record Asked(String unitId, Instant at) {
    }

    private final Environment environment;
    private final ServiceTypes types;
    private final AgentChannel channel;
    private final DeploymentProgress progress;
    private final Duration limit;
    private final Severity severity;
    private final Map<String, Asked> open = new HashMap<>();
    private final boolean loopback;
    private long stamp;

    AgentProbes(Environment environment, ServiceTypes types, AgentChannel channel, DeploymentProgress progress, DeploymentSettings settings) {
        this.environment = environment;
        this.types = types;
        this.channel = channel;
        this.progress = progress;
        this.limit = settings.agentLimit();
        this.loopback = settings.broker().map(AgentBroker::isLoopback).orElse(false);
        this.severity = settings.agents() == AgentExpectation.REQUIRED ? Severity.ERROR : Severity.WARNING;
    }

    /** Results queue first, then one queue a unit: an agent declares nothing and loses answers to a missing queue. */
    void declare(Task task) throws FailureException {
        channel.declare(DeploymentNames.resultsQueue(environment), task);
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                channel.declare(DeploymentNames.inputQueue(environment, service, unit), task);
            }
        }
    }

    /** Sends a probe to each unit whose server has come up since. */
    void ask(Task task) throws FailureException {
        for (UnitStatus status : progress.units()) {
            if (status.agent() == AgentState.WAITING && status.serverUp()) {
                Service service = environment.service(status.serviceId()).orElseThrow();
                ServiceType.Agent agent = types.find(service.type()).orElseThrow().agent();
                String id = UUID.randomUUID().toString();
                stamp = Math.max(stamp + 1, progress.clock().millis() * STAMPS_PER_MILLISECOND);
                channel.send(queue(status), id, ProbePlan.json(agent, id, stamp), task);
                open.put(id, new Asked(status.unitId(), progress.clock().instant()));
                progress.unit(status.unitId(), unit -> unit.withAgent(AgentState.ASKED, "A probe was sent."));
                progress.agentEvent(status.unitId(), status.hostName() + ": probe sent");
            }
        }
    }

    private String queue(UnitStatus status) {
        Service service = environment.service(status.serviceId()).orElseThrow();
        return DeploymentNames.inputQueue(environment, service, service.unit(status.unitId()).orElseThrow());
    }

    /** Takes an answer; one to no open probe is old, or a second one, and is dropped. */
    void answer(AgentChannel.AgentMessage message) {
        Asked asked = open.remove(message.id());
        if (asked == null) {
            return;
        }
        UnitStatus unit = progress.unit(asked.unitId());
        switch (AgentResult.parse(message.text())) {
            case AgentResult.Done done -> state(unit, AgentState.ANSWERING,
                    done.values().isEmpty() ? "The agent answered." : "The agent answered: " + String.join(", ", done.values()) + ".");
            case AgentResult.Failed failed -> {
                state(unit, AgentState.FAILED, "The agent answered with an error: " + failed.message());
                progress.finding(finding(unit, "The agent of " + unit.hostName() + " answered with an error: " + failed.message())
                        .withCause("The agent lives, but could not run the probe.").withFix("Look into the agent's log in the unit."));
            }
            case AgentResult.Unreadable unreadable -> {
                state(unit, AgentState.FAILED, "The agent's answer was not understood: " + unreadable.why());
                progress.finding(finding(unit, "The answer of " + unit.hostName() + " was not understood: " + unreadable.why())
                        .withCause("Something else than an agent answers, or the agent is of a version that is not known.")
                        .withFix("Look who consumes the unit's queue."));
            }
        }
    }

    private void state(UnitStatus unit, AgentState state, String detail) {
        progress.unit(unit.unitId(), old -> old.withAgent(state, detail));
        progress.agentEvent(unit.unitId(), unit.hostName() + ": " + detail);
    }

    /** Gives those up that have not answered within the limit, and says why they may be silent. */
    void giveUp(Task task) throws FailureException {
        Instant now = progress.clock().instant();
        for (Map.Entry<String, Asked> entry : Map.copyOf(open).entrySet()) {
            if (Duration.between(entry.getValue().at(), now).compareTo(limit) >= 0) {
                open.remove(entry.getKey());
                UnitStatus unit = progress.unit(entry.getValue().unitId());
                int consumers = channel.consumers(queue(unit), task);
                String why = consumers > 0 ? "An agent consumes the queue and did not answer: it may be stuck in another plan."
                        : consumers == 0 ? "Nobody consumes the queue: the image has no agent, its configuration was not written, or the unit "
                                + "does not reach the broker."
                                : "The unit's queue is gone.";
                if (consumers == 0 && loopback) {
                    why += " The agents were told a loopback address for the broker, which is the unit itself.";
                }
                state(unit, AgentState.SILENT, "No answer within " + limit.toSeconds() + " s. " + why);
                progress.finding(finding(unit, "No answer from " + unit.hostName() + " within " + limit.toSeconds() + " s; its queue has "
                        + Math.max(consumers, 0) + " consumers").withCause(why)
                        .withFix("Check the image, the broker's address as seen from the unit, and the agent's log."));
            }
        }
    }

    private Finding finding(UnitStatus unit, String evidence) {
        return Finding.of(severity, unit.hostName(), evidence).withImpact("Nothing can be installed or configured in the unit.");
    }

    /** Whether an answer is still waited for, or a probe still to be sent. */
    boolean pending() {
        return !open.isEmpty();
    }
}
