/** How the RabbitMQ room does it: the AMQP client's connection and channels, the management API over HTTP, and what their answers are read into. */
package org.campanile.core.rabbitmq.internal;
