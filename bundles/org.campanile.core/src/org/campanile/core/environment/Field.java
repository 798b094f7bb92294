package org.campanile.core.environment;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One field of a service type, as its data file says.
 *
 * @param key key in the document
 * @param kind what it holds
 * @param label sentence-case label for forms
 * @param help one sentence, may be empty
 * @param required whether it must not be empty (when it applies)
 * @param initial value of a new service, or {@code null}
 * @param min least length of a text or list, least value of a number; {@code null} when free
 * @param max greatest length or value; {@code null} when free
 * @param pattern what a text, or each item of a list, must match as a whole; {@code null} when free
 * @param message what the pattern asks for, as a sentence
 * @param when the condition under which the field applies, {@code null} for always
 */
public record Field(String key, Kind kind, String label, String help, boolean required, Object initial, Integer min, Integer max,
        Pattern pattern, String message, When when) {

    /** What a field holds. */
    public enum Kind {
        /** One line of text. */ TEXT,
        /** A password: {@link SecretRef} in the document. */ PASSWORD,
        /** A whole number. */ INTEGER,
        /** Yes or no. */ BOOLEAN,
        /** Name of a flavor. */ FLAVOR,
        /** Name of an image. */ IMAGE,
        /** Name of an availability zone. */ ZONE,
        /** Name of a domain of the same environment. */ DOMAIN,
        /** A host name pattern with {@code #}. */ PATTERN,
        /** An IPv4 address. */ ADDRESS,
        /** A name of a computer of the domain that is no unit, such as a cluster's. */ COMPUTER,
        /** A list of texts. */ LIST,
        /** Name of a network. */ NETWORK,
        /** Name of another service of the same environment that this one needs. */ SERVICE
    }

    /**
     * A field applies only when a yes/no field of the same service has this value.
     *
     * @param key the other field
     * @param is the value it has to have
     */
    public record When(String key, boolean is) {
    }

    public Field {
        Objects.requireNonNull(key);
        Objects.requireNonNull(kind);
    }

    /** Whether the field means something in this service. */
    public boolean appliesTo(Service service) {
        return when == null || service.flag(when.key()) == when.is();
    }

    /** The value of a new service. */
    public Optional<Object> initialValue() {
        return Optional.ofNullable(initial);
    }
}
