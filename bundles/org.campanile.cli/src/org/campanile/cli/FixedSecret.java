package org.campanile.cli;

import java.util.Optional;

import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;

/** One secret that was read from secure.yaml or the environment, under one key; a source among others, never the keeper. */
record FixedSecret(SecretKey key, Secret secret) implements Secrets {

    @Override
    public Optional<Secret> find(SecretKey wanted) {
        return wanted.equals(key) ? Optional.of(secret) : Optional.empty();
    }

    @Override
    public Secret require(SecretKey wanted) throws FailureException {
        return find(wanted).orElseThrow(() -> PromptSecrets.missing(wanted));
    }

    @Override
    public void store(SecretKey wanted, Secret value) throws FailureException {
        throw PromptSecrets.missing(wanted);
    }

    @Override
    public void forget(SecretKey wanted) {
        // It was never ours to keep.
    }
}
