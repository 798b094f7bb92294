package org.campanile.core.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Steps and their order: a graph without cycles. Immutable as far as its steps are. */
public final class Plan {

    private final String id;
    private final String title;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, List<String>> dependents = new HashMap<>();
    private final Map<String, Duration> ranks = new HashMap<>();

    private Plan(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * A plan of these steps.
     *
     * @param id what is planned, the same for each run of it: {@code "setup/lab one"}
     * @throws FailureException of kind BAD_INPUT for ids that are bad or there twice, for a dependency that is not in the plan, and for a
     *         cycle, which is named
     */
    public static Plan of(String id, String title, List<? extends Step> steps) throws FailureException {
        Map<String, Step> byId = new LinkedHashMap<>();
        for (Step step : steps) {
            if (!step.id().matches("[\\p{L}\\p{N}._/:-]+")) {
                throw bad(title, step.id(), "The id of a step is made of letters, digits and . _ - / : only.");
            }
            if (byId.put(step.id(), step) != null) {
                throw bad(title, step.id(), "Two steps have the id " + step.id() + ".");
            }
        }
        Plan plan = new Plan(id, title);
        Map<String, Integer> waiting = new HashMap<>();
        for (Step step : byId.values()) {
            List<String> needs = step.after().stream().distinct().toList();
            for (String need : needs) {
                if (!byId.containsKey(need)) {
                    throw bad(title, step.id(), "The step needs " + need + ", which is not in the plan.");
                }
                plan.dependents.computeIfAbsent(need, n -> new ArrayList<>()).add(step.id());
            }
            waiting.put(step.id(), needs.size());
        }
        plan.order(byId, waiting);
        plan.rank();
        return plan;
    }

    private void order(Map<String, Step> byId, Map<String, Integer> waiting) throws FailureException {
        List<String> given = List.copyOf(byId.keySet());
        Map<String, Integer> places = new HashMap<>();
        given.forEach(s -> places.put(s, places.size()));
        PriorityQueue<Integer> ready = new PriorityQueue<>(given.stream().filter(s -> waiting.get(s) == 0).map(places::get).toList());
        while (!ready.isEmpty()) {
            String next = given.get(ready.poll());
            steps.put(next, byId.get(next));
            for (String dependent : dependents(next)) {
                if (waiting.merge(dependent, -1, Integer::sum) == 0) {
                    ready.add(places.get(dependent));
                }
            }
        }
        if (steps.size() < byId.size()) {
            throw bad(title, "", "The steps wait for each other in a circle: " + cycle(byId) + ".");
        }
    }

    /** Every step that is left has a dependency that is left, so following them has to come back. */
    private String cycle(Map<String, Step> byId) {
        List<String> path = new ArrayList<>();
        String at = byId.keySet().stream().filter(s -> !steps.containsKey(s)).findFirst().orElseThrow();
        Map<String, Integer> seen = new HashMap<>();
        while (seen.putIfAbsent(at, path.size()) == null) {
            path.add(at);
            at = byId.get(at).after().stream().filter(s -> !steps.containsKey(s)).findFirst().orElseThrow();
        }
        path = path.subList(seen.get(at), path.size());
        return String.join(" needs ", path) + " needs " + at;
    }

    private void rank() {
        List<Step> backwards = new ArrayList<>(steps.values());
        Collections.reverse(backwards);
        for (Step step : backwards) {
            Duration longest = dependents(step.id()).stream().map(ranks::get).max(Duration::compareTo).orElse(Duration.ZERO);
            ranks.put(step.id(), longest.plus(step.expected()));
        }
    }

    private static FailureException bad(String title, String subject, String meaning) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "planning " + title, subject, "", meaning, "Correct the steps of the plan."));
    }

    /** What is planned. */
    public String id() {
        return id;
    }

    /** For the user. */
    public String title() {
        return title;
    }

    /** All steps, each after those it needs; otherwise as given. */
    public List<Step> steps() {
        return List.copyOf(steps.values());
    }

    /** The step of an id. */
    public Optional<Step> step(String stepId) {
        return Optional.ofNullable(steps.get(stepId));
    }

    /** Ids of the steps that need this one directly. */
    public List<String> dependents(String stepId) {
        return List.copyOf(dependents.getOrDefault(stepId, List.of()));
    }

    /** Expected time from the start of this step to the end of the plan, if nothing but order held it up. */
    public Duration rank(String stepId) {
        return ranks.get(stepId);
    }

    /** Expected time of the longest chain: no run can be faster. */
    public Duration criticalPath() {
        return ranks.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
