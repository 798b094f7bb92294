package org.campanile.demolab.broker;

import com.rabbitmq.client.impl.Method;

/** What the gateway does with a method a client sent. */
sealed interface Verdict {

    /** Hands a method on to Broker-J: the client's own, or one put in its place. */
    record Forward(Method method) implements Verdict {
    }

    /** Answers in place of Broker-J, which never sees the method; no answer when the client asked for none. */
    record Answer(Method reply, boolean wanted) implements Verdict {
    }

    /** Closes the channel, or the whole connection, as RabbitMQ does. */
    record Refuse(int code, String text, boolean wholeConnection) implements Verdict {
    }

    static Verdict refuse(int code, String text) {
        return new Refuse(code, text, false);
    }
}
