/**
 * The demo lab's message broker: Apache Qpid Broker-J behind a gateway that gives it RabbitMQ's logins, virtual hosts, permissions and error
 * words, and the part of RabbitMQ's management API that Campanile uses.
 */
package org.campanile.demolab.broker;
