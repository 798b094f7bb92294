package org.campanile.core.secret;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Secrets of environment variables, for the command line and for automation. The first that is set and not empty counts:
 * <ol>
 * <li>for the part {@code environment}, which has many: {@code CAMPANILE_SECRET_ENVIRONMENT_NAME} with the name that stands in the document after
 * {@code secret:}, e.g. {@code CAMPANILE_SECRET_ENVIRONMENT_ACME_LOCAL_ADMINPASSWORD};
 * <li>{@code CAMPANILE_SECRET_LAB_PART}: lab and part in upper case, anything but letters and digits as an underscore, e.g.
 * {@code CAMPANILE_SECRET_LAB_ONE_HOST_DEVBOX};
 * <li>{@code CAMPANILE_SECRET_PART} for any lab, with the part up to a slash alone last, e.g. {@code CAMPANILE_SECRET_HOST};
 * <li>for the part {@code cloud} those of the OpenStack tools (openstacksdk, "Environment Variables"): {@code OS_APPLICATION_CREDENTIAL_SECRET} if
 * {@code OS_APPLICATION_CREDENTIAL_ID} or {@code _NAME} is the key's user, {@code OS_PASSWORD} if {@code OS_USERNAME} is; a variable
 * for the user that is not set fits every user.
 * </ol>
 * Nothing can be stored. Thread-safe.
 */
public final class EnvironmentSecrets implements Secrets {

    private final Map<String, String> environment;

    /** Reads these variables, {@code System.getenv()} as a rule. */
    public EnvironmentSecrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Optional<Secret> find(SecretKey key) {
        String part = word(key.part());
        int slash = key.part().indexOf('/');
        String kind = word(slash < 0 ? key.part() : key.part().substring(0, slash));
        Stream<String> own = Stream.of(key.ofEnvironment() ? named(key) : "", "CAMPANILE_SECRET_" + word(key.named()) + "_" + part, "CAMPANILE_SECRET_" + part, "CAMPANILE_SECRET_" + kind)
                .map(this::value);
        Stream<String> tools = key.part().equals("cloud") ? cloud(key.user()) : Stream.empty();
        return Stream.concat(own, tools).filter(v -> !v.isEmpty()).findFirst().map(Secret::of);
    }

    private static String named(SecretKey key) {
        return "CAMPANILE_SECRET_ENVIRONMENT_" + word(key.user());
    }

    private Stream<String> cloud(String user) {
        List<String> credential = List.of(value("OS_APPLICATION_CREDENTIAL_ID"), value("OS_APPLICATION_CREDENTIAL_NAME"));
        boolean named = credential.stream().anyMatch(c -> !c.isEmpty());
        boolean fits = !user.isEmpty() && credential.contains(user) || !named;
        String name = value("OS_USERNAME");
        boolean same = name.isEmpty() || name.equals(user);
        return Stream.of(fits ? value("OS_APPLICATION_CREDENTIAL_SECRET") : "", same ? value("OS_PASSWORD") : "");
    }

    private String value(String name) {
        return environment.getOrDefault(name, "");
    }

    private static String word(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "_");
    }

    @Override
    public Secret require(SecretKey key) throws FailureException {
        return find(key).orElseThrow(() -> MemorySecrets.missing(key,
                "Set " + (key.ofEnvironment() ? named(key) : "CAMPANILE_SECRET_" + word(key.named()) + "_" + word(key.part())) + " to it."));
    }

    @Override
    public void store(SecretKey key, Secret secret) throws FailureException {
        throw new FailureException(new Failure(Failure.Kind.CONFLICT, "storing a password", key.named() + ", " + key.part(), "",
                "Environment variables cannot be changed from here.", "Set the variable where this program is started."));
    }

    @Override
    public void forget(SecretKey key) {
        // a variable of the environment is not ours to forget
    }
}
