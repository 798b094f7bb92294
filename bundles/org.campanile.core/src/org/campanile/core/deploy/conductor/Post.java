package org.campanile.core.deploy.conductor;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;

import org.campanile.core.deploy.AgentChannel;
import org.campanile.core.deploy.AgentChannel.AgentMessage;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The conductor's way to the broker: each call on a virtual thread of its own, its outcome as a signal. */
final class Post implements AutoCloseable {

    private final AgentChannel channel;
    private final Conductor.Work work;
    private final BlockingQueue<Signal> signals;
    private AgentChannel.Listening listening;
    private volatile boolean stopped;

    Post(AgentChannel channel, Conductor.Work work, BlockingQueue<Signal> signals) {
        this.channel = channel;
        this.work = work;
        this.signals = signals;
    }

    /** Declares the queues, results first, since an agent declares nothing and loses answers to a missing queue; then listens. */
    Post open(Predicate<AgentMessage> handler, Task task) throws FailureException {
        channel.declare(work.resultsQueue(), task);
        for (UnitPost unit : work.posts()) {
            channel.declare(unit.queue(), task);
        }
        listening = channel.listen(work.resultsQueue(), message -> !stopped && handler.test(message), task);
        return this;
    }

    /** From now on nothing that comes in is taken. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    void send(Lane lane, String id, String text, boolean probe, Task task) {
        String unit = lane.post.unit();
        String queue = lane.post.queue();
        Thread.ofVirtual().name("post to " + lane.post.host()).start(() -> signals.add(new Signal.Posted(unit, id, probe, trouble(queue, id, text, task))));
    }

    private Optional<Failure> trouble(String queue, String id, String text, Task task) {
        try {
            try {
                channel.send(queue, id, text, task);
            } catch (FailureException e) {
                if (e.failure().kind() != Failure.Kind.NOT_FOUND) {
                    throw e;
                }
                // Somebody deleted the queue; the broker said that nobody got the message.
                channel.declare(queue, task);
                channel.send(queue, id, text, task);
            }
            return Optional.empty();
        } catch (FailureException e) {
            return Optional.of(e.failure());
        }
    }

    void look(Lane lane, String id, Task task) {
        String unit = lane.post.unit();
        String queue = lane.post.queue();
        Thread.ofVirtual().name("look at " + lane.post.host()).start(() -> {
            try {
                signals.add(new Signal.Looked(unit, id, channel.consumers(queue, task)));
            } catch (FailureException e) {
                signals.add(new Signal.Posted(unit, id, false, Optional.of(e.failure())));
            }
        });
    }

    @Override
    public void close() {
        stop();
        if (listening != null) {
            listening.close();
        }
    }
}
