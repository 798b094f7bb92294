package org.campanile.ui.secrets;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.LabSecrets;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.equinox.security.storage.EncodingUtils;
import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Secrets in Equinox secure storage, encrypted by whatever the system offers (libsecret, DPAPI, Keychain, or the password file given by
 * {@code -eclipse.password}). Where nothing is offered, a secret is kept in memory until the program ends and asked for again the next time;
 * nothing is ever written in clear. Worker threads only: the system may show a dialog of its own.
 */
@Component(service = LabSecrets.class)
public final class SecureStorage implements LabSecrets {

    /** Asks the user for a secret. */
    @FunctionalInterface
    public interface Prompt {
        /**
         * Blocks until answered; empty when the user declines.
         *
         * @param refused whether the one that was given before was not accepted
         */
        Optional<Answer> ask(SecretKey key, boolean refused);
    }

    /** What the user answered. */
    public record Answer(Secret secret, boolean remember) {
    }

    private static final String ROOT = "/org.campanile/secrets/";

    private final Supplier<ISecurePreferences> storage;
    private final Prompt prompt;
    private final Map<SecretKey, Secret> memory = new ConcurrentHashMap<>();
    /** Those that were forgotten because somebody did not accept them. */
    private final Set<SecretKey> wrong = ConcurrentHashMap.newKeySet();
    /** When each was refused last, so that those who waited for the same answer do not ask at once again; under the lock. */
    private final Map<SecretKey, Long> refusals = new HashMap<>();
    /** Not a monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean broken;

    /** The secure storage of this program; the user is asked by {@code prompt}. */
    @Activate
    public SecureStorage(@Reference Prompt prompt) {
        this(SecurePreferencesFactory::getDefault, prompt);
    }

    /**
     * @param storage answers the root of secure storage, or {@code null} when there is none; asked on each use
     * @param prompt how the user is asked
     */
    public SecureStorage(Supplier<ISecurePreferences> storage, Prompt prompt) {
        this.storage = storage;
        this.prompt = prompt;
    }

    @Override
    public Optional<Secret> find(SecretKey key) throws FailureException {
        Secret held = memory.get(key);
        if (held != null) {
            return Optional.of(held);
        }
        return with(node -> {
            String text = node.get(key.user(), null);
            return text == null ? Optional.empty() : Optional.of(Secret.of(text));
        }, key, false, Optional.empty());
    }

    @Override
    public Secret require(SecretKey key) throws FailureException {
        Optional<Secret> found = find(key);
        return found.isPresent() ? found.get() : asked(key);
    }

    /** One question at a time: what the first asker was told, those that waited for the same need not ask again. */
    private Secret asked(SecretKey key) throws FailureException {
        long came = System.nanoTime();
        asking.lock();
        try {
            Long refused = refusals.get(key);
            if (refused != null && refused - came > 0) {
                throw new FailureException(declined(key));
            }
            Optional<Secret> told = find(key);
            if (told.isPresent()) {
                return told.get();
            }
            Optional<Answer> given = prompt.ask(key, wrong.remove(key));
            if (given.isEmpty()) {
                refusals.put(key, System.nanoTime());
                throw new FailureException(declined(key));
            }
            Answer answer = given.get();
            if (answer.remember()) {
                store(key, answer.secret());
            }
            return answer.secret();
        } finally {
            asking.unlock();
        }
    }

    private static Failure declined(SecretKey key) {
        String whose = NLS.bind(Messages.passwordOwner, new Object[] {key.user(), key.part(), key.named()});
        return new Failure(Failure.Kind.DENIED, Messages.askingForAPassword, whose, "", Messages.noPasswordGiven, Messages.tryAgain);
    }

    @Override
    public void store(SecretKey key, Secret secret) throws FailureException {
        wrong.remove(key);
        boolean kept = with(node -> {
            node.put(key.user(), secret.reveal(), true);
            node.flush();
            return true;
        }, key, true, false);
        if (kept) {
            memory.remove(key);
        } else {
            memory.put(key, secret);
        }
    }

    @Override
    public void forget(SecretKey key) throws FailureException {
        wrong.add(key);
        memory.remove(key);
        with(node -> {
            node.remove(key.user());
            node.flush();
            return true;
        }, key, false, false);
    }

    @Override
    public void forgetLab(String lab) throws FailureException {
        memory.keySet().removeIf(key -> key.lab().equals(lab));
        use(root -> {
            if (root.nodeExists(lab(lab))) {
                root.node(lab(lab)).removeNode();
                root.flush();
            }
            return true;
        }, false);
    }

    @Override
    public boolean keeps() {
        return !broken;
    }

    private interface Use<T> {
        T on(ISecurePreferences node) throws StorageException, IOException;
    }

    private static String lab(String id) {
        return ROOT + EncodingUtils.encodeSlashes(id);
    }

    private <T> T with(Use<T> use, SecretKey key, boolean create, T otherwise) {
        String path = lab(key.lab()) + '/' + EncodingUtils.encodeSlashes(key.part());
        return use(root -> create || root.nodeExists(path) ? use.on(root.node(path)) : otherwise, otherwise);
    }

    private <T> T use(Use<T> use, T otherwise) {
        if (broken) {
            return otherwise;
        }
        try {
            ISecurePreferences root = storage.get();
            return root == null ? otherwise : use.on(root);
        } catch (StorageException | IOException | LinkageError | IllegalArgumentException | IllegalStateException e) {
            broken = true;
            ILog.of(SecureStorage.class).log(new Status(IStatus.WARNING, "org.campanile.ui", Messages.secureStorageUnusable, e));
            return otherwise;
        }
    }
}
