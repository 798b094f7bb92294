package org.campanile.core.secret;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Secrets that are held until the program ends. Nobody is asked. Thread-safe. */
public final class MemorySecrets implements Secrets {

    private final Map<SecretKey, Secret> secrets = new ConcurrentHashMap<>();

    @Override
    public Optional<Secret> find(SecretKey key) {
        return Optional.ofNullable(secrets.get(key));
    }

    @Override
    public Secret require(SecretKey key) throws FailureException {
        return find(key).orElseThrow(() -> missing(key, "Store it first."));
    }

    @Override
    public void store(SecretKey key, Secret secret) {
        secrets.put(key, secret);
    }

    @Override
    public void forget(SecretKey key) {
        secrets.remove(key);
    }

    static FailureException missing(SecretKey key, String next) {
        String user = key.user().isEmpty() ? "" : " for " + key.user();
        return new FailureException(new Failure(Failure.Kind.DENIED, "logging in", key.named() + ", " + key.part(), "",
                "The password" + user + " is not known.", next));
    }
}
