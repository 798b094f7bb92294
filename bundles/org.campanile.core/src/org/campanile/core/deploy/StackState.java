package org.campanile.core.deploy;

import java.util.Optional;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What the stack of an environment tells: its servers, not what was done inside them.
 *
 * @param document what the stack was made of, without passwords
 * @param state what is deployed, as far as servers tell
 */
public record StackState(Environment document, DeployedState state) {

    /**
     * Asks the lab's Heat; empty when there is no such stack, and when the lab has no cloud. Blocks; worker threads only.
     *
     * @throws FailureException when the cloud cannot be asked, and BAD_INPUT when what the stack carries is damaged
     */
    public static Optional<StackState> read(LabSession session, ServiceTypes types, Environment environment, Task task) throws FailureException {
        if (session.lab().cloud().isEmpty()) {
            return Optional.empty();
        }
        Optional<Orchestration.Stack> stack = session.cloud(task).orchestration().find(DeploymentNames.stack(environment), task);
        return stack.isEmpty() ? Optional.empty() : Optional.of(of(stack.get(), types));
    }

    private static StackState of(Orchestration.Stack stack, ServiceTypes types) throws FailureException {
        Environment document = StackHosts.carried(stack, types);
        return new StackState(document, StackHosts.deployed(stack, document, types));
    }
}
