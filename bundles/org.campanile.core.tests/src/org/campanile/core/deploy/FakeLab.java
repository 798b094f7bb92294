package org.campanile.core.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A cloud whose stack goes one step on at each look, and a broker whose agents answer as told. */
final class FakeLab implements StackService, AgentChannel {

    static final String NAME_ERROR = "ResourceInError: resources.dc2: Went to status ERROR due to \"No valid host was found\"";

    final List<String> calls = new CopyOnWriteArrayList<>();
    final Map<String, List<String>> queues = new ConcurrentHashMap<>();
    /** Queue and plan to an answer; {@code null} for silence. */
    BiFunction<String, AgentMessage, AgentMessage> agent = (queue, plan) -> new AgentMessage(plan.id(),
            "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"HOST\"]}]}");
    String failingResource = "";
    boolean octavia;
    Runnable onLook = () -> {
    };
    Orchestration.StackDraft draft;
    private final List<Orchestration.Event> events = new ArrayList<>();
    private final Map<String, String> servers = new LinkedHashMap<>();
    private Orchestration.StackRef ref;
    private String status = "";
    private List<String> hosts = List.of();
    private int step;
    private Consumer<AgentMessage> listener = message -> {
    };

    private void event(String resource, String word, String reason) {
        events.add(new Orchestration.Event("ev" + events.size(), Instant.EPOCH, resource,
                resource.equals(ref.name()) ? "OS::Heat::Stack" : "OS::Nova::Server", "p", word, reason, ref.name(), ref.id()));
    }

    private void begin(String action, Orchestration.StackDraft next) {
        draft = next;
        hosts = next.template().lines().filter(line -> line.matches("  \\w+_port:")).map(line -> line.strip().replace("_port:", "")).toList();
        status = action + "_IN_PROGRESS";
        step = 0;
        event(ref.name(), status, "Stack " + action + " started");
    }

    @Override
    public boolean hasBalancers() {
        return octavia;
    }

    @Override
    public synchronized Optional<Orchestration.Stack> find(String name, Task task) throws FailureException {
        task.checkCancelled("finding");
        onLook.run();
        if (status.isEmpty()) {
            return Optional.empty();
        }
        advance();
        return status.isEmpty() ? Optional.empty()
                : Optional.of(new Orchestration.Stack(ref, status, "said so", "", Map.of(), outputs(), Instant.EPOCH, null));
    }

    /** Those of the template that are plain texts. */
    private Map<String, String> outputs() {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<?, ?> template = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(draft.template());
        ((Map<?, ?>) template.get("outputs")).forEach((name, output) -> {
            if (((Map<?, ?>) output).get("value") instanceof String text) {
                texts.put((String) name, text);
            }
        });
        return texts;
    }

    private void advance() {
        if (!status.endsWith("_IN_PROGRESS")) {
            return;
        }
        String action = status.substring(0, status.indexOf('_'));
        if (action.equals("DELETE")) {
            if (step++ == 1) {
                status = "";
            }
        } else if (step < hosts.size()) {
            String host = hosts.get(step++);
            if (host.equals(failingResource)) {
                event(host, action + "_FAILED", NAME_ERROR);
                event(hosts.getFirst(), action + "_FAILED", action + " aborted");
                status = action + "_FAILED";
                event(ref.name(), status, "Resource " + action + " failed");
            } else {
                servers.put(host, "server-" + host);
                event(host, action + "_COMPLETE", "state changed");
            }
        } else {
            status = action + "_COMPLETE";
            event(ref.name(), status, "Stack " + action + " completed successfully");
        }
    }

    @Override
    public synchronized Orchestration.StackRef create(Orchestration.StackDraft next, Task task) {
        calls.add("create");
        ref = new Orchestration.StackRef(next.name(), "id1");
        begin("CREATE", next);
        return ref;
    }

    @Override
    public synchronized void update(Orchestration.StackRef stack, Orchestration.StackDraft next, Task task) {
        calls.add("update");
        begin("UPDATE", next);
    }

    @Override
    public synchronized void delete(Orchestration.StackRef stack, Task task) {
        calls.add("delete");
        status = "DELETE_IN_PROGRESS";
        step = 0;
    }

    @Override
    public synchronized List<Orchestration.Event> events(Orchestration.StackRef stack, String afterEventId, Task task) {
        int from = afterEventId.isEmpty() ? 0 : Integer.parseInt(afterEventId.substring(2)) + 1;
        return List.copyOf(events.subList(from, events.size()));
    }

    @Override
    public synchronized List<Orchestration.Resource> resources(Orchestration.StackRef stack, Task task) {
        return servers.entrySet().stream().map(e -> new Orchestration.Resource(e.getKey(), "OS::Nova::Server", "CREATE_COMPLETE", "", e.getValue(),
                "", "id1", List.of(), Instant.EPOCH)).toList();
    }

    @Override
    public Optional<Compute.Server> server(String id, Task task) {
        return Optional.of(new Compute.Server(id, id, "ACTIVE", "", "1", "f", "i", "nova", "", "",
                List.of(new Compute.Address("net", "10.0.0." + id.length(), 4, "fixed", "")), List.of(), Map.of(), "", Instant.EPOCH, Instant.EPOCH));
    }

    @Override
    public void declare(List<String> names, Task task) {
        for (String queue : names) {
            calls.add("declare " + queue);
            queues.putIfAbsent(queue, new CopyOnWriteArrayList<>());
        }
    }

    @Override
    public void delete(String queue, Task task) {
        calls.add("delete " + queue);
        queues.remove(queue);
    }

    @Override
    public int consumers(String queue, Task task) {
        return queues.containsKey(queue) ? 0 : -1;
    }

    @Override
    public CompletableFuture<Void> send(String queue, String messageId, String json, Task task) {
        if (!queues.containsKey(queue)) {
            return CompletableFuture.failedFuture(new FailureException(new Failure(Failure.Kind.NOT_FOUND, "sending", queue, "", "No such queue.", "")));
        }
        queues.get(queue).add(json);
        AgentMessage answer = agent.apply(queue, new AgentMessage(messageId, json));
        if (answer != null) {
            listener.accept(answer);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Listening listen(String queue, Predicate<AgentMessage> handler, Consumer<String> ended, Task task) {
        calls.add("listen " + queue);
        listener = handler::test;
        return () -> calls.add("end listening");
    }

    /** A message that no plan asked for. */
    void stray(String id, String text) {
        listener.accept(new AgentMessage(id, text));
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
