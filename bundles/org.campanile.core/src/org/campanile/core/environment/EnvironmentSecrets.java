package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;

/**
 * Where an environment's passwords are: a {@link SecretRef} of the document is kept under the environment's id, part
 * {@code "environment"}, and the reference's name as user. So a document can be copied between machines and kept in git, and asks for
 * what is missing. Called from worker threads, since it may ask the user.
 */
public final class EnvironmentSecrets {

    private EnvironmentSecrets() {
    }

    /** The key under which a reference's secret is kept. */
    public static SecretKey key(Environment environment, SecretRef ref) {
        return new SecretKey(environment.id(), SecretKey.ENVIRONMENT, ref.name(), environment.name());
    }

    /** The clear value behind a field's value: a reference is looked up (and asked for), a secret in memory is itself. */
    public static Secret resolve(Environment environment, Object value, Secrets secrets) throws FailureException {
        return switch (value) {
            case Secret clear -> clear;
            case SecretRef ref -> secrets.require(key(environment, ref));
            case null, default -> Secret.of(Values.text(value));
        };
    }

    /** The clear value behind a field's value as far as it is known without asking. */
    public static Optional<Secret> find(Environment environment, Object value, Secrets secrets) throws FailureException {
        return switch (value) {
            case Secret clear -> Optional.of(clear);
            case SecretRef ref -> secrets.find(key(environment, ref));
            case null, default -> Optional.empty();
        };
    }

    /** Puts every clear password of the document away and answers the document with references in their places. */
    public static Environment keep(Environment environment, Secrets secrets) throws FailureException {
        List<Service> kept = new ArrayList<>();
        for (Service service : environment.services()) {
            Service changed = service;
            for (Map.Entry<String, Object> entry : service.fields().entrySet()) {
                if (entry.getValue() instanceof Secret clear) {
                    changed = changed.with(entry.getKey(), store(environment, service.name() + "/" + entry.getKey(), clear, secrets));
                }
            }
            for (Unit unit : service.units()) {
                Unit safe = unit;
                for (Map.Entry<String, Object> entry : unit.fields().entrySet()) {
                    if (entry.getValue() instanceof Secret clear) {
                        safe = safe.with(entry.getKey(), store(environment, service.name() + "/" + unit.number() + "/" + entry.getKey(), clear, secrets));
                    }
                }
                changed = safe == unit ? changed : changed.withUnit(safe);
            }
            kept.add(changed);
        }
        return environment.withServices(kept);
    }

    /** All references of a document. */
    public static Set<SecretRef> references(Environment environment) {
        Set<SecretRef> found = new LinkedHashSet<>();
        for (Service service : environment.services()) {
            service.fields().values().forEach(value -> reference(value, found));
            service.units().forEach(unit -> unit.fields().values().forEach(value -> reference(value, found)));
        }
        return found;
    }

    private static void reference(Object value, Set<SecretRef> found) {
        if (value instanceof SecretRef ref) {
            found.add(ref);
        }
    }

    /**
     * Makes up a password for each of these references that has none yet, and keeps it. Only for references that are new: what an older one stands
     * for may be in use somewhere.
     */
    public static void makeUp(Environment environment, Collection<SecretRef> references, Secrets secrets) throws FailureException {
        for (SecretRef ref : references) {
            if (secrets.find(key(environment, ref)).isEmpty()) {
                secrets.store(key(environment, ref), Passwords.random());
            }
        }
    }

    private static SecretRef store(Environment environment, String name, Secret clear, Secrets secrets) throws FailureException {
        SecretRef ref = new SecretRef(name);
        secrets.store(key(environment, ref), clear);
        return ref;
    }
}
