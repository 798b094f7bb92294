package org.campanile.cli;

import java.io.Console;
import java.io.PrintWriter;
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

    private final PrintWriter err;
    private final Map<SecretKey, Secret> told = new ConcurrentHashMap<>();

    PromptSecrets(PrintWriter err) {
        this.err = err;
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
        Console console = CliContext.console();
        if (console == null) {
            throw missing(key);
        }
        err.println();
        char[] typed = console.readPassword("Password of %s for %s of lab %s: ", key.user(), key.part(), key.lab());
        if (typed == null || typed.length == 0) {
            throw missing(key);
        }
        Secret secret = Secret.of(new String(typed));
        told.put(key, secret);
        return secret;
    }

    static FailureException missing(SecretKey key) {
        String variable = ("CAMPANILE_SECRET_" + key.part()).toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return new FailureException(new Failure(Failure.Kind.DENIED, "looking for a password", key.part() + " of lab " + key.lab(), "",
                "The password of " + key.user() + " is not known and nobody can be asked here.", "Set " + variable
                        + (key.part().equals("cloud") ? " or OS_PASSWORD, or put it into secure.yaml." : ".")));
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
