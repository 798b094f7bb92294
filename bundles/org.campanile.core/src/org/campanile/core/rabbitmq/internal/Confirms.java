package org.campanile.core.rabbitmq.internal;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;

/**
 * Publishes on one channel in confirm mode and tells of each message what became of it. The broker sends a return, when nobody takes a
 * mandatory message, before its confirm; the order of the two is what connects them. Thread-safe.
 */
final class Confirms {

    /** What became of a message. */
    enum Outcome {
        /** The broker has it. */ CONFIRMED,
        /** No queue takes it. */ UNROUTABLE,
        /** The broker could not keep it. */ REFUSED,
        /** The connection went before the broker told. */ UNKNOWN
    }

    private static final class Waiting {
        private final String id;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private boolean returned;

        Waiting(String id) {
            this.id = id;
        }
    }

    private final ReentrantLock numbering = new ReentrantLock();
    private final Channel channel;
    private final NavigableMap<Long, Waiting> open = new TreeMap<>();

    Confirms(Channel channel) throws IOException {
        this.channel = channel;
        channel.addReturnListener(returned -> returned(returned.getProperties().getMessageId()));
        channel.addConfirmListener((tag, multiple) -> settle(tag, multiple, Outcome.CONFIRMED),
                (tag, multiple) -> settle(tag, multiple, Outcome.REFUSED));
        channel.addShutdownListener(this::closed);
        channel.confirmSelect();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    CompletableFuture<Outcome> publish(String exchange, String routingKey, BasicProperties properties, byte[] body) throws IOException {
        numbering.lock();
        try {
            Waiting waiting = new Waiting(properties.getMessageId());
            long tag = channel.getNextPublishSeqNo();
            synchronized (open) {
                open.put(tag, waiting);
            }
            try {
                channel.basicPublish(exchange, routingKey, true, properties, body);
            } catch (IOException | RuntimeException e) {
                synchronized (open) {
                    open.remove(tag, waiting);
                }
                throw e;
            }
            return waiting.outcome;
        } finally {
            numbering.unlock();
        }
    }

    /** One message waiting alone is the one the broker closed the channel for; among several, nobody can tell which. */
    private void closed(ShutdownSignalException cause) {
        synchronized (open) {
            if (open.size() == 1 && !cause.isHardError()) {
                open.pollFirstEntry().getValue().outcome.completeExceptionally(cause);
            }
        }
        settle(Long.MAX_VALUE, true, Outcome.UNKNOWN);
    }

    private void returned(String id) {
        synchronized (open) {
            for (Waiting waiting : open.values()) {
                if (!waiting.returned && waiting.id.equals(id)) {
                    waiting.returned = true;
                    return;
                }
            }
        }
    }

    private void settle(long tag, boolean multiple, Outcome outcome) {
        Map<Long, Waiting> settled;
        synchronized (open) {
            NavigableMap<Long, Waiting> part = multiple ? open.headMap(tag, true) : open.subMap(tag, true, tag, true);
            settled = new TreeMap<>(part);
            part.clear();
        }
        settled.values().forEach(w -> w.outcome.complete(w.returned && outcome != Outcome.UNKNOWN ? Outcome.UNROUTABLE : outcome));
    }
}
