/**
 * RabbitMQ: messages over AMQP 0-9-1 and administration over the management HTTP API. The types of the client libraries stay in this
 * room.
 */
package org.campanile.core.rabbitmq;
