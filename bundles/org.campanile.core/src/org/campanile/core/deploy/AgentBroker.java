package org.campanile.core.deploy;

import java.util.Objects;

import org.campanile.core.secret.Secret;

/**
 * The broker as the agents inside the units see it, which may be another address than ours.
 *
 * @param host name or address; {@code localhost} would be the unit itself
 * @param port AMQP port
 * @param user login
 * @param password its password
 * @param vhost virtual host
 * @param tls whether the agents speak TLS
 * @param share address of the share with the installers, such as {@code \\host\share}; a bare host means its share {@code share}, empty the
 *        broker's host
 */
public record AgentBroker(String host, int port, String user, Secret password, String vhost, boolean tls, String share) {

    public AgentBroker {
        Objects.requireNonNull(host);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Objects.requireNonNull(vhost);
        share = share == null || share.isEmpty() ? host : share.replace('/', '\\');
        if (!share.startsWith("\\\\")) {
            share = "\\\\" + share + "\\share";
        }
    }

    /** Whether the address means the unit itself, the classical mistake: no agent can reach the broker by it (except in the demo lab). */
    boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }
}
