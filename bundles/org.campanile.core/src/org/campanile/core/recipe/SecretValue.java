package org.campanile.core.recipe;

import java.util.Objects;

import org.campanile.core.secret.SecretKey;

/**
 * A secret as a recipe's value: where it is kept, not what it is.
 *
 * @param key by which it is found or asked for
 * @param variable name of the shell variable that stands for it in commands and scripts: {@code "BROKER_PASSWORD"}
 */
public record SecretValue(SecretKey key, String variable) {

    public SecretValue {
        Objects.requireNonNull(key);
        if (!variable.matches("[A-Z][A-Z0-9_]*")) {
            throw new IllegalArgumentException("no name of a variable: " + variable);
        }
    }
}
