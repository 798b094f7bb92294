package org.campanile.core.rabbitmq;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a RabbitMQ broker is reached; a value without secrets, the password is passed beside it.
 *
 * @param host name or address of the AMQP listener
 * @param port of the AMQP listener, 5672 plain and 5671 with TLS by default
 * @param tls whether AMQP is spoken inside TLS
 * @param caFile certificates (PEM) that TLS trusts besides those of the Java runtime, for AMQP and the management API; or {@code null}
 * @param verify false accepts any certificate and any name; only for labs, and shown wherever the profile is shown
 * @param user who logs in
 * @param vhost the virtual host that AMQP opens, {@code /} by default
 * @param managementUrl of the management API, such as {@code http://broker:15672}; empty when there is none
 */
public record BrokerProfile(String host, int port, boolean tls, Path caFile, boolean verify, String user, String vhost,
        String managementUrl) {

    /** Default port of AMQP. */
    public static final int PORT = 5672;

    /** Default port of AMQP inside TLS. */
    public static final int TLS_PORT = 5671;

    public BrokerProfile {
        Objects.requireNonNull(host);
        Objects.requireNonNull(user);
        vhost = vhost == null || vhost.isEmpty() ? "/" : vhost;
        managementUrl = managementUrl == null ? "" : managementUrl.strip();
        if (port <= 0) {
            port = tls ? TLS_PORT : PORT;
        }
    }

    /** The same broker, as another user on another virtual host. */
    public BrokerProfile as(String otherUser, String otherVhost) {
        return new BrokerProfile(host, port, tls, caFile, verify, otherUser, otherVhost, managementUrl);
    }

    /** {@code host:port}, for messages. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
