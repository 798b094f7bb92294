package org.campanile.core.rabbitmq;

import java.util.List;

/** A user and its tags ({@code administrator}, {@code management}, ...); its password and hash stay in the broker. */
public record BrokerUser(String name, List<String> tags) {

    /** The tag that Murano's set-up guide asks for. */
    public static final String ADMINISTRATOR = "administrator";

    public BrokerUser {
        tags = List.copyOf(tags);
    }
}
