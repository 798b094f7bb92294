package org.campanile.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Asks on the terminal, once a secret, and forgets with the end of the command. Thread-safe: one question at a time. */
final class PromptSecrets implements Secrets {

    private final CliContext cli;
    private final Map<SecretKey, Secret> told = new ConcurrentHashMap<>();

    PromptSecrets(CliContext cli) {
        this.cli = cli;
    }

    @Override
    public Optional<Secret> find(SecretKey key) {
        return Optional.ofNullable(told.get(key));
    }

    @Override
    public synchronized Secret require(SecretKey key) throws FailureException {
        Secret known = told.get(key);
        if (known != null) {
            return known;
        }
        cli.progress().clear();
        Secret secret = cli.terminal().flatMap(t -> t.password(asking(key)))
                .filter(typed -> !typed.isEmpty()).map(Secret::of).orElseThrow(() -> missing(key));
        told.put(key, secret);
        return secret;
    }

    private static String asking(SecretKey key) {
        return key.ofEnvironment() ? "Password " + key.user() + " of environment " + key.named() + ": "
                : "Password of " + key.user() + " (" + key.part() + " of lab " + key.named() + "): ";
    }

    static FailureException missing(SecretKey key) {
        String variable = ("CAMPANILE_SECRET_" + key.part()).toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "_");
        String others = key.part().equals("cloud") ? ", OS_PASSWORD or OS_APPLICATION_CREDENTIAL_SECRET, or put it into secure.yaml." : ".";
        return new FailureException(new Failure(Failure.Kind.DENIED, "looking for a password", key.part() + (key.ofEnvironment() ? " " : " of lab ") + key.named(), "",
                "The password of " + key.user() + " is not known and nobody has told it.", "Set " + variable + others));
    }

    @Override
    public void store(SecretKey key, Secret secret) {
        told.put(key, secret);
    }

    @Override
    public void forget(SecretKey key) {
        told.remove(key);
    }
}
