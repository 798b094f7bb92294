package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.environment.Unit;

/**
 * Which steps are due, for which units, and what each needs: the rules of the protocol document's sections 6.5 and 6.9, without order. A step is
 * due when the state does not keep it and each step that it needs was done or is due as well.
 */
final class StepChoice {

    /** A step of one unit. */
    record Due(Service service, Unit unit, StepDefinition step) {
        private String key() {
            return StepChoice.key(unit, step);
        }
    }

    private enum Outcome {
        DUE, DONE, UNWANTED, IMPOSSIBLE, LOOKING
    }

    private final Environment environment;
    private final ServiceTypes types;
    private final StepArguments arguments;
    private final KeptSteps kept;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, Due> due = new LinkedHashMap<>();
    private final List<Due> fixed = new ArrayList<>();

    StepChoice(Environment environment, ServiceTypes types, StepArguments arguments, KeptSteps kept) {
        this.environment = environment;
        this.types = types;
        this.arguments = arguments;
        this.kept = kept;
        for (Service service : environment.services()) {
            for (StepDefinition step : steps(service)) {
                for (Unit unit : units(service, step)) {
                    if (outcome(service, unit, step) == Outcome.DUE) {
                        due.put(key(unit, step), new Due(service, unit, step));
                    }
                }
            }
        }
    }

    private static String key(Unit unit, StepDefinition step) {
        return unit.id() + " " + step.id();
    }

    /** Steps of the service's type; none of a type that is not known, which the plan tells. */
    private List<StepDefinition> steps(Service service) {
        return types.find(service.type()).map(ServiceType::steps).orElse(List.of());
    }

    private Optional<StepDefinition> step(Service service, String id) {
        return types.find(service.type()).flatMap(type -> type.step(id));
    }

    /** Due steps in the order of the document and of their types. */
    List<Due> due() {
        return List.copyOf(due.values());
    }

    /** Steps whose value changed but which cannot bring it in any more. */
    List<Due> fixed() {
        return List.copyOf(fixed);
    }

    /** Due steps that have to have succeeded before this one. */
    List<Due> needs(Due of) {
        Set<Due> needs = new LinkedHashSet<>();
        for (StepDefinition.After after : of.step().after()) {
            targets(of.service(), of.unit(), after).stream().map(target -> due.get(target.key())).filter(found -> found != null && !found.equals(of))
                    .forEach(needs::add);
        }
        return List.copyOf(needs);
    }

    private Outcome outcome(Service service, Unit unit, StepDefinition step) {
        String key = key(unit, step);
        Outcome known = outcomes.get(key);
        if (known != null) {
            return known;
        }
        outcomes.put(key, Outcome.LOOKING);
        Outcome found = look(service, unit, step);
        outcomes.put(key, found);
        return found;
    }

    private Outcome look(Service service, Unit unit, StepDefinition step) {
        if (service.image().isEmpty()) {
            return Outcome.IMPOSSIBLE; // the unit has no server
        }
        if (step.whenInDomain() && arguments.provider(service).isEmpty()) {
            return Outcome.IMPOSSIBLE;
        }
        if (!step.whenSet().isEmpty()) {
            Object value = arguments.value(service, unit, step.whenSet());
            if (value == null || "".equals(value) || Boolean.FALSE.equals(value)) {
                return Outcome.UNWANTED; // nobody waits for what was not asked for
            }
        }
        if (kept.done(step, service, unit)) {
            return Outcome.DONE;
        }
        if (kept.fixed(step, service)) {
            fixed.add(new Due(service, unit, step));
            return Outcome.DONE;
        }
        for (StepDefinition.After after : step.after()) {
            List<Due> targets = targets(service, unit, after);
            boolean master = after.scope() == StepDefinition.Scope.DOMAIN && targets.isEmpty();
            if (master || targets.stream().anyMatch(t -> !t.step().optional() && outcome(t.service(), t.unit(), t.step()) == Outcome.IMPOSSIBLE)) {
                return Outcome.IMPOSSIBLE;
            }
        }
        return Outcome.DUE;
    }

    private List<Due> targets(Service service, Unit unit, StepDefinition.After after) {
        return switch (after.scope()) {
            case UNIT -> step(service, after.step()).filter(step -> units(service, step).contains(unit))
                    .map(step -> List.of(new Due(service, unit, step))).orElse(List.of());
            case SERVICE -> of(service, after.step());
            case DOMAIN -> arguments.provider(service).map(provider -> of(provider, after.step())).orElse(List.of());
            case REFERENCE -> {
                String name = service.text(after.reference());
                yield environment.services().stream().filter(other -> !name.isEmpty() && other.name().equals(name)).findFirst()
                        .map(other -> of(other, after.step())).orElse(List.of());
            }
        };
    }

    private List<Due> of(Service service, String stepId) {
        Optional<StepDefinition> step = step(service, stepId);
        return step.map(found -> units(service, found).stream().map(unit -> new Due(service, unit, found)).toList()).orElse(List.of());
    }

    private List<Unit> units(Service service, StepDefinition step) {
        return switch (step.on()) {
            case ALL -> service.units();
            case MASTER -> service.master().map(List::of).orElse(List.of());
            case OTHERS -> service.units().stream().filter(unit -> !unit.equals(service.master().orElse(null))).toList();
            case FIRST -> first(service, step);
        };
    }

    /** The unit that is ready first: with the fewest steps still to do before it, of several the first in the document. */
    private List<Unit> first(Service service, StepDefinition step) {
        Unit best = null;
        int least = Integer.MAX_VALUE;
        for (Unit unit : service.units()) {
            int depth = 0;
            for (StepDefinition.After after : step.after()) {
                if (after.scope() == StepDefinition.Scope.UNIT || after.scope() == StepDefinition.Scope.SERVICE) {
                    depth = Math.max(depth, depth(service, unit, after.step(), 0));
                }
            }
            if (depth < least) {
                least = depth;
                best = unit;
            }
        }
        return best == null ? List.of() : List.of(best);
    }

    private int depth(Service service, Unit unit, String stepId, int so) {
        Optional<StepDefinition> found = step(service, stepId);
        if (found.isEmpty() || so > steps(service).size() || kept.done(found.get(), service, unit)) {
            return 0;
        }
        int depth = 1;
        for (StepDefinition.After after : found.get().after()) {
            depth = Math.max(depth, 1 + (after.scope() == StepDefinition.Scope.UNIT ? depth(service, unit, after.step(), so + 1) : 0));
        }
        return depth;
    }
}
