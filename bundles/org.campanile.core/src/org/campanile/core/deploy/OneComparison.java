package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;

/** One decided case held against one plan. */
final class OneComparison {

    /** Fault codes of the original that show in the content of steps. */
    private static final Set<String> CONTENT = Set.of("stale-domain-admin", "account-not-created", "no-image", "hostname-duplicate", "hostname-invalid",
            "hostname-long", "two-farms", "name-clash", "placeholder-left");
    private static final Set<String> HOST_NAMES = Set.of("hostname-duplicate", "hostname-invalid", "hostname-long");

    private final PlanVector vector;
    private final DeploymentPlan plan;
    private final ServiceTypes types;
    private final Map<String, PlannedStep> ours;
    private final List<String> differences = new ArrayList<>();

    OneComparison(PlanVector vector, DeploymentPlan plan, ServiceTypes types) {
        this.vector = vector;
        this.plan = plan;
        this.types = types;
        this.ours = PlanComparison.byKey(plan);
    }

    List<String> differences() throws FailureException {
        plan.circles().forEach(circle -> differences.add("circle: " + String.join("; ", circle.edges())));
        Set<String> failed = failedNames();
        steps(failed);
        content();
        order();
        if (!failed.isEmpty()) {
            failures(failed);
        }
        return differences;
    }

    private String words(PlanVector.Wanted step) {
        return step.unit().isEmpty() ? step.template() : step.plan().get("hostname").getAsString() + ":" + step.template() + " (" + step.name() + ")";
    }

    private Set<String> failedNames() {
        Set<String> names = new HashSet<>();
        for (JsonElement failure : vector.json().getAsJsonArray("failures")) {
            names.add(failure.getAsJsonObject().get("step").getAsString());
        }
        return names;
    }

    private void steps(Set<String> failed) {
        Set<String> known = new HashSet<>();
        for (PlanVector.Wanted wanted : vector.steps().values()) {
            known.add(wanted.key());
            if (!ours.containsKey(wanted.key()) && !vector.mayMiss().contains(wanted.name())) {
                differences.add("missing: " + words(wanted));
            }
        }
        if (vector.json().get("afterFailure") instanceof JsonObject after && !failed.isEmpty()) {
            for (String list : List.of("mustNotRun", "mayRun")) {
                Map<String, Integer> numbers = new HashMap<>();
                for (JsonElement element : after.getAsJsonArray(list)) {
                    String step = key(element.getAsJsonObject());
                    int number = numbers.merge(step, 1, Integer::sum) - 1;
                    while (!known.add(step + " " + number)) {
                        number++;
                    }
                }
            }
        }
        for (Map.Entry<String, PlannedStep> entry : ours.entrySet()) {
            if (!known.contains(entry.getKey()) && !vector.mayHave(entry.getValue())) {
                differences.add("not wanted: " + entry.getValue().id());
            }
        }
    }

    private static String key(JsonObject step) {
        return step.get("unit").getAsString() + " " + step.get("template").getAsString();
    }

    private void content() throws FailureException {
        Map<String, String> hosts = HostNames.of(vector.environment(), vector.before());
        Map<String, String> named = new HashMap<>();
        for (PlanVector.Wanted wanted : vector.steps().values()) {
            if (wanted.plan().get("instances") instanceof JsonArray instances) {
                for (JsonElement element : instances) {
                    named.put(element.getAsJsonObject().get("hostname").getAsString(), hosts.get(element.getAsJsonObject().get("unit").getAsString()));
                }
            }
        }
        StepArguments arguments = new StepArguments(vector.environment(), types, answered(), hosts);
        for (PlanVector.Wanted wanted : vector.steps().values()) {
            PlannedStep step = ours.get(wanted.key());
            if (step == null || wanted.unit().isEmpty()) {
                continue;
            }
            String host = wanted.plan().get("hostname").getAsString();
            if (!host.startsWith("auto-") && !host.equals(step.hostName()) && !vector.faulty(wanted, HOST_NAMES)) {
                differences.add(words(wanted) + ": the host name is " + step.hostName());
            }
            List<String> functions = List.copyOf(functions(wanted.plan()));
            if (!functions.equals(step.functions())) {
                differences.add(words(wanted) + ": functions " + step.functions() + " instead of " + functions);
            } else if (!vector.faulty(wanted, CONTENT)) {
                arguments(wanted, step, arguments, named);
            }
            if (wanted.plan().get("reboot").getAsInt() != step.reboot()) {
                differences.add(words(wanted) + ": reboot " + step.reboot());
            }
        }
    }

    private static List<String> functions(JsonObject plan) {
        List<String> names = new ArrayList<>();
        plan.getAsJsonArray("functions").forEach(name -> names.add(name.getAsString()));
        return names;
    }

    private void arguments(PlanVector.Wanted wanted, PlannedStep step, StepArguments arguments, Map<String, String> named) throws FailureException {
        JsonObject expected = wanted.plan().getAsJsonObject("arguments");
        for (StepDefinition.Call call : arguments.reveal(step, value -> (Secret) value)) {
            JsonElement got = new Gson().toJsonTree(call.arguments());
            JsonElement want = translated(expected.get(call.function()), named);
            if (!got.equals(want)) {
                Set<String> keys = new HashSet<>(got.getAsJsonObject().keySet());
                keys.addAll(want instanceof JsonObject object ? object.keySet() : Set.of());
                keys.removeIf(key -> want instanceof JsonObject object && got.getAsJsonObject().get(key) != null
                        && got.getAsJsonObject().get(key).equals(object.get(key)));
                differences.add(words(wanted) + ": other arguments of " + call.function() + ": " + String.join(", ", keys));
            }
        }
    }

    /** Generated host names stand for whatever name the unit has. */
    private static JsonElement translated(JsonElement element, Map<String, String> named) {
        return switch (element) {
            case JsonObject object -> {
                JsonObject copy = new JsonObject();
                object.entrySet().forEach(e -> copy.add(e.getKey(), translated(e.getValue(), named)));
                yield copy;
            }
            case JsonArray array -> {
                JsonArray copy = new JsonArray();
                array.forEach(item -> copy.add(translated(item, named)));
                yield copy;
            }
            case JsonPrimitive text when text.isString() && text.getAsString().startsWith("auto-") && named.get(text.getAsString()) != null ->
                new JsonPrimitive(named.get(text.getAsString()));
            case null, default -> element;
        };
    }

    /** The state with the answers that the cases' agents give: the n-th unit of the environment has the address 10.0.0.(4+n). */
    private DeployedState answered() {
        DeployedState state = vector.before();
        int n = 0;
        for (Service service : vector.environment().services()) {
            for (Unit unit : service.units()) {
                n++;
                String address = "10.0.0." + (4 + n);
                boolean asks = ours.values().stream().anyMatch(s -> s.unit().equals(unit.id()) && s.template().equals("AskDnsIp"));
                if (asks) {
                    state = state.withService(service.id(), "primaryDcIp", address);
                }
            }
        }
        return state;
    }

    private void order() {
        Map<String, Set<String>> order = PlanComparison.order(plan);
        Map<String, PlannedStep> known = new LinkedHashMap<>();
        vector.steps().values().forEach(wanted -> {
            PlannedStep step = ours.get(wanted.key());
            if (step != null) {
                known.put(wanted.name(), step);
            }
        });
        vector.before("constraints", "barrier").forEach((after, befores) -> befores.forEach(before -> {
            if (known.containsKey(after) && known.containsKey(before) && !order.get(known.get(after).id()).contains(known.get(before).id())) {
                differences.add("order: " + known.get(before).id() + " has to end before " + known.get(after).id() + " begins");
            }
        }));
        for (JsonElement element : vector.json().getAsJsonArray("anyOf")) {
            PlannedStep after = known.get(PlanComparison.pair(element, 1).getFirst());
            List<PlannedStep> any = PlanComparison.pair(element, 0).stream().map(known::get).filter(step -> step != null).toList();
            if (after != null && !any.isEmpty() && any.stream().noneMatch(step -> order.get(after.id()).contains(step.id()))) {
                differences.add("order: one of " + any.stream().map(PlannedStep::id).toList() + " has to end before " + after.id() + " begins");
            }
        }
        Set<String> seen = new HashSet<>();
        for (PlannedStep step : plan.steps()) {
            if (order.get(step.id()).contains(step.id()) || !seen.containsAll(step.after())) {
                differences.add("circle: " + step.id());
            }
            seen.add(step.id());
        }
    }

    private void failures(Set<String> failed) {
        Set<String> failing = new HashSet<>();
        Set<String> cannot = new HashSet<>();
        for (String name : failed) {
            PlanVector.Wanted wanted = vector.steps().get(name);
            PlannedStep step = wanted == null ? null : ours.get(wanted.key());
            if (step != null) {
                failing.add(step.id());
            } else {
                cannot.add(name); // a step that we do not do cannot fail
            }
        }
        Set<String> ran = PlanComparison.ran(plan, failing);
        Map<String, Integer> numbers = new HashMap<>();
        if (cannot.isEmpty() && vector.json().get("afterFailure") instanceof JsonObject after) {
            for (JsonElement element : after.getAsJsonArray("mustNotRun")) {
                String key = key(element.getAsJsonObject());
                PlannedStep step = ours.get(key + " " + (numbers.merge(key, 1, Integer::sum) - 1));
                if (step != null && ran.contains(step.id())) {
                    differences.add("runs after a failure: " + step.id());
                }
            }
        }
        Map<String, Set<String>> before = vector.before("constraints", "barrier");
        for (String name : failed) {
            for (String earlier : before.getOrDefault(name, Set.of())) {
                PlannedStep step = ours.get(vector.steps().get(earlier).key());
                if (step != null && !ran.contains(step.id())) {
                    differences.add("does not run before the failure: " + step.id());
                }
            }
        }
    }
}
