package org.campanile.core.deploy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentDiff;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.PasswordMarks;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.StateRecorder;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.environment.Unit;
import org.campanile.core.task.FailureException;

/**
 * What is deployed of one document while its plan is run: told of each step that succeeded, it keeps what a later deployment has to know, and it fills
 * in the arguments of the next ones. Each call costs the same however large the document is. One thread.
 */
public final class StepMemory {

    private record Place(Service service, Unit unit) {
    }

    private final Environment environment;
    private final ServiceTypes types;
    private final Map<String, String> hosts;
    private final StateRecorder state;
    private final StepArguments arguments;
    private final KeptSteps kept;
    private final PasswordMarks marks;
    private final Map<String, Place> places = new HashMap<>();

    /** Begins where {@code before} stands; {@code marks} are those that the plan was made with. */
    public StepMemory(Environment environment, ServiceTypes types, DeployedState before, PasswordMarks marks) {
        this.environment = Objects.requireNonNull(environment);
        this.types = Objects.requireNonNull(types);
        this.marks = Objects.requireNonNull(marks);
        this.hosts = HostNames.of(environment, before);
        this.state = new StateRecorder(before);
        this.arguments = new StepArguments(environment, types, state, hosts);
        this.kept = new KeptSteps(state, arguments, marks);
        environment.services().forEach(service -> service.units().forEach(unit -> places.put(unit.id(), new Place(service, unit))));
    }

    private Place place(PlannedStep step) {
        return Objects.requireNonNull(places.get(step.unit()), () -> "no unit " + step.unit());
    }

    /** Begins to compute, on other threads, what it will take to remember the plan's passwords; returns at once. */
    public void expect(DeploymentPlan plan) {
        for (PlannedStep step : plan.steps()) {
            if (step.kind() == PlannedStep.Kind.AGENT) {
                Object password = kept.password(step.definition().orElseThrow(), place(step).service(), place(step).unit());
                if (password != null) {
                    marks.begin(password);
                }
            }
        }
    }

    /** A step's calls as they are sent, passwords in clear: for the message to the agent and for nothing else. */
    public List<StepDefinition.Call> calls(PlannedStep step, StepArguments.Passwords passwords) throws FailureException {
        return arguments.reveal(step, place(step).service(), place(step).unit(), passwords);
    }

    /** A step succeeded. @param answer first output of its first command, empty where there is none */
    public void succeeded(PlannedStep step, String answer) {
        switch (step.kind()) {
            case HEAT -> state.replace(step.template().equals("heat-delete") ? DeployedState.deletedAll()
                    : new EnvironmentDiff(types).surviving(state.state(), environment).stacked(environment, DeployedState.wanted(environment, types, hosts), hosts));
            case AGENT -> kept.succeeded(step.definition().orElseThrow(), place(step).service(), place(step).unit(), answer, state);
            case PROBE -> {
                // that an agent answered says nothing about what is deployed
            }
        }
    }

    /** All that is known to be deployed now. */
    public DeployedState state() {
        return state.state();
    }
}
