package org.campanile.demolab.cloud;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.campanile.demolab.http.Faults;

/**
 * Carries stacks out: resources in the order of their needs, independent ones at the same time, each step an event. One action at a time
 * for a stack; a delete breaks the action in work off. Thread-safe.
 */
final class StackEngine {

    @FunctionalInterface
    private interface Work {
        void on(String resource) throws HotResources.Failed, InterruptedException;
    }

    private static final int DELETED_KEPT = 20;
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    final Table stacks;
    final Table events;
    private final HotResources resources;
    private final Clock clock;
    private final Ids ids;
    private final Faults faults;
    private final String url;
    private final Map<String, Thread> working = new ConcurrentHashMap<>();

    StackEngine(DemoState state, HotResources resources, Clock clock, Ids ids, Faults faults, String url) {
        this.stacks = state.table("stacks");
        this.events = state.table("stack_events");
        this.resources = resources;
        this.clock = clock;
        this.ids = ids;
        this.faults = faults;
        this.url = url;
        stacks.where(s -> Json.text(s, "status").equals("IN_PROGRESS")).forEach(s -> finish(Json.text(s, "id"), Json.text(s, "action"), "FAILED",
                "Engine went down during stack " + Json.text(s, "action")));
    }

    /** Begins to create a stack whose row is there. */
    void create(String id, Hot hot) {
        begin(id, "CREATE", () -> {
            String failure = graph(hot.requires(), name -> make(id, hot, name, "CREATE"));
            if (failure.isEmpty() || !Json.flag(stacks.get(id).orElseThrow(), "rollback")) {
                end(id, "CREATE", failure);
                return;
            }
            record(id, "", "ROLLBACK_IN_PROGRESS", failure);
            String second = removeAll(id);
            end(id, "ROLLBACK", second);
        });
    }

    /** Begins to change a stack to another template. */
    void update(String id, Hot hot) {
        begin(id, "UPDATE", () -> {
            Set<String> before = Json.object(stacks.get(id).orElseThrow(), "resources").keySet();
            String failure = graph(hot.requires(), name -> {
                if (before.contains(name) && !Json.text(resource(id, name), "physical").isEmpty()) {
                    change(id, hot, name);
                } else {
                    make(id, hot, name, "CREATE");
                }
            });
            if (failure.isEmpty()) {
                Map<String, Set<String>> gone = new HashMap<>(needs(id));
                gone.keySet().removeAll(hot.requires().keySet());
                failure = graph(reversed(gone), name -> remove(id, name));
            }
            end(id, "UPDATE", failure);
        });
    }

    /** Begins to delete a stack, after breaking off what is in work; as a rule the stack says so when this returns. */
    void delete(String id) {
        Thread before = working.get(id);
        if (before != null) {
            before.interrupt();
        }
        if (!deleteAfter(before, AT_ONCE, id)) {
            clock.run(() -> deleteAfter(before, Duration.ofDays(1), id));
        }
    }

    private boolean deleteAfter(Thread before, Duration patience, String id) {
        try {
            if (before != null && !before.join(patience)) {
                return false;
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return true;
        }
        begin(id, "DELETE", () -> end(id, "DELETE", removeAll(id)));
        return true;
    }

    private interface Action {
        void run() throws InterruptedException;
    }

    private void begin(String id, String action, Action work) {
        stacks.update(id, s -> {
            s.addProperty("action", action);
            s.addProperty("status", "IN_PROGRESS");
            s.addProperty("reason", "Stack " + action + " started");
            if (action.equals("UPDATE")) {
                s.addProperty("updated", Clock.now());
            }
        });
        record(id, "", action + "_IN_PROGRESS", "Stack " + action + " started");
        clock.run(() -> {
            working.put(id, Thread.currentThread());
            try {
                work.run();
            } catch (InterruptedException broken) {
                finish(id, action, "FAILED", "Stack " + action + " aborted");
            } finally {
                working.remove(id, Thread.currentThread());
            }
        });
    }

    private void end(String id, String action, String failure) {
        if (failure.isEmpty()) {
            finish(id, action, "COMPLETE", "Stack " + action + " completed successfully");
        } else {
            finish(id, action, "FAILED", "Resource " + (action.equals("ROLLBACK") ? "DELETE" : action) + " failed: " + failure);
        }
    }

    private void finish(String id, String action, String status, String reason) {
        record(id, "", action + "_" + status, reason);
        stacks.update(id, s -> {
            s.addProperty("action", action);
            s.addProperty("status", status);
            s.addProperty("reason", reason);
            if (action.equals("DELETE") && status.equals("COMPLETE")) {
                s.addProperty("deleted", Clock.now());
            }
        });
        forget();
    }

    /** Forgets all but the last deleted stacks, with their events. */
    private void forget() {
        List<JsonObject> deleted = stacks.where(s -> !Json.text(s, "deleted").isEmpty());
        deleted.subList(0, Math.max(0, deleted.size() - DELETED_KEPT)).forEach(s -> {
            stacks.remove(Json.text(s, "id"));
            events.removeIf(e -> Json.text(e, "stack_id").equals(Json.text(s, "id")));
        });
    }

    /** Does the work for each name once its needs are met; answers the first failure, or an empty text. */
    private static String graph(Map<String, Set<String>> requires, Work work) throws InterruptedException {
        AtomicReference<String> failure = new AtomicReference<>("");
        Map<String, CompletableFuture<Void>> done = new HashMap<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                requires.keySet().forEach(name -> promise(name, requires, work, done, failure, pool));
                CompletableFuture.allOf(done.values().toArray(CompletableFuture[]::new)).exceptionally(e -> null).get();
            } catch (InterruptedException broken) {
                pool.shutdownNow();
                throw broken;
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return failure.get();
    }

    private static CompletableFuture<Void> promise(String name, Map<String, Set<String>> requires, Work work, Map<String, CompletableFuture<Void>> done,
            AtomicReference<String> failure, ExecutorService pool) {
        CompletableFuture<Void> known = done.get(name);
        if (known != null) {
            return known;
        }
        CompletableFuture<?>[] needs = requires.get(name).stream().filter(requires::containsKey).map(n -> promise(n, requires, work, done, failure, pool))
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> mine = CompletableFuture.allOf(needs).thenRunAsync(() -> {
            if (!failure.get().isEmpty()) {
                throw new CompletionException(new IllegalStateException("stopped by the failure of another resource"));
            }
            try {
                work.on(name);
            } catch (HotResources.Failed e) {
                failure.compareAndSet("", e.getMessage());
                throw new CompletionException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            } catch (RuntimeException e) {
                failure.compareAndSet("", e.getClass().getSimpleName() + ": resources." + name + ": " + e.getMessage());
                throw e;
            }
        }, pool);
        done.put(name, mine);
        return mine;
    }

    private static Map<String, Set<String>> reversed(Map<String, Set<String>> requires) {
        Map<String, Set<String>> all = new HashMap<>();
        requires.keySet().forEach(n -> all.put(n, new java.util.HashSet<>()));
        requires.forEach((name, needs) -> needs.stream().filter(all::containsKey).forEach(n -> all.get(n).add(name)));
        return all;
    }

    private Map<String, Set<String>> needs(String id) {
        Map<String, Set<String>> all = new HashMap<>();
        JsonObject known = Json.object(stacks.get(id).orElseThrow(), "resources");
        known.keySet().forEach(n -> {
            Set<String> needs = new java.util.HashSet<>();
            Json.array(Json.object(known, n), "requires").forEach(r -> needs.add(r.getAsString()));
            all.put(n, needs);
        });
        return all;
    }

    private String removeAll(String id) throws InterruptedException {
        return graph(reversed(needs(id)), name -> remove(id, name));
    }

    private JsonObject resource(String id, String name) {
        return Json.object(Json.object(stacks.get(id).orElseThrow(), "resources"), name);
    }

    private void put(String id, String name, String status, String reason, Object... more) {
        stacks.update(id, s -> {
            JsonObject all = Json.object(s, "resources");
            JsonObject r = Json.object(all, name);
            String action = status.substring(0, status.indexOf('_'));
            r.addProperty("action", action);
            r.addProperty("status", status.substring(action.length() + 1));
            r.addProperty("reason", reason);
            r.addProperty("updated", Clock.now());
            Json.obj(more).entrySet().forEach(e -> r.add(e.getKey(), e.getValue()));
            all.add(name, r);
            s.add("resources", all);
        });
        record(id, name, status, reason);
    }

    private void record(String id, String resource, String status, String reason) {
        stacks.get(id).ifPresent(s -> {
            JsonObject r = Json.object(Json.object(s, "resources"), resource);
            boolean whole = resource.isEmpty();
            events.put(Json.obj("id", ids.uuid(), "stack_id", id, "resource", whole ? s.get("name") : resource, "physical", whole ? id : Json.text(r, "physical"),
                    "type", whole ? "OS::Heat::Stack" : Json.text(r, "type"), "status", status, "reason", reason, "time", Clock.now()));
        });
    }

    private void make(String id, Hot hot, String name, String action) throws HotResources.Failed, InterruptedException {
        JsonObject definition = hot.resource(name);
        HotTypes type = HotTypes.of(Json.text(definition, "type")).orElseThrow();
        JsonObject properties = resolved(id, hot, name);
        put(id, name, action + "_IN_PROGRESS", "state changed", "type", type.type, "physical", "", "created", Clock.now(), "requires",
                Json.of(List.copyOf(hot.requires().get(name))), "properties", properties, "metadata", Json.object(definition, "metadata"));
        JsonObject stack = stacks.get(id).orElseThrow();
        String project = Json.text(stack, "project_id");
        String stackName = Json.text(stack, "name");
        try {
            String fault = faults.resourceHit(type.type, name).orElse("");
            if (!fault.isEmpty()) {
                clock.pause(300);
                throw new HotResources.Failed("ResourceInError: resources." + name + ": " + fault);
            }
            String physical = resources.create(type, new HotResources.Context(id, stackName, name, project, Json.text(stack, "user_id"),
                    url + "/v1/" + project + "/stacks/" + stackName + "/" + id + "/resources/" + name + "/signal"), properties);
            put(id, name, action + "_COMPLETE", "state changed", "physical", physical, "data", type == HotTypes.RANDOM
                    ? Json.obj("value", resources.random(properties)) : Json.obj());
        } catch (HotResources.Failed e) {
            put(id, name, action + "_FAILED", e.getMessage(), "physical", e.physicalId());
            throw e;
        } catch (InterruptedException e) {
            put(id, name, action + "_FAILED", action + " aborted (Task " + action.toLowerCase(java.util.Locale.ROOT) + " from stack stopped)");
            throw e;
        }
    }

    private void change(String id, Hot hot, String name) throws HotResources.Failed, InterruptedException {
        JsonObject now = resource(id, name);
        HotTypes type = HotTypes.of(Json.text(now, "type")).orElseThrow();
        JsonObject properties = resolved(id, hot, name);
        String verdict = compare(now, hot.resource(name), properties);
        switch (verdict) {
            case "unchanged" -> stacks.update(id, s -> Json.object(Json.object(s, "resources"), name).add("requires", Json.of(List.copyOf(hot.requires().get(name)))));
            case "updated" -> {
                put(id, name, "UPDATE_IN_PROGRESS", "state changed");
                clock.pause(300);
                resources.update(type, Json.text(now, "physical"), properties, Json.text(stacks.get(id).orElseThrow(), "project_id"));
                put(id, name, "UPDATE_COMPLETE", "state changed", "properties", properties);
            }
            default -> {
                resources.beforeReplacement(type, Json.text(now, "physical"));
                stacks.update(id, s -> {
                    JsonObject r = Json.object(Json.object(s, "resources"), name);
                    JsonArray old = Json.array(r, "old");
                    old.add(r.get("physical"));
                    r.add("old", old);
                });
                make(id, hot, name, "CREATE");
                removeOld(id, name, type);
            }
        }
    }

    private void removeOld(String id, String name, HotTypes type) throws InterruptedException {
        for (JsonElement old : Json.array(resource(id, name), "old")) {
            resources.delete(type, old.getAsString());
        }
        stacks.update(id, s -> Json.object(Json.object(s, "resources"), name).remove("old"));
    }

    /** Whether a resource stays, changes or is replaced: {@code unchanged}, {@code updated} or {@code replaced}. */
    static String compare(JsonObject now, JsonObject definition, JsonObject properties) {
        HotTypes type = HotTypes.of(Json.text(now, "type")).orElseThrow();
        JsonObject before = Json.object(now, "properties");
        if (!Json.text(definition, "type").equals(type.type) || Json.text(now, "status").equals("FAILED")) {
            return "replaced";
        }
        List<String> keys = new ArrayList<>(before.keySet());
        keys.addAll(properties.keySet());
        List<String> changed = keys.stream().distinct().filter(k -> !java.util.Objects.equals(text(before.get(k)), text(properties.get(k)))).toList();
        return changed.isEmpty() ? "unchanged" : type.updatable.containsAll(changed) ? "updated" : "replaced";
    }

    private static String text(JsonElement e) {
        return e == null || e.isJsonNull() ? "" : e.isJsonPrimitive() ? e.getAsString() : e.toString();
    }

    private void remove(String id, String name) throws HotResources.Failed, InterruptedException {
        JsonObject r = resource(id, name);
        put(id, name, "DELETE_IN_PROGRESS", "state changed");
        try {
            HotTypes type = HotTypes.of(Json.text(r, "type")).orElse(null);
            if (type != null) {
                removeOld(id, name, type);
                resources.delete(type, Json.text(r, "physical"));
            }
        } catch (ApiError e) {
            String reason = "Conflict: resources." + name + ": " + e.getMessage();
            put(id, name, "DELETE_FAILED", reason);
            throw new HotResources.Failed(reason);
        }
        put(id, name, "DELETE_COMPLETE", "state changed");
        stacks.update(id, s -> Json.object(s, "resources").remove(name));
    }

    /** The properties of a resource with all functions resolved as far as the stack has got. */
    JsonObject resolved(String id, Hot hot, String name) {
        return HotFunctions.resolve(Json.object(hot.resource(name), "properties"), scope(id, hot)).getAsJsonObject();
    }

    /** The stack as HOT's functions see it. */
    HotFunctions.Scope scope(String id, Hot hot) {
        JsonObject stack = stacks.get(id).orElseThrow();
        JsonObject pseudo = Json.obj("OS::stack_id", id, "OS::stack_name", stack.get("name"), "OS::project_id", stack.get("project_id"));
        return new HotFunctions.Scope() {
            @Override
            public JsonElement parameter(String name) {
                return hot.parameter(name, pseudo);
            }

            @Override
            public JsonElement reference(String name) {
                String physical = Json.text(resource(id, name), "physical");
                return physical.isEmpty() ? JsonNull.INSTANCE : Json.of(physical);
            }

            @Override
            public JsonElement attribute(String name, String attribute) {
                JsonObject r = resource(id, name);
                return HotTypes.of(Json.text(r, "type")).map(t -> resources.attribute(t, Json.text(r, "physical"), attribute, Json.object(r, "data")))
                        .orElse(JsonNull.INSTANCE);
            }

            @Override
            public String file(String name) {
                return hot.file(name);
            }
        };
    }
}
