package org.campanile.core.rabbitmq;

/** What AMQP itself tells of a queue, without delay: messages ready for delivery and consumers. */
public record QueueCount(String queue, int messagesReady, int consumers) {
}
