package org.campanile.core.deploy;

import java.util.List;
import java.util.Objects;

import org.campanile.core.environment.StepDefinition;

/**
 * One step of a deployment's plan.
 *
 * @param id stable within the plan, e.g. {@code "dc1:CreatePrimaryDC"}
 * @param service id of the service, empty for the stack
 * @param unit id of the unit, empty for the stack
 * @param hostName the unit's host name, empty for the stack
 * @param kind what is done
 * @param template name of the plan template as in the protocol document's table 6.5; for the stack {@code "heat"}, for a probe
 *        {@code "probe"}
 * @param calls functions with their arguments; a text such as {@code $domain.dnsAddress} is filled in when the step begins
 * @param reboot {@code RebootOnCompletion} of the plan
 * @param optional whether a failure is only a warning
 * @param after ids of the steps that must have ended
 * @param expectedSeconds how long it usually takes
 */
public record PlannedStep(String id, String service, String unit, String hostName, Kind kind, String template,
        List<StepDefinition.Call> calls, int reboot, boolean optional, List<String> after, int expectedSeconds) {

    /** What a step does. */
    public enum Kind {
        /** Creates or updates the stack. */ HEAT,
        /** Asks whether a unit's agent answers. */ PROBE,
        /** Sends an execution plan to a unit's agent. */ AGENT
    }

    public PlannedStep {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        calls = List.copyOf(calls);
        after = List.copyOf(after);
    }

    /** Names of the functions called, in order. */
    public List<String> functions() {
        return calls.stream().map(StepDefinition.Call::function).toList();
    }
}
