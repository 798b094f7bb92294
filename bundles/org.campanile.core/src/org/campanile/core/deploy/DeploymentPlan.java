package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.google.gson.GsonBuilder;
import org.campanile.core.environment.Problem;

/**
 * The steps of a deployment, each after those it needs. An immutable value.
 *
 * @param steps in an order in which they could be done one by one
 * @param findings what the plan cannot do, or does otherwise than one may think; with an error among them it must not be run
 * @param circles steps that need each other, where no order exists; empty in a plan that can be run
 */
public record DeploymentPlan(List<PlannedStep> steps, List<Problem> findings, List<StepCircle> circles) {

    /**
     * Steps that wait for each other for ever.
     *
     * @param steps their ids, each needs the next and the last the first
     * @param edges the needs, as {@code "web1:DeployWebApp needs sql1:InstallMsSqlServer"}; cutting any one of them resolves the circle
     */
    public record StepCircle(List<String> steps, List<String> edges) {
        public StepCircle {
            steps = List.copyOf(steps);
            edges = List.copyOf(edges);
        }
    }

    public DeploymentPlan {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
        circles = List.copyOf(circles);
    }

    /** Whether nothing stands against running it. */
    public boolean runnable() {
        return circles.isEmpty() && findings.stream().noneMatch(finding -> finding.severity() == Problem.Severity.ERROR);
    }

    /** The step with that id. */
    public Optional<PlannedStep> step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
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

    /** The plan as values, {@code {"steps": [...]}}, for any output format; arguments only as far as they are known and hold no secret. */
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
            one.put("arguments", step.arguments());
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
