package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Descriptors;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.PasswordMark;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;

/**
 * One decided case of a plan, as its file has it (test vectors of plans): the document, the state before, and what is right. An immutable value.
 *
 * @param id unique name
 * @param environment the services, numbered as the original would name their hosts
 * @param before what was deployed before
 * @param steps what the original does, by step name
 * @param json the case itself
 */
record PlanVector(String id, Environment environment, DeployedState before, Map<String, Wanted> steps, JsonObject json) {

    /** Marks of passwords that live as long as a comparison need no many rounds. */
    static final int ROUNDS = 1;

    /**
     * A step of the original.
     *
     * @param name its name in the case
     * @param unit id of the unit, empty for the stack
     * @param template name of the template, {@code heat-create} and so on for the stack
     * @param number counts from 0 when the unit has the template several times
     * @param plan the plan, or the stack operation
     */
    record Wanted(String name, String service, String unit, String template, int number, JsonObject plan) {

        /** What a step is known by. */
        String key() {
            return unit + " " + template + " " + number;
        }
    }

    static PlanVector read(JsonObject json, ServiceTypes types) throws FailureException {
        JsonObject head = json.getAsJsonObject("environment");
        String id = json.get("id").getAsString();
        Environment environment = new Descriptors(types).read(id, json.getAsJsonArray("services").asList(), head.get("id").getAsString(),
                head.get("name").getAsString());
        DeployedState before = before(json);
        boolean restarted = json.has("conductorRestarted") && json.get("conductorRestarted").getAsBoolean();
        return new PlanVector(id, numbered(environment, before, restarted), before, steps(json), json);
    }

    private static Map<String, Wanted> steps(JsonObject json) {
        Map<String, Wanted> steps = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (JsonElement round : json.getAsJsonArray("rounds")) {
            if (round.getAsJsonObject().get("heat") instanceof JsonObject heat) {
                String name = heat.get("step").getAsString();
                steps.put(name, new Wanted(name, "", "", "heat-" + heat.get("operation").getAsString(), 0, heat));
            }
            for (JsonElement element : round.getAsJsonObject().getAsJsonArray("plans")) {
                JsonObject plan = element.getAsJsonObject();
                String name = plan.get("step").getAsString();
                String unit = plan.get("unit").getAsString();
                String template = plan.get("template").getAsString();
                int number = numbers.merge(unit + " " + template, 1, Integer::sum) - 1;
                steps.put(name, new Wanted(name, plan.get("service").getAsString(), unit, template, number, plan));
            }
        }
        return steps;
    }

    /** The kept state of section 6.3, with marks in the places of passwords. */
    private static DeployedState before(JsonObject json) {
        boolean stack = json.get("priorStack") instanceof JsonObject;
        Map<String, Map<String, String>> resources = new LinkedHashMap<>();
        if (stack && json.getAsJsonObject("priorStack").get("resources") instanceof JsonArray names) {
            names.forEach(name -> resources.put(name.getAsString(), Map.of()));
        }
        if (!(json.get("priorState") instanceof JsonObject prior)) {
            return new DeployedState(false, stack, resources, Map.of(), Map.of());
        }
        boolean deleted = state(prior.getAsJsonObject("environment")).containsKey("deleted");
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        prior.getAsJsonObject("services").entrySet().forEach(e -> services.put(e.getKey(), state(e.getValue().getAsJsonObject())));
        Map<String, Map<String, Object>> units = new LinkedHashMap<>();
        prior.getAsJsonObject("units").entrySet().forEach(e -> {
            JsonObject unit = e.getValue().getAsJsonObject();
            Map<String, Object> kept = state(unit);
            if (kept.containsKey(DeployedState.DOMAIN) && !unit.has("domain")) {
                kept.put(DeployedState.LEAVING, true);
            }
            units.put(e.getKey(), kept);
        });
        return new DeployedState(deleted, stack, resources, services, units);
    }

    private static Map<String, Object> state(JsonObject owner) {
        Map<String, Object> kept = new LinkedHashMap<>();
        if (owner.get("state") instanceof JsonObject state) {
            state.entrySet().forEach(e -> kept.put(e.getKey(), e.getKey().endsWith("assword")
                    ? PasswordMark.of(Secret.of(e.getValue().getAsString()), ref -> Optional.empty(), ROUNDS)
                    : e.getValue().getAsJsonPrimitive().isBoolean() ? (Object) e.getValue().getAsBoolean() : e.getValue().getAsString()));
        }
        return kept;
    }

    /**
     * Numbers units as the conductor's counters do: a name that was given stays; a new unit gets the next number, or after a restart of the conductor
     * the least that is free (the original would give a name twice there).
     */
    private static Environment numbered(Environment environment, DeployedState before, boolean restarted) {
        Environment numbered = environment;
        for (Service service : environment.services()) {
            Set<Integer> taken = new TreeSet<>();
            Map<String, Integer> numbers = new HashMap<>();
            for (Unit unit : service.units()) {
                number(service.text(Service.PATTERN), before.hostName(unit.id())).ifPresent(n -> {
                    taken.add(n);
                    numbers.put(unit.id(), n);
                });
            }
            List<Unit> units = new ArrayList<>();
            int next = restarted || taken.isEmpty() ? 1 : ((TreeSet<Integer>) taken).last() + 1;
            for (Unit unit : service.units()) {
                Integer number = numbers.get(unit.id());
                if (number == null) {
                    while (!taken.add(next)) {
                        next++;
                    }
                    number = next;
                }
                units.add(new Unit(unit.id(), number, unit.name(), unit.fields()));
            }
            numbered = numbered.editService(service.id(), s -> s.withUnits(units));
        }
        return numbered;
    }

    private static Optional<Integer> number(String pattern, String host) {
        int mark = pattern.indexOf('#');
        if (mark < 0 || host.length() < pattern.length() || !host.startsWith(pattern.substring(0, mark)) || !host.endsWith(pattern.substring(mark + 1))) {
            return Optional.empty();
        }
        String middle = host.substring(mark, host.length() - (pattern.length() - mark - 1));
        return middle.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(middle)) : Optional.empty();
    }

    /** Names of the steps that may be missing. */
    Set<String> mayMiss() {
        return texts(json.getAsJsonObject("allowed").get("missing"));
    }

    /** Whether a finding that refuses the environment is as good as a plan. */
    static boolean mayRefuse(JsonObject json) {
        return json.getAsJsonObject("allowed").get("refuse").getAsBoolean();
    }

    /** Whether a step that the original has not may be there. */
    boolean mayHave(PlannedStep step) {
        for (JsonElement element : json.getAsJsonObject("allowed").getAsJsonArray("extra")) {
            JsonObject extra = element.getAsJsonObject();
            boolean template = extra.get("template").getAsString().equals(step.template());
            boolean service = extra.get("service").isJsonNull() || extra.get("service").getAsString().equals(step.service());
            boolean unit = extra.get("unit").isJsonNull() || extra.get("unit").getAsString().equals(step.unit());
            if (template && service && unit) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of these fault codes of the original names the step, its unit or its service. */
    boolean faulty(Wanted step, Set<String> codes) {
        for (Map.Entry<String, JsonElement> fault : json.getAsJsonObject("knownBugAt").entrySet()) {
            Set<String> ids = texts(fault.getValue());
            if (codes.contains(fault.getKey()) && (ids.contains(step.name()) || ids.contains(step.unit()) || ids.contains(step.service()))) {
                return true;
            }
        }
        return false;
    }

    /** Pairs of step names: the first must have ended before the second begins; closed under what follows from them. */
    Map<String, Set<String>> before(String... fields) {
        Map<String, Set<String>> direct = new HashMap<>();
        for (String field : fields) {
            for (JsonElement element : json.getAsJsonArray(field)) {
                JsonArray pair = element.getAsJsonArray();
                direct.computeIfAbsent(pair.get(1).getAsString(), key -> new HashSet<>()).add(pair.get(0).getAsString());
            }
        }
        return closure(direct);
    }

    /** Everything that comes before each, directly or not. */
    static Map<String, Set<String>> closure(Map<String, Set<String>> direct) {
        Map<String, Set<String>> all = new HashMap<>();
        for (String of : direct.keySet()) {
            Set<String> found = new LinkedHashSet<>();
            List<String> open = new ArrayList<>(direct.get(of));
            while (!open.isEmpty()) {
                String one = open.removeLast();
                if (found.add(one)) {
                    open.addAll(direct.getOrDefault(one, Set.of()));
                }
            }
            all.put(of, found);
        }
        return all;
    }

    static Set<String> texts(JsonElement list) {
        Set<String> texts = new LinkedHashSet<>();
        if (list instanceof JsonArray array) {
            array.forEach(item -> texts.add(item.getAsString()));
        }
        return texts;
    }
}
