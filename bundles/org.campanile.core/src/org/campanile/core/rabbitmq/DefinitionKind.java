package org.campanile.core.rabbitmq;

import java.util.List;

/** The sorts of objects in a broker's definitions, in the order in which RabbitMQ needs them (its rabbit_definitions module). */
public enum DefinitionKind {
    /** A user; its password hash is never shown. */ USER("users", "user", List.of("name")),
    /** A virtual host. */ VHOST("vhosts", "virtual host", List.of("name")),
    /** Rights of a user on a virtual host. */ PERMISSION("permissions", "permissions", List.of("vhost", "user")),
    /** Rights on routing keys of a topic exchange. */ TOPIC_PERMISSION("topic_permissions", "topic permissions", List.of("vhost", "user", "exchange")),
    /** A parameter of a plug-in, such as a shovel. */ PARAMETER("parameters", "parameter", List.of("vhost", "component", "name")),
    /** A parameter of the whole cluster. */ GLOBAL_PARAMETER("global_parameters", "global parameter", List.of("name")),
    /** A policy. */ POLICY("policies", "policy", List.of("vhost", "name")),
    /** A queue. */ QUEUE("queues", "queue", List.of("vhost", "name")),
    /** An exchange. */ EXCHANGE("exchanges", "exchange", List.of("vhost", "name")),
    /** A binding, which is all key. */
    BINDING("bindings", "binding", List.of("vhost", "source", "destination_type", "destination", "routing_key", "arguments"));

    private final String section;
    private final String label;
    private final List<String> key;

    DefinitionKind(String section, String label, List<String> key) {
        this.section = section;
        this.label = label;
        this.key = key;
    }

    /** Name of its list in the JSON. */
    public String section() {
        return section;
    }

    /** For the user. */
    public String label() {
        return label;
    }

    /** The fields that tell one from another. */
    List<String> key() {
        return key;
    }

    /** Whether RabbitMQ keeps an existing one as it is, whatever an import says of it. */
    boolean unchangeable() {
        return this == QUEUE || this == EXCHANGE;
    }
}
