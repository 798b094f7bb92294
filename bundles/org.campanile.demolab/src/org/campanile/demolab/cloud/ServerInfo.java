package org.campanile.demolab.cloud;

/**
 * A server that has come up.
 *
 * @param id Nova's id
 * @param name its name
 * @param address its first address; empty when it has none
 * @param userData user data, decoded from Base64; may be empty. May hold the broker's password of the agent, so it is not printed
 */
public record ServerInfo(String id, String name, String address, String userData) {

    @Override
    public String toString() {
        return "server " + name + " (" + id + ")";
    }
}
