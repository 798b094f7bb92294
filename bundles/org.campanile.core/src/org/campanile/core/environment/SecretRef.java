package org.campanile.core.environment;

import java.util.Objects;

/**
 * Stands in a document where a password belongs: the name under which {@link EnvironmentSecrets} finds it. In the file it reads
 * {@code secret: NAME}. Holds no secret itself.
 *
 * @param name unique within the environment
 */
public record SecretRef(String name) {

    public SecretRef {
        Objects.requireNonNull(name);
    }
}
