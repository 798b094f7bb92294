package org.campanile.core.deploy.conductor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Where each step stands and which may begin. One thread. */
final class StepBoard {

    private static final int LONGEST_VALUE = 4000;

    private final DeploymentPlan plan;
    private final StepSource source;
    private final Map<String, StepProgress> steps = new LinkedHashMap<>();
    private final Map<String, List<String>> dependents = new HashMap<>();
    /** How many of the steps before have not ended. */
    private final Map<String, Integer> open = new HashMap<>();
    private final Map<String, String> silent = new HashMap<>();
    private final Map<String, Deque<String>> readyByUnit = new LinkedHashMap<>();
    private Instant began;
    private int left;
    /** While the log is read nothing becomes ready by itself; what is, is found at the end. */
    private boolean restored;

    StepBoard(DeploymentPlan plan, StepSource source) {
        this.plan = plan;
        this.source = source;
        for (PlannedStep step : plan.steps()) {
            steps.put(step.id(), StepProgress.waiting(step));
            step.after().forEach(need -> dependents.computeIfAbsent(need, n -> new ArrayList<>()).add(step.id()));
        }
        left = steps.size();
    }

    /** Differs when other steps, other calls or another order are planned; passwords are not part of it, since they are only named in the plan. */
    static String fingerprint(DeploymentPlan plan) {
        StringBuilder all = new StringBuilder();
        plan.steps().forEach(s -> all.append(s.id()).append('|').append(s.kind()).append('|').append(s.template()).append('|').append(s.functions()).append('|')
                .append(s.needs()).append(s.after()).append('\n'));
        return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    void restore(List<RunEntry> old, Instant now) throws FailureException {
        began = old.isEmpty() ? now : old.getFirst().at();
        if (!old.isEmpty() && !(old.getFirst().kind() == RunEntry.Kind.BEGUN && old.getFirst().values().equals(List.of(fingerprint(plan))))) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, "going on with a deployment", "", "", "The run that was interrupted was of another plan.",
                    "Begin a new run; what is done already is seen by the steps themselves."));
        }
        plan.steps().forEach(s -> open.put(s.id(), (int) s.after().stream().distinct().filter(steps::containsKey).count()));
        Map<String, RunEntry> last = new HashMap<>();
        old.stream().filter(e -> steps.containsKey(e.step())).forEach(e -> {
            if (e.kind() == RunEntry.Kind.SENT) {
                steps.compute(e.step(), (id, s) -> s.sent(e.at()));
            }
            last.put(e.step(), e);
        });
        for (PlannedStep step : plan.steps()) {
            RunEntry entry = last.get(step.id());
            if (step.kind() == PlannedStep.Kind.HEAT) {
                done(step.id(), List.of(), now);
            } else if (entry != null) {
                restore(step, entry);
            }
        }
        steps.values().stream().filter(s -> s.state() == StepProgress.State.WAITING && open.get(s.step().id()) == 0).forEach(s -> ready(s.step()));
        restored = true;
    }

    private void restore(PlannedStep step, RunEntry entry) {
        switch (entry.kind()) {
            case DONE -> done(step.id(), entry.values(), entry.at());
            case FAILED -> failed(step.id(), entry.text(), "", entry.at());
            case LOST -> steps.put(step.id(), back(steps.get(step.id())));
            case BEGUN, SENT, ENDED -> {
                // a step that was sent and not answered is running
            }
        }
    }

    /** A step that can be sent is one whose needs have ended well; each unit's are sent in the plan's order. */
    private void ready(PlannedStep step) {
        readyByUnit.computeIfAbsent(step.unit(), u -> new ArrayDeque<>()).add(step.id());
    }

    /** At most one step for each unit that is free, and takes them out. */
    List<PlannedStep> ready(Predicate<String> free) {
        List<PlannedStep> now = new ArrayList<>();
        readyByUnit.forEach((unit, ids) -> {
            if (!ids.isEmpty() && free.test(unit)) {
                now.add(steps.get(ids.poll()).step());
            }
        });
        return now;
    }

    boolean knows(String step) {
        return steps.containsKey(step);
    }

    StepProgress progress(String step) {
        return steps.get(step);
    }

    void sent(String step, Instant now) {
        steps.compute(step, (id, s) -> s.sent(now));
    }

    void saying(String step, String text) {
        steps.compute(step, (id, s) -> s.saying(text));
    }

    private static StepProgress back(StepProgress running) {
        return new StepProgress(running.step(), StepProgress.State.WAITING, running.attempts(), running.began(), running.ended(), List.of(),
                "The agent has lost the plan; it is sent again.", "");
    }

    void lost(String step) {
        steps.compute(step, (id, s) -> back(s));
        readyByUnit.computeIfAbsent(steps.get(step).step().unit(), u -> new ArrayDeque<>()).addFirst(step);
    }

    void done(String step, List<String> values, Instant now) {
        List<String> kept = values.stream().map(v -> v.length() > LONGEST_VALUE ? v.substring(0, LONGEST_VALUE) : v).toList();
        source.succeeded(steps.get(step).step(), kept);
        end(step, steps.get(step).done(kept, now));
    }

    void failed(String step, String why, String details, Instant now) {
        end(step, steps.get(step).failed(why, details, now));
    }

    private void end(String step, StepProgress ended) {
        if (steps.get(step).state().ended()) {
            return;
        }
        steps.put(step, ended);
        left--;
        for (String dependent : dependents.getOrDefault(step, List.of())) {
            StepProgress waiting = steps.get(dependent);
            if (!ended.state().good() && waiting.step().needs().contains(step)) {
                end(dependent, waiting.skipped("It needs " + ended.step().template() + " on " + ended.step().hostName() + ", which "
                        + (ended.state() == StepProgress.State.SKIPPED ? "was not done." : "failed."), ended.ended().orElseThrow()));
            } else if (open.merge(dependent, -1, Integer::sum) == 0 && restored && waiting.state() == StepProgress.State.WAITING) {
                ready(waiting.step());
            }
        }
    }

    /** @param seconds since when nothing was heard */
    void silent(UnitPost post, int consumers, boolean met, long seconds) {
        silent.put(post.unit(), noSign(post, consumers, met, seconds));
    }

    /** Nothing was heard of a step that may still need its time. */
    void busy(String step, UnitPost post, int consumers, long seconds) {
        saying(step, noSign(post, consumers, true, seconds) + " The step is expected to take " + steps.get(step).step().expectedSeconds() + " s.");
    }

    private static String noSign(UnitPost post, int consumers, boolean met, long seconds) {
        return "No sign of life for " + seconds + " s. " + (consumers > 0 ? "An agent consumes the queue of " + post.host() + ": it is busy with a plan, or stuck in one."
                : consumers < 0 ? "The queue of " + post.host() + " is gone: somebody deleted it."
                : met ? "Nobody consumes the queue of " + post.host() + " now: the unit restarts, its agent has died, or it has lost the broker."
                : "Nobody has consumed the queue of " + post.host()
                        + " yet: the unit is still starting, its image has no agent, its configuration was not written, or it does not reach the broker.");
    }

    /** The unit's agent gave a sign of life; true when it had been silent. */
    boolean speaks(String unit) {
        return silent.remove(unit) != null;
    }

    String whySilent(String unit) {
        return silent.getOrDefault(unit, "");
    }

    boolean ended() {
        return left == 0;
    }

    ConductorSnapshot snapshot(Instant now) {
        return new ConductorSnapshot(List.copyOf(steps.values()), silent, plan.criticalPathSeconds(), began, now);
    }
}
