package org.campanile.core.deploy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.deploy.StepProgress.State;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Brings the progress of steps inside the units into a deployment's snapshot, and judges how they ended. One thread. */
final class UnitSteps {

    private final DeploymentProgress progress;
    private final DeploymentSettings settings;
    private final Map<String, State> told = new HashMap<>();

    UnitSteps(DeploymentProgress progress, DeploymentSettings settings) {
        this.progress = progress;
        this.settings = settings;
    }

    void see(UnitWork.Progress now, Task task) {
        see(now);
        long ended = now.steps().stream().filter(s -> s.state().ended()).count();
        task.progress("Setting the units up", ended, now.steps().size());
    }

    void see(UnitWork.Progress now) {
        progress.steps(now.steps(), now.criticalPathSeconds());
        for (StepProgress step : now.steps()) {
            if (told.put(step.step().id(), step.state()) != step.state() && step.state() != State.WAITING && !step.step().unit().isEmpty()) {
                progress.agentEvent(step.step().unit(), step.step().hostName() + ": " + step.step().template() + " " + word(step));
            }
            if (step.step().kind() == PlannedStep.Kind.PROBE) {
                progress.unit(step.step().unit(), unit -> agent(unit, step, now.silent().getOrDefault(step.step().unit(), "")));
            }
        }
        now.silent().forEach((unit, why) -> progress.unit(unit, old -> old.withAgent(AgentState.SILENT, hint(why))));
        progress.publish();
    }

    private static String word(StepProgress step) {
        return switch (step.state()) {
            case WAITING -> "waits";
            case RUNNING -> step.attempts() > 1 ? "sent again" : "sent";
            case DONE -> "done";
            case FAILED -> "failed: " + step.message();
            case WARNED -> "failed, which is only a warning: " + step.message();
            case SKIPPED -> "not done: " + step.message();
        };
    }

    private UnitStatus agent(UnitStatus unit, StepProgress probe, String silent) {
        return switch (probe.state()) {
            case WAITING, SKIPPED -> unit;
            case RUNNING -> silent.isEmpty() ? unit.withAgent(AgentState.ASKED, "A probe was sent.") : unit.withAgent(AgentState.SILENT, hint(silent));
            case DONE -> unit.withAgent(AgentState.ANSWERING,
                    probe.values().isEmpty() ? "The agent answered." : "The agent answered: " + String.join(", ", probe.values()) + ".");
            case FAILED, WARNED -> answered(probe) ? unit.withAgent(AgentState.FAILED, "The agent answered with an error: " + probe.message())
                    : unit.withAgent(AgentState.SILENT, hint(probe.message()));
        };
    }

    /** Whether a probe that failed was answered at all: it was not when its words are the conductor's about its limit. */
    private static boolean answered(StepProgress probe) {
        return !probe.message().startsWith(StepProgress.SILENCE);
    }

    private String hint(String why) {
        return why.contains("obody") && settings.broker().map(AgentBroker::isLoopback).orElse(false)
                ? why + " The agents were told a loopback address for the broker, which is the unit itself." : why;
    }

    /** A failed step is a failed deployment; only an agent that never answered is a mere finding where agents need not be there. */
    void judge(UnitWork.Progress end) throws FailureException {
        List<StepProgress> failed = end.steps().stream().filter(s -> s.state() == State.FAILED).toList();
        end.steps().stream().filter(s -> s.state() == State.FAILED || s.state() == State.WARNED).forEach(s -> progress.finding(finding(s)));
        boolean onlyProbes = failed.stream().allMatch(s -> s.step().kind() == PlannedStep.Kind.PROBE);
        if (!failed.isEmpty() && !(onlyProbes && settings.agents() == AgentExpectation.IF_PRESENT)) {
            StepProgress first = failed.getFirst();
            long skipped = end.steps().stream().filter(s -> s.state() == State.SKIPPED).count();
            throw new FailureException(new Failure(onlyProbes && !answered(first) ? Failure.Kind.TIMED_OUT : Failure.Kind.REMOTE, "setting the units up", first.step().hostName(), first.message(),
                    first.step().template() + " on " + first.step().hostName() + " failed" + (failed.size() > 1 ? ", and " + (failed.size() - 1) + " more steps" : "")
                            + (skipped > 0 ? "; " + skipped + " steps that need them were not done." : "."),
                    "Look at the findings; mend the cause and deploy again: what is done is not done twice."));
        }
    }

    private Finding finding(StepProgress step) {
        boolean probe = step.step().kind() == PlannedStep.Kind.PROBE;
        Severity severity = probe && settings.agents() == AgentExpectation.IF_PRESENT || step.state() == State.WARNED ? Severity.WARNING : Severity.ERROR;
        String host = step.step().hostName();
        if (!probe) {
            return Finding.of(severity, host, step.step().template() + " on " + host + " failed: " + step.message()).withCause(step.details())
                    .withImpact("What needs this step is not done.").withFix("Look at the message, mend the cause, and deploy again.");
        }
        String impact = "Nothing can be installed or configured in the unit.";
        if (answered(step)) {
            return Finding.of(severity, host, "The agent of " + host + " answered with an error: " + step.message())
                    .withCause("The agent lives, but could not run the probe; or something else than an agent consumes the unit's queue.").withImpact(impact)
                    .withFix("Look into the agent's log in the unit.");
        }
        return Finding.of(severity, host, StepProgress.SILENCE + " from " + host + step.message().substring(StepProgress.SILENCE.length()))
                .withCause(hint(step.message())).withImpact(impact).withFix("Check the image, the broker's address as seen from the unit, and the agent's log.");
    }
}
