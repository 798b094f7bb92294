package org.campanile.core.rabbitmq.internal;

import java.util.HashMap;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Envelope;

import org.campanile.core.rabbitmq.Delivery;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A delivery bound to the channel it came by. */
public record Incoming(AmqpConnection connection, Channel channel, String queue, boolean redelivered, long tag, Message message)
        implements Delivery {

    /** Copies what the client library gives. */
    public Incoming(AmqpConnection connection, Channel channel, String queue, Envelope envelope, BasicProperties properties, byte[] body) {
        this(connection, channel, queue, envelope.isRedeliver(), envelope.getDeliveryTag(), message(properties, body));
    }

    @Override
    public void ack() throws FailureException {
        connection.on(channel, "acknowledging message " + message.id(), "queue " + queue, Task.unwatched(), c -> {
            c.basicAck(tag, false);
            return null;
        });
    }

    @Override
    public void reject(boolean requeue) throws FailureException {
        connection.on(channel, "rejecting message " + message.id(), "queue " + queue, Task.unwatched(), c -> {
            c.basicReject(tag, requeue);
            return null;
        });
    }

    private static Message message(BasicProperties p, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        if (p.getHeaders() != null) {
            p.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        }
        return new Message(p.getMessageId(), p.getCorrelationId(), p.getContentType(), p.getReplyTo(), headers, body);
    }
}
