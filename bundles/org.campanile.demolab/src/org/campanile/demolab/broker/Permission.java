package org.campanile.demolab.broker;

import java.util.regex.Pattern;

/**
 * What a user may do in a virtual host, each right an expression over names of queues and exchanges as RabbitMQ has it: it may match anywhere
 * in the name, and an empty one matches the empty name only.
 *
 * @param configure which things may be declared and deleted
 * @param write where may be published to, or bound
 * @param read what may be consumed, got, purged or bound from
 */
public record Permission(String configure, String write, String read) {

    /** Rights to do everything. */
    public static final Permission ALL = new Permission(".*", ".*", ".*");

    /** Sorts of rights. */
    enum Right { CONFIGURE, WRITE, READ }

    /** Throws {@link java.util.regex.PatternSyntaxException} when one of the three is no expression. */
    public Permission {
        Pattern.compile(configure);
        Pattern.compile(write);
        Pattern.compile(read);
    }

    boolean allows(Right right, String name) {
        String expression = switch (right) {
            case CONFIGURE -> configure;
            case WRITE -> write;
            case READ -> read;
        };
        return Pattern.compile(expression.isEmpty() ? "^$" : expression).matcher(name).find();
    }
}
