package org.campanile.ui.wizard;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.eclipse.osgi.util.NLS;

/**
 * The passwords typed into the wizard, by part of the lab, until the lab is saved; for a lab that is edited those kept of it, where nothing was typed.
 * Nobody is asked: what is in neither is missing. Any thread.
 */
final class DraftSecrets implements Secrets {

    private final Map<String, Secret> typed = new ConcurrentHashMap<>();
    private final Secrets kept;
    private final String lab;

    /** Of a new lab. */
    DraftSecrets() {
        this(new MemorySecrets(), "");
    }

    /** Of the lab that is edited. @param lab its id */
    DraftSecrets(Secrets kept, String lab) {
        this.kept = kept;
        this.lab = lab;
    }

    /** What was typed for a part; empty text takes it away. */
    void type(String part, String text) {
        if (text.isEmpty()) {
            typed.remove(part);
        } else {
            typed.put(part, Secret.of(text));
        }
    }

    /** The password of a part. */
    Optional<Secret> of(String part) {
        return Optional.ofNullable(typed.get(part));
    }

    @Override
    public Optional<Secret> find(SecretKey key) throws FailureException {
        Optional<Secret> now = of(key.part());
        return now.isPresent() || lab.isEmpty() ? now : kept.find(new SecretKey(lab, key.part(), key.user()));
    }

    @Override
    public Secret require(SecretKey key) throws FailureException {
        return find(key).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.DENIED, NLS.bind(Messages.loggingIn, key.part()), key.user(), "",
                lab.isEmpty() ? Messages.noPasswordTyped : Messages.noPasswordTypedOrKept, Messages.typePassword)));
    }

    @Override
    public void store(SecretKey key, Secret secret) {
        typed.put(key.part(), secret);
    }

    @Override
    public void forget(SecretKey key) {
        typed.remove(key.part());
    }
}
