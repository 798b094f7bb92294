package org.campanile.core.deploy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The stacks and servers of an OpenStack project. */
public final class CloudStackService implements StackService {

    private final Cloud cloud;

    /** Works through that login, which stays the caller's to close. */
    public CloudStackService(Cloud cloud) {
        this.cloud = Objects.requireNonNull(cloud);
    }

    @Override
    public boolean hasBalancers() {
        return cloud.endpoint(Balancer.SERVICE_TYPE).isPresent();
    }

    @Override
    public Optional<Orchestration.Stack> find(String name, Task task) throws FailureException {
        return cloud.orchestration().find(name, task);
    }

    @Override
    public Orchestration.StackRef create(Orchestration.StackDraft draft, Task task) throws FailureException {
        return cloud.orchestration().create(draft, task);
    }

    @Override
    public void update(Orchestration.StackRef stack, Orchestration.StackDraft draft, Task task) throws FailureException {
        cloud.orchestration().update(stack, draft, task);
    }

    @Override
    public void delete(Orchestration.StackRef stack, Task task) throws FailureException {
        cloud.orchestration().delete(stack, task);
    }

    @Override
    public List<Orchestration.Event> events(Orchestration.StackRef stack, String afterEventId, Task task) throws FailureException {
        return cloud.orchestration().events(stack, afterEventId, 0, task);
    }

    @Override
    public List<Orchestration.Resource> resources(Orchestration.StackRef stack, Task task) throws FailureException {
        return cloud.orchestration().resources(stack, 0, task);
    }

    @Override
    public Optional<Compute.Server> server(String id, Task task) throws FailureException {
        return cloud.compute().server(id, task);
    }
}
