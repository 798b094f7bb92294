/** RabbitMQ: accounts by rabbitmqctl, queues, policies and definitions as steps of recipes, and the proof that messages pass. */
package org.campanile.core.setup.broker;
