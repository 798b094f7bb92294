package org.campanile.core.remote;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a machine is reached by SSH; a value without secrets.
 *
 * @param name what people call it
 * @param address host name or address
 * @param port 22 by default
 * @param user who logs in
 * @param keyFile private key (OpenSSH or PEM), or {@code null} to use the agent's keys and the password
 */
public record HostProfile(String name, String address, int port, String user, Path keyFile) {

    /** Default port of SSH. */
    public static final int PORT = 22;

    public HostProfile {
        Objects.requireNonNull(address);
        Objects.requireNonNull(user);
        name = name == null || name.isEmpty() ? address : name;
        port = port <= 0 ? PORT : port;
    }

    /** {@code address:port}, for messages. */
    public String where() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
