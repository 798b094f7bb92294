package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts steps into an order that keeps all needs, and the steps of each unit one after the other. A unit's steps come in the order in which they can
 * begin at the earliest; each edge so goes from an earlier place to a later one, and no circle can come of it. Where needs go round in a circle,
 * the circle is named and its steps are left out.
 */
final class StepOrder {

    private final Map<String, PlannedStep> steps = new LinkedHashMap<>();
    private final Map<String, Integer> begins = new HashMap<>();
    private final List<PlannedStep> sorted = new ArrayList<>();
    private final List<DeploymentPlan.StepCircle> circles = new ArrayList<>();

    StepOrder(List<PlannedStep> all) {
        all.forEach(step -> steps.put(step.id(), step));
        List<String> order = topological();
        Map<String, Integer> place = new HashMap<>();
        order.forEach(id -> place.put(id, place.size()));
        order.sort(Comparator.<String>comparingInt(begins::get).thenComparingInt(place::get));
        Map<String, String> last = new HashMap<>();
        for (String id : order) {
            PlannedStep step = steps.get(id);
            Set<String> after = new LinkedHashSet<>(step.needs());
            String before = step.unit().isEmpty() ? null : last.put(step.unit(), id);
            if (before != null) {
                after.add(before);
            }
            sorted.add(step.waiting(List.copyOf(after)));
        }
    }

    List<PlannedStep> sorted() {
        return sorted;
    }

    List<DeploymentPlan.StepCircle> circles() {
        return circles;
    }

    private List<String> topological() {
        List<String> order = new ArrayList<>();
        Map<String, Integer> open = new LinkedHashMap<>();
        Map<String, List<String>> next = new HashMap<>();
        steps.forEach((id, step) -> {
            open.put(id, step.needs().size());
            step.needs().forEach(need -> next.computeIfAbsent(need, key -> new ArrayList<>()).add(id));
        });
        List<String> ready = new ArrayList<>(open.entrySet().stream().filter(e -> e.getValue() == 0).map(Map.Entry::getKey).toList());
        while (!ready.isEmpty()) {
            List<String> later = new ArrayList<>();
            for (String id : ready) {
                order.add(id);
                open.remove(id);
                begins.put(id, steps.get(id).needs().stream().mapToInt(need -> begins.get(need) + steps.get(need).expectedSeconds()).max().orElse(0));
                for (String follower : next.getOrDefault(id, List.of())) {
                    if (open.merge(follower, -1, Integer::sum) == 0) {
                        later.add(follower);
                    }
                }
            }
            ready = later;
        }
        Set<String> told = new LinkedHashSet<>();
        for (String id : open.keySet()) {
            if (!told.contains(id)) {
                circle(id, open.keySet(), told);
            }
        }
        return order;
    }

    /** Follows needs that are open until one comes up again; a step behind a circle leads into it and is not part of it. */
    private void circle(String start, Set<String> open, Set<String> told) {
        List<String> path = new ArrayList<>();
        String at = start;
        while (!path.contains(at)) {
            if (told.contains(at)) {
                told.addAll(path);
                return;
            }
            path.add(at);
            at = steps.get(at).needs().stream().filter(open::contains).findFirst().orElseThrow();
        }
        List<String> round = path.subList(path.indexOf(at), path.size());
        List<String> edges = new ArrayList<>();
        for (int i = 0; i < round.size(); i++) {
            edges.add(round.get(i) + " needs " + round.get((i + 1) % round.size()));
        }
        circles.add(new DeploymentPlan.StepCircle(round, edges));
        told.addAll(path);
    }
}
