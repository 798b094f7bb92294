package org.campanile.core.secret;

import java.util.Optional;

import org.campanile.core.task.FailureException;

/**
 * Where secrets come from and are kept: Equinox secure storage in the window; the environment, secure.yaml or a prompt on the command
 * line; a map in tests. Called from worker threads only, since it may ask the user.
 */
public interface Secrets {

    /** The stored secret, without asking anybody. */
    Optional<Secret> find(SecretKey key) throws FailureException;

    /** The stored secret, or the user's answer; denied when the user declines or nobody can be asked. */
    Secret require(SecretKey key) throws FailureException;

    /** Keeps a secret, replacing an older one. Where nothing can be kept it is held until the program ends. */
    void store(SecretKey key, Secret secret) throws FailureException;

    /** Forgets a secret; nothing happens when there is none. */
    void forget(SecretKey key) throws FailureException;
}
