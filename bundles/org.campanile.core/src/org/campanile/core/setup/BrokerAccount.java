package org.campanile.core.setup;

import java.util.List;
import java.util.Optional;

import org.campanile.core.recipe.Values;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;

/**
 * The account that one devbox needs in RabbitMQ (Getting Started guide, "RabbitMQ"; Murano protocol document, section 8.1).
 *
 * @param password of the user, which a plan can do without
 */
record BrokerAccount(String vhost, String user, List<String> tags, Password password) {

    /** A password that may not be known yet. */
    interface Password {

        /** Without asking anybody. */
        Optional<Secret> known() throws FailureException;

        /** Asked for if need be. */
        Secret required() throws FailureException;

        /** The value of that name. */
        static Password of(Values with, String name) {
            return new Password() {
                @Override
                public Optional<Secret> known() throws FailureException {
                    return with.knownSecret(name);
                }

                @Override
                public Secret required() throws FailureException {
                    return with.secret(name);
                }
            };
        }
    }
}
