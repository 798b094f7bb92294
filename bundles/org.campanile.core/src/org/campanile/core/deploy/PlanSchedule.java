package org.campanile.core.deploy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * When each step of a plan is done, and when it would be done in the original's rounds, on the same times. Ours: each step as soon as all that it
 * waits for has ended. The original's (protocol document, sections 6.1 and 6.9): what its rules set off in one round is waited for, all of it, before the
 * next round begins; within a round a unit does its plans one after the other. An immutable value.
 *
 * @param lines in the plan's order
 * @param seconds until the last step has ended: the length of the longest chain
 * @param rounds how many rounds there would be
 * @param roundSeconds until the last round would have ended
 */
public record PlanSchedule(List<Line> lines, double seconds, int rounds, double roundSeconds) {

    /** Sent when the unit's instance is there, whatever else: the original has no flag that anything waits for (section 6.9). */
    private static final String NO_FLAG = "SetPassword";

    /** Its rule matches once a round for the whole environment (section 6.1). */
    private static final String ONE_A_ROUND = "SqlServerCluster/FailoverCluster";

    /**
     * When one step is done, in seconds after the beginning.
     *
     * @param step the step
     * @param begins when it is sent
     * @param ends when it has ended
     * @param critical whether the whole takes longer when this step does
     * @param round its round in the original, from 1
     * @param roundBegins when the original would send it or, behind another plan of its unit, begin it
     * @param roundEnds when it would have ended
     */
    public record Line(PlannedStep step, double begins, double ends, boolean critical, int round, double roundBegins, double roundEnds) {
    }

    public PlanSchedule {
        lines = List.copyOf(lines);
    }

    /** The schedule on the times that the plan expects. */
    public static PlanSchedule of(DeploymentPlan plan) {
        return of(plan, PlannedStep::expectedSeconds);
    }

    /** The schedule on other times, such as those of a run. @param takes seconds of a step */
    public static PlanSchedule of(DeploymentPlan plan, ToDoubleFunction<PlannedStep> takes) {
        Map<String, PlannedStep> steps = new LinkedHashMap<>();
        Map<String, Double> ends = new HashMap<>();
        double all = 0;
        for (PlannedStep step : plan.steps()) {
            steps.put(step.id(), step);
            ends.put(step.id(), begin(step, ends) + takes.applyAsDouble(step));
            all = Math.max(all, ends.get(step.id()));
        }
        Set<String> critical = critical(steps, ends, all);
        Map<String, Integer> rounds = rounds(plan);
        Map<String, Double> roundEnds = new HashMap<>();
        double roundsAll = roundEnds(plan, rounds, takes, roundEnds);
        List<Line> lines = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            double time = takes.applyAsDouble(step);
            double end = ends.get(step.id());
            double roundEnd = roundEnds.get(step.id());
            lines.add(new Line(step, end - time, end, critical.contains(step.id()), rounds.get(step.id()), roundEnd - time, roundEnd));
        }
        return new PlanSchedule(lines, all, rounds.values().stream().mapToInt(r -> r).max().orElse(0), roundsAll);
    }

    private static double begin(PlannedStep step, Map<String, Double> ends) {
        return step.after().stream().mapToDouble(id -> ends.getOrDefault(id, 0.0)).max().orElse(0);
    }

    /** Back from the last step along those that were waited for longest. */
    private static Set<String> critical(Map<String, PlannedStep> steps, Map<String, Double> ends, double all) {
        Set<String> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        ends.forEach((id, end) -> {
            if (end == all) {
                open.add(id);
            }
        });
        while (!open.isEmpty()) {
            String id = open.poll();
            if (found.add(id)) {
                double begin = begin(steps.get(id), ends);
                steps.get(id).after().stream().filter(before -> ends.containsKey(before) && ends.get(before) == begin).forEach(open::add);
            }
        }
        return found;
    }

    private static Map<String, Integer> rounds(DeploymentPlan plan) {
        Map<String, PlannedStep> steps = new HashMap<>();
        Map<String, Integer> rounds = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        for (PlannedStep step : plan.steps()) {
            steps.put(step.id(), step);
            int round = 1;
            for (String need : step.needs()) {
                PlannedStep before = steps.get(need);
                if (before != null) {
                    round = Math.max(round, rounds.get(need) + (sameRound(before, step) ? 0 : 1));
                }
            }
            while (step.template().equals(ONE_A_ROUND) && !taken.add(round)) {
                round++;
            }
            rounds.put(step.id(), round);
        }
        return rounds;
    }

    /** The original asks no agent whether it is there: the first plan waits in its queue. */
    private static boolean sameRound(PlannedStep before, PlannedStep step) {
        return before.kind() == PlannedStep.Kind.PROBE || before.template().equals(NO_FLAG) && before.unit().equals(step.unit());
    }

    /** Fills in when each step ends; answers when the last round does. */
    private static double roundEnds(DeploymentPlan plan, Map<String, Integer> rounds, ToDoubleFunction<PlannedStep> takes, Map<String, Double> ends) {
        Map<Integer, List<PlannedStep>> byRound = new TreeMap<>();
        plan.steps().forEach(step -> byRound.computeIfAbsent(rounds.get(step.id()), round -> new ArrayList<>()).add(step));
        double begin = 0;
        for (List<PlannedStep> round : byRound.values()) {
            Map<String, Double> units = new HashMap<>();
            for (PlannedStep step : round) {
                ends.put(step.id(), begin + units.merge(step.unit(), takes.applyAsDouble(step), Double::sum));
            }
            begin += units.values().stream().mapToDouble(t -> t).max().orElse(0);
        }
        return begin;
    }

    /** The lines by id of their steps. */
    public Map<String, Line> byStep() {
        Map<String, Line> all = new LinkedHashMap<>();
        lines.forEach(line -> all.put(line.step().id(), line));
        return all;
    }
}
