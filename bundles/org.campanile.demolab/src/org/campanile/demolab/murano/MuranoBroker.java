package org.campanile.demolab.murano;

/**
 * How Murano's services reach the broker, as section {@code rabbitmq} of their configuration says.
 *
 * @param host of the broker, for the services
 * @param agentHost what units are told; Murano 0.2 has one setting for both (protocol document, section 3.6)
 */
public record MuranoBroker(String host, String agentHost, int port, String user, String password, String vhost) {

    /** The same as another user with another password. */
    public MuranoBroker as(String otherUser, String otherPassword) {
        return new MuranoBroker(host, agentHost, port, otherUser, otherPassword, vhost);
    }

    /** The same with another address told to units. */
    public MuranoBroker tellingAgents(String otherHost) {
        return new MuranoBroker(host, otherHost, port, user, password, vhost);
    }

    @Override
    public String toString() {
        return "MuranoBroker[" + user + "@" + host + ":" + port + ", vhost " + vhost + "]";
    }
}
