package org.campanile.demolab.broker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Method;

/** What the gateway knows of one channel, gathered from the methods that pass. Both directions write, anybody may read. */
final class ChannelTrack {

    /** A consumer. */
    record Consumer(String queue, boolean noAck, boolean exclusive, int prefetch) {
    }

    private final ConcurrentSkipListSet<Long> unacknowledged = new ConcurrentSkipListSet<>();
    private final Map<String, Consumer> consumers = new ConcurrentHashMap<>();
    private final Queue<Consumer> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Boolean> gets = new ConcurrentLinkedQueue<>();
    private final Queue<String> deleting = new ConcurrentLinkedQueue<>();
    private volatile String lastQueue = "";
    private volatile int prefetch;
    private volatile boolean confirm;
    private volatile boolean tx;

    /** A method from the client on its way to the broker. */
    void sent(Method method) {
        switch (method) {
            case AMQImpl.Queue.Declare m -> lastQueue = m.getQueue();
            case AMQImpl.Confirm.Select m -> confirm = true;
            case AMQImpl.Tx.Select m -> tx = true;
            case AMQImpl.Basic.Qos m -> prefetch = m.getPrefetchCount();
            case AMQImpl.Basic.Consume m -> consume(m);
            case AMQImpl.Basic.Cancel m -> consumers.remove(m.getConsumerTag());
            case AMQImpl.Queue.Delete m -> {
                if (!m.getNowait()) {
                    deleting.add(m.getQueue().isEmpty() ? lastQueue : m.getQueue());
                }
            }
            case AMQImpl.Basic.Get m -> gets.add(m.getNoAck());
            case AMQImpl.Basic.Ack m -> settled(m.getDeliveryTag(), m.getMultiple());
            case AMQImpl.Basic.Nack m -> settled(m.getDeliveryTag(), m.getMultiple());
            case AMQImpl.Basic.Reject m -> settled(m.getDeliveryTag(), false);
            case AMQImpl.Basic.Recover m -> unacknowledged.clear();
            default -> { }
        }
    }

    private void consume(AMQImpl.Basic.Consume m) {
        Consumer consumer = new Consumer(m.getQueue().isEmpty() ? lastQueue : m.getQueue(), m.getNoAck(), m.getExclusive(), prefetch);
        if (m.getNowait()) {
            consumers.put(m.getConsumerTag(), consumer);
        } else {
            asked.add(consumer);
        }
    }

    private void settled(long tag, boolean multiple) {
        if (multiple) {
            unacknowledged.headSet(tag == 0 ? Long.MAX_VALUE : tag, true).clear();
        } else {
            unacknowledged.remove(tag);
        }
    }

    /** A method from the broker on its way to the client. */
    void received(Method method) {
        switch (method) {
            case AMQImpl.Basic.ConsumeOk m -> {
                Consumer consumer = asked.poll();
                if (consumer != null) {
                    consumers.put(m.getConsumerTag(), consumer);
                }
            }
            case AMQImpl.Basic.Cancel m -> consumers.remove(m.getConsumerTag());
            case AMQImpl.Basic.Deliver m -> {
                Consumer consumer = consumers.get(m.getConsumerTag());
                if (consumer != null && !consumer.noAck()) {
                    unacknowledged.add(m.getDeliveryTag());
                }
            }
            case AMQImpl.Basic.GetOk m -> {
                if (Boolean.FALSE.equals(gets.poll())) {
                    unacknowledged.add(m.getDeliveryTag());
                }
            }
            case AMQImpl.Basic.GetEmpty m -> gets.poll();
            default -> { }
        }
    }

    /** The queue that a delete-ok from the broker is about; empty when nobody asked. */
    String deleted() {
        String queue = deleting.poll();
        return queue == null ? "" : queue;
    }

    /** Forgets the consumers of a queue and answers their tags. */
    List<String> dropConsumersOf(String queue) {
        List<String> tags = consumers.entrySet().stream().filter(e -> e.getValue().queue().equals(queue)).map(Map.Entry::getKey).toList();
        tags.forEach(consumers::remove);
        return tags;
    }

    /** The queue an empty name means: the last one declared here. */
    String lastQueue() {
        return lastQueue;
    }

    int prefetch() {
        return prefetch;
    }

    boolean confirm() {
        return confirm;
    }

    boolean transactional() {
        return tx;
    }

    int unacknowledged() {
        return unacknowledged.size();
    }

    Map<String, Consumer> consumers() {
        return new LinkedHashMap<>(consumers);
    }
}
