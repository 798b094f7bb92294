package org.campanile.core.rabbitmq.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.TopologyRecoveryException;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves a broken connection to the caller, who gets it as a failure, and puts nothing but defects of handlers into the log. */
final class Quiet extends ForgivingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpConnection.class);

    private final List<Runnable> incomplete = new CopyOnWriteArrayList<>();

    /** Tells of recoveries that left something behind. @return ends it */
    Runnable onIncompleteRecovery(Runnable look) {
        incomplete.add(look);
        return () -> incomplete.remove(look);
    }

    @Override
    public void handleTopologyRecoveryException(Connection connection, Channel channel, TopologyRecoveryException thrown) {
        super.handleTopologyRecoveryException(connection, channel, thrown);
        incomplete.forEach(Runnable::run);
    }

    @Override
    protected void log(String message, Throwable thrown) {
        LOG.debug(message, thrown);
    }

    @Override
    public void handleConsumerException(Channel channel, Throwable thrown, Consumer consumer, String tag, String method) {
        LOG.error("A message handler broke", thrown);
    }
}
