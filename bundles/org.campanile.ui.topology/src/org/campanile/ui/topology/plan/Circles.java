package org.campanile.ui.topology.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.ServiceCircles;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.eclipse.osgi.util.NLS;

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
            return cut ? Messages.takeThisNeedAway : Messages.solvedByOrder;
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
                String words = need.from().equals(need.to()) ? NLS.bind(Messages.needsItself, from) : NLS.bind(Messages.needs, from, name(state.environment(), need.to()));
                rows.add(new Row(i + 1, need.from(), need.to(), words, need.resolved(), need.cut()));
            }
        }
        return rows;
    }

    private static String name(Environment environment, String id) {
        return environment.service(id).map(Service::name).filter(n -> !n.isEmpty()).orElse(Messages.serviceWithoutAName);
    }

    /** The circles, a sentence or two for each; of many that are solved only the first. */
    static String words(PlanState state) {
        List<String> lines = new ArrayList<>();
        // What cannot be solved comes first, and is told of all.
        state.circles().stream().filter(c -> !c.resolvable()).forEach(c -> lines.add(words(state.environment(), c)));
        List<ServiceCircles.Circle> solved = state.circles().stream().filter(ServiceCircles.Circle::resolvable).toList();
        solved.stream().limit(TOLD).forEach(c -> lines.add(words(state.environment(), c)));
        int more = solved.size() - TOLD;
        if (more > 0) {
            lines.add(more == 1 ? Messages.moreCircle : NLS.bind(Messages.moreCircles, more));
        }
        for (DeploymentPlan.StepCircle circle : state.plan().circles()) {
            lines.add(NLS.bind(Messages.noOrderOfStepsExists, String.join("; ", circle.edges())));
        }
        return lines.isEmpty() ? Messages.noCircles : String.join("\n", lines);
    }

    private static String words(Environment environment, ServiceCircles.Circle circle) {
        String names = circle.services().stream().map(id -> name(environment, id)).collect(Collectors.joining(", "));
        if (circle.services().size() == 1) {
            return circle.resolvable() ? NLS.bind(Messages.needsItselfSolved, names) : NLS.bind(Messages.needsItselfUnsolved, names);
        }
        return circle.resolvable() ? NLS.bind(Messages.needEachOtherSolved, names) : NLS.bind(Messages.needEachOtherUnsolved, names);
    }
}
