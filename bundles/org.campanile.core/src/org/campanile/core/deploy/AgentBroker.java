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
 * @param fileServer host of the share with the installers, empty for the broker's host
 */
public record AgentBroker(String host, int port, String user, Secret password, String vhost, boolean tls, String fileServer) {

    public AgentBroker {
        Objects.requireNonNull(host);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Objects.requireNonNull(vhost);
        fileServer = fileServer == null || fileServer.isEmpty() ? host : fileServer;
    }
}
