package org.campanile.core.deploy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.campanile.core.environment.StepDefinition;

/**
 * One step of a deployment's plan.
 *
 * @param id stable within the plan, e.g. {@code "dc1:CreatePrimaryDC"}
 * @param service id of the service, empty for the stack
 * @param unit id of the unit, empty for the stack
 * @param hostName the unit's host name, empty for the stack
 * @param kind what is done
 * @param template name of the plan template as in the protocol document's table 6.5; for the stack {@code "heat-create"},
 *        {@code "heat-update"} or {@code "heat-delete"}, for a probe {@code "probe"}
 * @param calls functions with their arguments; a text such as {@code $domain.dnsAddress} is filled in by {@link StepArguments} when the step begins
 * @param reboot {@code RebootOnCompletion} of the plan
 * @param optional whether a failure is only a warning, so that what needs the step goes on
 * @param needs ids of the steps that must have succeeded (or are optional); when one of them failed this one must not run
 * @param after ids of the steps that must have ended, well or not: all of {@code needs}, and the unit's step before, since an agent takes one plan
 *        at a time
 * @param expectedSeconds how long it usually takes
 * @param arguments arguments by function that are known now and hold no secret
 * @param definition what the type says of the step, empty for stack and probe
 */
public record PlannedStep(String id, String service, String unit, String hostName, Kind kind, String template,
        List<StepDefinition.Call> calls, int reboot, boolean optional, List<String> needs, List<String> after, int expectedSeconds,
        Map<String, Map<String, Object>> arguments, Optional<StepDefinition> definition) {

    /** What a step does. */
    public enum Kind {
        /** Creates, updates or deletes the stack. */ HEAT,
        /** Asks whether a unit's agent answers. */ PROBE,
        /** Sends an execution plan to a unit's agent. */ AGENT
    }

    public PlannedStep {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        calls = List.copyOf(calls);
        needs = List.copyOf(needs);
        after = List.copyOf(after);
        Objects.requireNonNull(arguments);
        Objects.requireNonNull(definition);
    }

    /** A step of the stack or a probe. */
    static PlannedStep plain(String id, String service, String unit, String hostName, Kind kind, String template, List<String> needs, int seconds) {
        return new PlannedStep(id, service, unit, hostName, kind, template, List.of(), 0, false, needs, needs, seconds, Map.of(),
                Optional.empty());
    }

    /** The step with other steps to wait for. */
    PlannedStep waiting(List<String> newAfter) {
        return new PlannedStep(id, service, unit, hostName, kind, template, calls, reboot, optional, needs, newAfter, expectedSeconds, arguments, definition);
    }

    /** Names of the functions called, in order. */
    public List<String> functions() {
        return calls.stream().map(StepDefinition.Call::function).toList();
    }
}
