package org.campanile.core.recipe;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.secret.Secret;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * The values of one entry of a recipe, typed. Each is a text (also a URL, a choice, a host's name, a path), a {@link Long}, a {@link Boolean}, a list of
 * texts, a map of texts or a {@link SecretValue}. What a recipe leaves out and what has no fallback is absent: texts are empty then, flags false,
 * numbers 0. Asking for another type than the kind's parameter has is a defect of the kind and throws {@link IllegalArgumentException}. Immutable;
 * prints no secret.
 */
public final class Values {

    private final Map<String, Object> values;
    private final Secrets secrets;

    private Values(Map<String, Object> values, Secrets secrets) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.secrets = secrets;
    }

    /** These values, whose secrets are found in {@code secrets}. */
    public static Values of(Map<String, ?> values, Secrets secrets) {
        return new Values(new LinkedHashMap<>(values), secrets);
    }

    /** Whether there is a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A text of any kind; empty when absent. */
    public String text(String name) {
        return typed(name, String.class).orElse("");
    }

    /** A text, or these words when it is absent or empty. */
    public String textOr(String name, String words) {
        String text = text(name);
        return text.isEmpty() ? words : text;
    }

    /** A number; 0 when absent. */
    public long number(String name) {
        return typed(name, Long.class).orElse(0L);
    }

    /** Yes or no; no when absent. */
    public boolean flag(String name) {
        return typed(name, Boolean.class).orElse(false);
    }

    /** Texts; none when absent. */
    public List<String> list(String name) {
        return typed(name, List.class).map(all -> {
            List<?> some = all;
            return some.stream().map(String.class::cast).toList();
        }).orElse(List.of());
    }

    /** Texts by name, in the recipe's order; none when absent. */
    public Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        typed(name, Map.class).ifPresent(all -> {
            Map<?, ?> some = all;
            some.forEach((key, value) -> map.put((String) key, (String) value));
        });
        return Collections.unmodifiableMap(map);
    }

    /** Name of one of the lab's hosts, for {@link Ground#host}; empty when absent. */
    public String host(String name) {
        return text(name);
    }

    /** A file of this machine; empty when absent. */
    public Optional<Path> file(String name) {
        return typed(name, String.class).filter(t -> !t.isEmpty()).map(Path::of);
    }

    /** The secret if it is known, without asking anybody: for probes and checks, which have to be able to look without it. */
    public Optional<Secret> knownSecret(String name) throws FailureException {
        Optional<SecretValue> value = typed(name, SecretValue.class);
        return value.isEmpty() ? Optional.empty() : secrets.find(value.get().key());
    }

    /** The secret, asked for if need be: for apply and verify. Denied when nobody gives it, bad input when the recipe has none there. */
    public Secret secret(String name) throws FailureException {
        Optional<SecretValue> value = typed(name, SecretValue.class);
        if (value.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "looking for a password", name, "", "The recipe gives none here.",
                    "Give " + name + " in the recipe."));
        }
        return secrets.require(value.get().key());
    }

    /** What stands for the secret in a command: {@code "$BROKER_PASSWORD"}, with the quotes. */
    public String variable(String name) {
        return typed(name, SecretValue.class).map(s -> "\"$" + s.variable() + "\"").orElse("\"\"");
    }

    /** All values as they are; secrets as {@link SecretValue}. */
    public Map<String, Object> raw() {
        return values;
    }

    private <T> Optional<T> typed(String name, Class<T> type) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException(name + " is no " + type.getSimpleName() + " but a " + value.getClass().getSimpleName());
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
