package org.campanile.core.deploy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.environment.Keeps;
import org.campanile.core.environment.KeptKeys;
import org.campanile.core.environment.PasswordMarks;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.StateRecorder;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;

/** What the state says of single steps, and what it says after them (protocol document, section 6.3). One thread. */
final class KeptSteps {

    private final KeptKeys state;
    private final StepArguments arguments;
    private final PasswordMarks marks;
    /** Units that have not done yet what the original keeps for their whole service, by service and key; counted once and then kept up to date. */
    private final Map<String, Set<String>> missing = new HashMap<>();

    /** @param arguments of the same state */
    KeptSteps(KeptKeys state, StepArguments arguments, PasswordMarks marks) {
        this.state = state;
        this.arguments = arguments;
        this.marks = marks;
    }

    /** Whether the step was done and what it was done with is unchanged. */
    boolean done(StepDefinition step, Service service, Unit unit) {
        if (step.keeps().isEmpty()) {
            return false;
        }
        Keeps keeps = step.keeps().get();
        if (keeps.once()) {
            return matches(keeps, service, unit, state.ofService(service.id(), keeps.key()));
        }
        if (keeps.all()) {
            return service.units().stream().allMatch(each -> doneFor(keeps, service, each));
        }
        return doneFor(keeps, service, unit);
    }

    private boolean doneFor(Keeps keeps, Service service, Unit unit) {
        Object kept = state.ofUnit(unit.id(), keeps.key());
        if (kept == null && keeps.ofService() && !state.hostName(unit.id()).isEmpty()) {
            kept = state.ofService(service.id(), keeps.key());
        }
        return matches(keeps, service, unit, kept);
    }

    private boolean matches(Keeps keeps, Service service, Unit unit, Object kept) {
        if (kept == null || Boolean.FALSE.equals(kept) || "".equals(kept)) {
            return false;
        }
        if (keeps.anyValue()) {
            return true;
        }
        return same(kept, arguments.value(service, unit, keeps.value())) && keeps.also().entrySet().stream().allMatch(also -> {
            Object before = state.ofUnit(unit.id(), also.getKey());
            return before == null || same(before, arguments.value(service, unit, also.getValue()));
        });
    }

    private boolean same(Object kept, Object now) {
        return now instanceof Secret || now instanceof SecretRef ? marks.matches(String.valueOf(kept), now)
                : String.valueOf(kept).equals(now == null ? "" : String.valueOf(now));
    }

    /** Whether the step was done with another value that it cannot bring in any more. */
    boolean fixed(StepDefinition step, Service service) {
        return step.keeps().filter(keeps -> !keeps.fixedBy().isEmpty() && state.ofService(service.id(), keeps.fixedBy()) != null
                && state.ofService(service.id(), keeps.key()) != null).isPresent();
    }

    /** Keeps that the step succeeded in a unit. @param into the state that is asked as well */
    void succeeded(StepDefinition step, Service service, Unit unit, String answer, StateRecorder into) {
        if (step.keeps().isEmpty()) {
            return;
        }
        Keeps keeps = step.keeps().get();
        if (keeps.once()) {
            into.keepOfService(service.id(), keeps.key(), value(keeps, service, unit, answer));
            return;
        }
        for (Unit each : keeps.all() ? service.units() : List.of(unit)) {
            into.keepOfUnit(each.id(), keeps.key(), value(keeps, service, each, answer));
            for (Map.Entry<String, Object> also : keeps.also().entrySet()) {
                into.keepOfUnit(each.id(), also.getKey(), arguments.value(service, each, also.getValue()));
            }
        }
        if (keeps.ofService() && everywhere(keeps, service, unit)) {
            into.keepOfService(service.id(), keeps.key(), value(keeps, service, unit, answer));
        }
    }

    /** Whether the last unit that was missing has done it; looks at all units the first time and at one from then on. */
    private boolean everywhere(Keeps keeps, Service service, Unit unit) {
        Set<String> left = missing.computeIfAbsent(service.id() + " " + keeps.key(), key -> {
            Set<String> ids = new HashSet<>();
            service.units().stream().filter(each -> !doneFor(keeps, service, each)).forEach(each -> ids.add(each.id()));
            return ids;
        });
        if (doneFor(keeps, service, unit)) {
            left.remove(unit.id());
        }
        return left.isEmpty();
    }

    /** The password that a step's success will have to be remembered by; {@code null} when there is none. */
    Object password(StepDefinition step, Service service, Unit unit) {
        String expression = step.keeps().map(Keeps::value).orElse(null);
        Object value = expression == null || expression.equals(Keeps.ANSWER) ? null : arguments.value(service, unit, expression);
        return value instanceof Secret || value instanceof SecretRef ? value : null;
    }

    private Object value(Keeps keeps, Service service, Unit unit, String answer) {
        if (keeps.value() == null) {
            return true;
        }
        if (keeps.value().equals(Keeps.ANSWER)) {
            return answer;
        }
        Object value = arguments.value(service, unit, keeps.value());
        return value instanceof Secret || value instanceof SecretRef ? marks.of(value) : value;
    }
}
