package org.campanile.core.secret;

import java.util.Optional;

import org.campanile.core.task.FailureException;

/**
 * Those secrets of another source that are known already, for a look that nobody has asked for: it asks no questions, and neither keeps nor forgets
 * anything. As thread-safe as the source.
 *
 * @param kept where they are
 */
public record KnownSecrets(Secrets kept) implements Secrets {

    @Override
    public Optional<Secret> find(SecretKey key) throws FailureException {
        return kept.find(key);
    }

    @Override
    public Secret require(SecretKey key) throws FailureException {
        return kept.find(key).orElseThrow(() -> MemorySecrets.missing(key, "Check the lab, which asks for it."));
    }

    @Override
    public void store(SecretKey key, Secret secret) {
        // nothing new is learnt by a look
    }

    @Override
    public void forget(SecretKey key) {
        // a password that was refused is judged where somebody can be asked for another
    }
}
