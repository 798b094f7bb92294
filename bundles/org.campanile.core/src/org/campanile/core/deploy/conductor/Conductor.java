package org.campanile.core.deploy.conductor;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.campanile.core.deploy.AgentChannel;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Runs the steps of a plan that agents do. Each step is sent as soon as all that it needs has ended, one at a time to each agent; there are no rounds.
 * Stack steps count as done: whoever calls has done them. Blocks; worker threads only; one conductor may run several plans at once.
 *
 * <p>Delivery: a plan is written to the log before it is sent, with durable messages and confirms; an answer is acknowledged to the broker after it is in
 * the log. So after a kill at any instant the same call goes on: what was answered stays done, what may have been lost is found out by a probe that an
 * agent can only answer after everything that was sent before it.
 */
public final class Conductor {

    private final AgentChannel channel;
    private final ScriptLibrary library;
    private final ConductorSettings settings;
    private final Clock clock;

    /** A conductor on the lab's broker; the channel stays open. */
    public Conductor(AgentChannel channel, ConductorSettings settings) {
        this(channel, settings, Clock.systemUTC());
    }

    Conductor(AgentChannel channel, ConductorSettings settings, Clock clock) {
        this.channel = Objects.requireNonNull(channel);
        this.library = new ScriptLibrary();
        this.settings = Objects.requireNonNull(settings);
        this.clock = Objects.requireNonNull(clock);
    }

    /**
     * What a run needs to know beside the plan. The queues are there already: an agent declares nothing, so who starts the units has made them before.
     *
     * @param plan the steps
     * @param resultsQueue queue to which the agents answer
     * @param posts where each unit's agent is reached
     * @param source fills in what the plan leaves open
     */
    public record Work(DeploymentPlan plan, String resultsQueue, List<UnitPost> posts, StepSource source) {
        public Work {
            posts = List.copyOf(posts);
        }
    }

    /**
     * Runs a plan to its end, or goes on with it where its log stands.
     *
     * @param log stays open
     * @param listener told on the calling thread whenever something is new; must return quickly
     * @param task cancel stops sending; agents finish what they have, and a later call takes their answers
     * @return how each step ended; failures of steps are in it and are not thrown
     * @throws FailureException when the log is of another plan or cannot be written, and when the broker is away for good
     */
    public ConductorSnapshot run(Work work, RunLog log, Consumer<ConductorSnapshot> listener, Task task) throws FailureException {
        return new ConductorRun(channel, library, settings, clock, work, log, listener).go(task);
    }
}
