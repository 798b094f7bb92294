package org.campanile.core.rabbitmq;

/** What a user may do on a virtual host: three regular expressions over the names of queues and exchanges; an empty one allows nothing. */
public record Permission(String user, String vhost, String configure, String write, String read) {

    /** All rights of a user on a virtual host. */
    public static Permission full(String user, String vhost) {
        return new Permission(user, vhost, ".*", ".*", ".*");
    }

    /** Whether all three expressions allow every name. */
    public boolean isFull() {
        return ".*".equals(configure) && ".*".equals(write) && ".*".equals(read);
    }
}
