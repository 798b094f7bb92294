package org.campanile.core.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Keeps;
import org.campanile.core.environment.PasswordMark;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;

/** What the state says of single steps, and what it says after them (protocol document, section 6.3). */
final class KeptSteps {

    private final Environment environment;
    private final ServiceTypes types;
    private final DeployedState state;
    private final StepArguments arguments;
    private final Function<SecretRef, Optional<Secret>> known;

    KeptSteps(Environment environment, ServiceTypes types, DeployedState state, Map<String, String> hosts, Function<SecretRef, Optional<Secret>> known) {
        this.environment = environment;
        this.types = types;
        this.state = state;
        this.arguments = new StepArguments(environment, types, state, hosts);
        this.known = known;
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
        return now instanceof Secret || now instanceof SecretRef ? PasswordMark.matches(String.valueOf(kept), now, known)
                : String.valueOf(kept).equals(now == null ? "" : String.valueOf(now));
    }

    /** Whether the step was done with another value that it cannot bring in any more. */
    boolean fixed(StepDefinition step, Service service) {
        return step.keeps().filter(keeps -> !keeps.fixedBy().isEmpty() && state.ofService(service.id(), keeps.fixedBy()) != null
                && state.ofService(service.id(), keeps.key()) != null).isPresent();
    }

    /** The state after the step succeeded in a unit. */
    DeployedState after(StepDefinition step, Service service, Unit unit, String answer, int rounds) {
        if (step.keeps().isEmpty()) {
            return state;
        }
        Keeps keeps = step.keeps().get();
        DeployedState next = state;
        if (keeps.once()) {
            return next.withService(service.id(), keeps.key(), value(keeps, service, unit, answer, rounds));
        }
        for (Unit each : keeps.all() ? service.units() : List.of(unit)) {
            next = next.withUnit(each.id(), keeps.key(), value(keeps, service, each, answer, rounds));
            for (Map.Entry<String, Object> also : keeps.also().entrySet()) {
                next = next.withUnit(each.id(), also.getKey(), arguments.value(service, each, also.getValue()));
            }
        }
        if (keeps.ofService()) {
            KeptSteps then = new KeptSteps(environment, types, next, Map.of(), known);
            DeployedState reached = next;
            boolean everywhere = service.units().stream().allMatch(each -> then.doneFor(keeps, service, each));
            next = everywhere ? reached.withService(service.id(), keeps.key(), value(keeps, service, unit, answer, rounds)) : reached;
        }
        return next;
    }

    private Object value(Keeps keeps, Service service, Unit unit, String answer, int rounds) {
        if (keeps.value() == null) {
            return true;
        }
        if (keeps.value().equals(Keeps.ANSWER)) {
            return answer;
        }
        Object value = arguments.value(service, unit, keeps.value());
        return value instanceof Secret || value instanceof SecretRef ? PasswordMark.of(value, known, rounds) : value;
    }
}
