package org.campanile.cli;

import java.util.Map;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;

/** The well-known passwords of the demo lab, for labs that are marked as one; they protect nothing. */
final class DemoSecrets implements Secrets {

    /** Key in a lab's file that marks a demo lab. */
    static final String MARK = "demoLab";

    private final Lab lab;

    DemoSecrets(Lab lab) {
        this.lab = lab;
    }

    /** Whether a lab is marked as a demo lab. */
    static boolean isDemo(Lab lab) {
        return Boolean.TRUE.equals(lab.unknown().getOrDefault("", Map.of()).get(MARK));
    }

    @Override
    public Optional<Secret> find(SecretKey key) {
        if (!isDemo(lab) || !key.lab().equals(lab.id())) {
            return Optional.empty();
        }
        return switch (key.part().startsWith(SetupOptions.NEW_USER + "/") ? SetupOptions.NEW_USER : key.part()) {
            case "cloud" -> Optional.of(Secret.of("admin-secret"));
            case "broker" -> Optional.of(Secret.of("guest"));
            case SetupOptions.NEW_USER -> Optional.of(Secret.of("murano-secret"));
            default -> Optional.empty();
        };
    }

    @Override
    public Secret require(SecretKey key) throws FailureException {
        return find(key).orElseThrow(() -> PromptSecrets.missing(key));
    }

    @Override
    public void store(SecretKey key, Secret secret) throws FailureException {
        throw PromptSecrets.missing(key);
    }

    @Override
    public void forget(SecretKey key) {
        // They are part of the program.
    }
}
