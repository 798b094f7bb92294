package org.campanile.core.deploy.watch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.Planner;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentDiff;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;

/**
 * The way from what is deployed back to an earlier document, and what cannot be undone on it. It goes forward: the earlier document is deployed again, by the
 * planner, from what is there now. A value.
 *
 * @param to the earlier document
 * @param changes what happens to servers and balancers
 * @param plan the steps
 * @param lost what the way does not bring back, each a sentence
 */
public record WayBack(Environment to, List<EnvironmentDiff.Change> changes, DeploymentPlan plan, List<String> lost) {

    public WayBack {
        Objects.requireNonNull(to);
        changes = List.copyOf(changes);
        lost = List.copyOf(lost);
    }

    /**
     * Plans it.
     *
     * @param deployed what is known to be deployed
     * @param current the document that was deployed last
     */
    public static WayBack of(ServiceTypes types, DeployedState deployed, Environment current, Environment earlier) {
        List<EnvironmentDiff.Change> changes = new EnvironmentDiff(types).between(deployed, earlier);
        DeploymentPlan plan = new Planner(types).plan(earlier, deployed, Planner.Extent.FULL);
        Set<String> lost = new LinkedHashSet<>();
        for (EnvironmentDiff.Change change : changes) {
            switch (change.kind()) {
                case REPLACE -> lost.add(change.name() + " is deleted and made anew: all that is in it is lost.");
                case REMOVE -> lost.add(change.name() + " is deleted with all that is in it.");
                case ADD -> lost.add(change.name() + " comes back empty: what was in it when it was deleted is not brought back.");
                case CHANGE -> {
                    // nothing of it is lost
                }
            }
        }
        Set<String> worked = plan.steps().stream().map(PlannedStep::unit).collect(Collectors.toSet());
        for (Service now : current.services()) {
            earlier.service(now.id()).ifPresent(then -> stays(now, then, worked, lost));
        }
        plan.findings().forEach(f -> lost.add(f.message()));
        return new WayBack(earlier, changes, plan, List.copyOf(lost));
    }

    /** Units that stay and in which no step of the way does anything keep what the later document did in them. */
    private static void stays(Service now, Service then, Set<String> worked, Set<String> lost) {
        Set<String> keys = new TreeSet<>(differing(now.fields(), then.fields()));
        keys.removeAll(Set.of(Service.FLAVOR, Service.IMAGE, Service.ZONE, Service.PATTERN));
        List<String> hosts = now.units().stream().filter(u -> then.unit(u.id()).isPresent() && !worked.contains(u.id())).map((Unit u) -> HostNames.of(now, u)).toList();
        if (!keys.isEmpty() && !hosts.isEmpty()) {
            lost.add("In " + String.join(", ", hosts) + " nothing is changed back although " + String.join(", ", keys) + " of " + now.name()
                    + " was different: steps that are done once are not undone.");
        }
    }

    private static Set<String> differing(Map<String, Object> one, Map<String, Object> other) {
        Set<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        keys.removeIf(k -> Objects.equals(one.get(k), other.get(k)));
        return keys;
    }

    /** Whether the earlier document is what is deployed. */
    public boolean nothing() {
        return changes.isEmpty() && plan.steps().stream().noneMatch(s -> s.kind() == PlannedStep.Kind.AGENT);
    }

    /** As text: what happens, the steps in units, what is lost. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(nothing() ? "Nothing would change." : "What happens:");
        changes.forEach(c -> lines.add("  " + c.text()));
        List<PlannedStep> inside = plan.steps().stream().filter(s -> s.kind() == PlannedStep.Kind.AGENT).toList();
        if (!inside.isEmpty()) {
            lines.add("  " + inside.size() + " steps in units, about " + Math.max(1, plan.criticalPathSeconds() / 60) + " min:");
            inside.stream().limit(20).forEach(s -> lines.add("    " + s.hostName() + "  " + s.template()));
            if (inside.size() > 20) {
                lines.add("    and " + (inside.size() - 20) + " more");
            }
        }
        if (!lost.isEmpty()) {
            lines.add("What cannot be undone:");
            lost.forEach(l -> lines.add("  " + l));
        }
        return String.join("\n", lines);
    }
}
