package org.campanile.core.deploy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Reads a stack again and again into a {@link DeploymentProgress}: events by marker, resources, servers. One thread. */
final class StackFollower {

    private final StackService stacks;
    private final DeploymentProgress progress;
    private final Map<String, String> unitByHost = new HashMap<>();
    private final Map<String, Orchestration.Event> failed = new LinkedHashMap<>();
    private final Map<String, String> typeByResource = new HashMap<>();
    private String marker = "";
    private boolean ended;

    StackFollower(StackService stacks, DeploymentProgress progress) {
        this.stacks = stacks;
        this.progress = progress;
    }

    /** Remembers the newest event, so that only what happens from now on is told. */
    void mark(Orchestration.StackRef stack, Task task) throws FailureException {
        List<Orchestration.Event> old = stacks.events(stack, "", task);
        marker = old.isEmpty() ? "" : old.getLast().id();
    }

    /**
     * Looks once.
     *
     * @param action the action that is waited for, e.g. {@code "UPDATE"}
     * @return the stack, or nothing when it is gone
     */
    Optional<Orchestration.Stack> look(Orchestration.StackRef stack, String action, Task task) throws FailureException {
        Optional<Orchestration.Stack> found = stacks.find(stack.name(), task);
        if (found.isEmpty()) {
            return found;
        }
        if (unitByHost.isEmpty()) {
            progress.units().forEach(unit -> unitByHost.put(unit.hostName(), unit.unitId()));
        }
        events(stack, action, task);
        Orchestration.Stack now = found.get();
        progress.stack(now.ref().id(), now.status(), now.statusReason());
        resources(stack, task);
        progress.publish();
        return found;
    }

    /** Whether the stack's own event has told the end of the action since the mark. */
    boolean ended() {
        return ended;
    }

    private void events(Orchestration.StackRef stack, String action, Task task) throws FailureException {
        for (Orchestration.Event event : stacks.events(stack, marker, task)) {
            marker = event.id();
            boolean own = event.resource().equals(stack.name());
            String unit = unitByHost.getOrDefault(host(event.resource()), "");
            progress.event(event.time(), unit, "heat", event.resource() + ": " + event.status()
                    + (event.statusReason().isEmpty() ? "" : " (" + event.statusReason() + ")"));
            if (own && event.status().startsWith(action + "_") && !event.status().endsWith("_IN_PROGRESS")) {
                ended = true;
            }
            if (!own && event.status().endsWith("_FAILED")) {
                failed.putIfAbsent(event.resource(), event);
            }
        }
    }

    private static String host(String resource) {
        return resource.endsWith("_port") ? resource.substring(0, resource.length() - "_port".length()) : resource;
    }

    private void resources(Orchestration.StackRef stack, Task task) throws FailureException {
        for (Orchestration.Resource resource : stacks.resources(stack, task)) {
            typeByResource.put(resource.name(), resource.type()); // Heat's list of events leaves the type out
            String unitId = unitByHost.get(resource.name());
            if (unitId != null) {
                UnitStatus before = progress.unit(unitId);
                progress.unit(unitId, unit -> unit.withResource(resource.status(), resource.statusReason(), resource.physicalId()));
                if (!resource.physicalId().isEmpty() && (!before.serverUp() || !before.serverId().equals(resource.physicalId()))) {
                    server(unitId, resource.physicalId(), task);
                }
            }
        }
    }

    private void server(String unitId, String serverId, Task task) throws FailureException {
        Optional<Compute.Server> server = stacks.server(serverId, task);
        progress.unit(unitId, unit -> unit.withServer(server.map(Compute.Server::status).orElse(""),
                server.flatMap(s -> s.addresses().stream().filter(a -> !"floating".equals(a.type())).map(Compute.Address::address).findFirst())
                        .orElse(""), server.map(Compute.Server::host).orElse("")));
    }

    /** Why an action failed: the first resource that failed by itself, with Heat's own words, else the stack's reason. */
    Failure failure(Orchestration.Stack stack) {
        Orchestration.Event cause = failed.values().stream().filter(event -> !event.statusReason().contains("aborted")).findFirst()
                .orElse(failed.values().stream().findFirst().orElse(null));
        String next = "Correct the cause and deploy again, or delete the deployment.";
        if (cause == null) {
            return new Failure(Failure.Kind.REMOTE, "building the stack", stack.ref().name(), stack.status() + ": " + stack.statusReason(),
                    "Heat could not build the stack.", next);
        }
        String type = cause.resourceType().isEmpty() ? typeByResource.getOrDefault(cause.resource(), "resource") : cause.resourceType();
        String unit = unitByHost.containsKey(host(cause.resource())) ? "of unit " + host(cause.resource()) : "of the stack";
        return new Failure(Failure.Kind.REMOTE, "building the stack", cause.resource() + " (" + type + ")",
                cause.status() + ": " + cause.statusReason(), "Heat could not make the resource " + cause.resource() + " " + unit + ".", next);
    }
}
