package org.campanile.core.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFindings;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** One run: queues, stack, agents, or the way back. Lives on one thread. */
final class DeploymentRun {

    /** Makes the stack's draft once it is known which stack there is. */
    @FunctionalInterface
    interface Drafting {
        Orchestration.StackDraft after(Optional<Orchestration.Stack> old) throws FailureException;
    }

    private final Environment environment;
    private final StackService stacks;
    private final Optional<AgentChannel> agents;
    private final Audit audit;
    private final DeploymentProgress progress;
    private final DeploymentSettings settings;
    private final StackFollower follower;
    private final Optional<UnitWork> work;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    DeploymentRun(Environment environment, StackService stacks, Optional<AgentChannel> agents, Optional<UnitWork> work, Audit audit,
            DeploymentProgress progress, DeploymentSettings settings) {
        this.environment = environment;
        this.stacks = stacks;
        this.agents = agents;
        this.audit = audit;
        this.progress = progress;
        this.settings = settings;
        this.follower = new StackFollower(stacks, progress);
        this.work = work;
    }

    void run(Drafting drafting, Optional<Orchestration.Stack> before, Task task) throws FailureException {
        if (work.isPresent()) {
            stackAndSteps(drafting, before, task);
        } else {
            stack(drafting, before, task);
        }
        progress.phase(DeploymentSnapshot.Phase.DEPLOYED);
    }

    private void stackAndSteps(Drafting drafting, Optional<Orchestration.Stack> before, Task task) throws FailureException {
        progress.phase(DeploymentSnapshot.Phase.QUEUES);
        UnitWork.Prepared[] prepared = new UnitWork.Prepared[1];
        audited("declare queues", DeploymentNames.resultsQueue(environment), "rabbitmqadmin declare queue name=NAME durable=true",
                () -> prepared[0] = work.orElseThrow().prepare(environment, settings, before.isPresent(), task));
        try (UnitWork.Prepared steps = prepared[0]) {
            UnitSteps told = new UnitSteps(progress, settings);
            told.see(new UnitWork.Progress(steps.steps(), Map.of(), 0));
            EnvironmentFindings.of(environment, steps.findings()).forEach(progress::finding);
            progress.publish();
            stack(drafting, before, task);
            progress.phase(settings.extent() == Planner.Extent.FULL ? DeploymentSnapshot.Phase.STEPS : DeploymentSnapshot.Phase.AGENTS);
            UnitWork.Progress end = steps.run(now -> told.see(now, task), task);
            task.checkCancelled("setting the units up");
            told.judge(end);
        }
    }

    private void stack(Drafting drafting, Optional<Orchestration.Stack> before, Task task) throws FailureException {
        progress.phase(DeploymentSnapshot.Phase.STACK);
        try (Task.Registration wake = task.onCancel(() -> cancelled.countDown())) {
            Instant end = progress.clock().instant().plus(settings.stackLimit());
            Optional<Orchestration.Stack> old = settled(before, end, task);
            Orchestration.StackRef ref = send(drafting.after(old), old, task);
            String action = old.isPresent() ? "UPDATE" : "CREATE";
            Orchestration.Stack stack = follow(ref, action, old.map(Orchestration.Stack::updated).orElse(null), end, task);
            if (!stack.status().equals(action + "_COMPLETE")) {
                throw new FailureException(follower.failure(stack));
            }
        }
    }

    private void audited(String action, String subject, String command, Following.Work work) throws FailureException {
        try {
            work.run();
            audit.record(action, subject, command, "done");
        } catch (FailureException e) {
            audit.record(action, subject, command, e.failure().headline());
            throw e;
        }
    }

    /** Waits until Heat has ended what it was doing to the stack before. */
    private Optional<Orchestration.Stack> settled(Optional<Orchestration.Stack> before, Instant end, Task task) throws FailureException {
        Optional<Orchestration.Stack> stack = before.filter(found -> !found.status().equals("DELETE_COMPLETE"));
        while (stack.isPresent() && stack.get().underWay()) {
            progress.stack(stack.get().ref().id(), stack.get().status(), stack.get().statusReason());
            progress.publish();
            pause(end, "waiting for Heat's former work on the stack", task);
            stack = stacks.find(DeploymentNames.stack(environment), task).filter(found -> !found.status().equals("DELETE_COMPLETE"));
        }
        return stack;
    }

    private Orchestration.StackRef send(Orchestration.StackDraft draft, Optional<Orchestration.Stack> old, Task task) throws FailureException {
        if (old.isEmpty()) {
            Orchestration.StackRef[] made = new Orchestration.StackRef[1];
            audited("create stack", draft.name(), "openstack stack create -t TEMPLATE " + draft.name(), () -> made[0] = stacks.create(draft, task));
            return made[0];
        }
        Orchestration.StackRef ref = old.get().ref();
        follower.mark(ref, task);
        audited("update stack", draft.name(), "openstack stack update -t TEMPLATE " + draft.name(), () -> stacks.update(ref, draft, task));
        return ref;
    }

    private Orchestration.Stack follow(Orchestration.StackRef ref, String action, Instant updatedBefore, Instant end, Task task)
            throws FailureException {
        while (true) {
            task.checkCancelled("following the stack");
            Orchestration.Stack stack = follower.look(ref, action, task).orElseThrow(() -> new FailureException(new Failure(
                    Failure.Kind.NOT_FOUND, "following the stack", ref.name(), "", "The stack is gone; somebody else deleted it, or Heat rolled it back.",
                    "Deploy again.")));
            progress.publish();
            // Right after the request Heat still tells the former update's end; an event or a new time shows that it is this one's.
            boolean fresh = action.equals("CREATE") || follower.ended() || !Objects.equals(stack.updated(), updatedBefore);
            boolean over = stack.status().startsWith(action + "_") && !stack.underWay() && fresh;
            if (over || stack.failed() && follower.ended()) {
                return stack;
            }
            task.progress("Building the stack: " + stack.status(), progress.units().stream().filter(UnitStatus::serverUp).count(),
                    progress.units().size());
            pause(end, "following the stack", task);
        }
    }

    /** Waits one poll, or until the task is cancelled. */
    private void pause(Instant end, String doing, Task task) throws FailureException {
        task.checkCancelled(doing);
        if (!progress.clock().instant().isBefore(end)) {
            throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, doing, DeploymentNames.stack(environment), "",
                    "It was not done within " + words(settings.stackLimit()) + ".", "Look at the stack's events; the work may still go on in Heat."));
        }
        try {
            cancelled.await(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
        task.checkCancelled(doing);
    }

    private static String words(Duration limit) {
        return limit.toMinutes() > 1 ? limit.toMinutes() + " minutes" : limit.toSeconds() + " seconds";
    }

    void delete(Optional<Orchestration.Stack> found, Task task) throws FailureException {
        progress.phase(DeploymentSnapshot.Phase.DELETING);
        Instant end = progress.clock().instant().plus(settings.stackLimit());
        try (Task.Registration wake = task.onCancel(() -> cancelled.countDown())) {
            if (found.isPresent() && !found.get().status().equals("DELETE_COMPLETE")) {
                Orchestration.StackRef ref = found.get().ref();
                follower.mark(ref, task);
                audited("delete stack", ref.name(), "openstack stack delete " + ref.name(), () -> stacks.delete(ref, task));
                followDeletion(ref, end, task);
            }
        }
        if (agents.isPresent()) {
            audited("delete queues", DeploymentNames.resultsQueue(environment), "rabbitmqadmin delete queue name=NAME", () -> queues(task));
        }
        if (work.isPresent()) {
            work.get().deleted(environment);
        }
        progress.stack("", "", "");
        progress.phase(DeploymentSnapshot.Phase.ABSENT);
    }

    private void followDeletion(Orchestration.StackRef ref, Instant end, Task task) throws FailureException {
        while (true) {
            Optional<Orchestration.Stack> stack = follower.look(ref, "DELETE", task);
            if (stack.isEmpty() || stack.get().status().equals("DELETE_COMPLETE")) {
                return;
            }
            if (stack.get().status().equals("DELETE_FAILED") && follower.ended()) {
                throw new FailureException(follower.failure(stack.get()));
            }
            pause(end, "following the stack's deletion", task);
        }
    }

    private void queues(Task task) throws FailureException {
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                agents.orElseThrow().delete(DeploymentNames.inputQueue(environment, service, unit), task);
            }
        }
        agents.orElseThrow().delete(DeploymentNames.resultsQueue(environment), task);
    }
}
