package org.campanile.core.secret;

import java.util.List;
import java.util.Optional;

import org.campanile.core.task.FailureException;

/**
 * Several sources of secrets, asked in order: the first that has one counts. The last one is the keeper: it asks the user when none has it, and
 * keeps what is stored. As thread-safe as its sources.
 */
public final class ChainSecrets implements Secrets {

    private final List<Secrets> sources;

    /** At least one source; the last is the keeper. */
    public ChainSecrets(List<Secrets> sources) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("no source of secrets");
        }
        this.sources = List.copyOf(sources);
    }

    @Override
    public Optional<Secret> find(SecretKey key) throws FailureException {
        for (Secrets source : sources) {
            Optional<Secret> found = source.find(key);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public Secret require(SecretKey key) throws FailureException {
        Optional<Secret> found = find(key);
        return found.isPresent() ? found.get() : sources.getLast().require(key);
    }

    @Override
    public void store(SecretKey key, Secret secret) throws FailureException {
        sources.getLast().store(key, secret);
    }

    @Override
    public void forget(SecretKey key) throws FailureException {
        for (Secrets source : sources) {
            source.forget(key);
        }
    }
}
