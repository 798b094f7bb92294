package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.GsonBuilder;

/**
 * The steps of a deployment, each after those it needs. An immutable value.
 *
 * @param steps in an order in which they could be done one by one
 */
public record DeploymentPlan(List<PlannedStep> steps) {

    public DeploymentPlan {
        steps = List.copyOf(steps);
    }

    /** Expected seconds until all is done when everything that may run at the same time does: the length of the longest chain. */
    public int criticalPathSeconds() {
        Map<String, Integer> ends = new HashMap<>();
        int longest = 0;
        for (PlannedStep step : steps) {
            int begin = step.after().stream().mapToInt(id -> ends.getOrDefault(id, 0)).max().orElse(0);
            ends.put(step.id(), begin + step.expectedSeconds());
            longest = Math.max(longest, begin + step.expectedSeconds());
        }
        return longest;
    }

    /** The plan as values, {@code {"steps": [...]}}, for any output format. */
    public Map<String, Object> toValues() {
        List<Object> list = new ArrayList<>();
        for (PlannedStep step : steps) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", step.id());
            one.put("service", step.service());
            one.put("unit", step.unit());
            one.put("kind", step.kind().name().toLowerCase(Locale.ROOT));
            one.put("template", step.template());
            one.put("functions", step.functions());
            one.put("after", step.after());
            one.put("expectedSeconds", step.expectedSeconds());
            list.add(one);
        }
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("steps", list);
        return top;
    }

    /** The plan as JSON. */
    public String toJson() {
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(toValues());
    }
}
