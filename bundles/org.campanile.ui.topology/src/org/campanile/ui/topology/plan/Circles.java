package org.campanile.ui.topology.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.ServiceCircles;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;

/** Circles of needs in plain words. Pure functions. */
final class Circles {

    /**
     * A need within a circle.
     *
     * @param circle its number, from 1
     * @param from id of the service that needs
     * @param to id of the service that is needed
     * @param need the need with the services' names
     * @param steps the steps it comes down to
     * @param cut whether it has to be taken away
     */
    record Row(int circle, String from, String to, String need, List<String> steps, boolean cut) {

        /** What becomes of it. */
        String outcome() {
            return cut ? "Take this need away" : "Solved by the order of steps";
        }
    }

    private static final int TOLD = 2;

    private Circles() {
    }

    static List<Row> rows(PlanState state) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < state.circles().size(); i++) {
            for (ServiceCircles.Need need : state.circles().get(i).needs()) {
                String from = name(state.environment(), need.from());
                String to = need.from().equals(need.to()) ? "itself" : name(state.environment(), need.to());
                rows.add(new Row(i + 1, need.from(), need.to(), from + " needs " + to, need.resolved(), need.cut()));
            }
        }
        return rows;
    }

    private static String name(Environment environment, String id) {
        return environment.service(id).map(Service::name).filter(n -> !n.isEmpty()).orElse("Service without a name");
    }

    /** The circles, a sentence or two for each; of many that are solved only the first. */
    static String words(PlanState state) {
        List<String> lines = new ArrayList<>();
        // What cannot be solved comes first, and is told of all.
        state.circles().stream().filter(c -> !c.resolvable()).forEach(c -> lines.add(words(state.environment(), c)));
        List<ServiceCircles.Circle> solved = state.circles().stream().filter(ServiceCircles.Circle::resolvable).toList();
        solved.stream().limit(TOLD).forEach(c -> lines.add(words(state.environment(), c)));
        if (solved.size() > TOLD) {
            lines.add("So it is with " + (solved.size() - TOLD) + " more circles.");
        }
        for (DeploymentPlan.StepCircle circle : state.plan().circles()) {
            lines.add("No order of steps exists: " + String.join("; ", circle.edges()) + ". Take any one of these needs away.");
        }
        return lines.isEmpty() ? "No services need each other in a circle." : String.join("\n", lines);
    }

    private static String words(Environment environment, ServiceCircles.Circle circle) {
        String names = circle.services().stream().map(id -> name(environment, id)).collect(Collectors.joining(", "));
        String who = circle.services().size() == 1 ? names + " needs itself: its further units need what its first one makes."
                : names + " need each other in a circle.";
        return who + (circle.resolvable() ? " This is no error: single steps wait for single steps, and those have an order."
                : " Their steps go round in a circle as well, so no order exists: take a need away that is marked below.");
    }
}
