package org.campanile.core.diagnosis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.Home;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Follows a deployment that failed down the chain, from the lab to the agents' answers. Blocks; worker threads only. */
public final class DeployedChain {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private DeployedChain() {
    }

    /**
     * Looks at each link once and changes nothing.
     *
     * @param name of the environment
     * @param murano id of the Murano environment, if Murano deployed it
     * @param stack name of the stack that the conductor made
     * @param queues of its units' agents
     * @param results queue of their answers
     */
    public static Diagnosis follow(LabSession session, Home home, String name, Optional<String> murano, String stack, List<String> queues, String results, Task task)
            throws FailureException {
        Target target = murano.map(id -> Target.murano(name, id)).orElseGet(() -> Target.own(name, stack, queues, results));
        return new ChainLook(session, new Chain(Knowledge.with(home.root().resolve(Knowledge.FILE)), PATIENCE), target, d -> {
        }).look(task);
    }
}
