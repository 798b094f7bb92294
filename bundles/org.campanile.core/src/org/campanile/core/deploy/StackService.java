package org.campanile.core.deploy;

import java.util.List;
import java.util.Optional;

import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** What a deployment needs of a cloud: one stack and its servers. Called from worker threads, one at a time; every call has a time limit. */
public interface StackService {

    /** Whether Heat can make load balancers here: the catalogue has Octavia. Answers from memory. */
    boolean hasBalancers();

    /** The stack of that name, or nothing. */
    Optional<Orchestration.Stack> find(String name, Task task) throws FailureException;

    /** Asks for a new stack. */
    Orchestration.StackRef create(Orchestration.StackDraft draft, Task task) throws FailureException;

    /** Asks for a change of a stack. */
    void update(Orchestration.StackRef stack, Orchestration.StackDraft draft, Task task) throws FailureException;

    /** Asks for a stack's deletion. */
    void delete(Orchestration.StackRef stack, Task task) throws FailureException;

    /** Events after the one with that id (empty for all), oldest first. */
    List<Orchestration.Event> events(Orchestration.StackRef stack, String afterEventId, Task task) throws FailureException;

    /** The stack's resources. */
    List<Orchestration.Resource> resources(Orchestration.StackRef stack, Task task) throws FailureException;

    /** A server, or nothing when it does not exist. */
    Optional<Compute.Server> server(String id, Task task) throws FailureException;
}
