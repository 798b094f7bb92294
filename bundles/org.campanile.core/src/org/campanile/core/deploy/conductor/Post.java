package org.campanile.core.deploy.conductor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.campanile.core.deploy.AgentChannel;
import org.campanile.core.deploy.AgentChannel.AgentMessage;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The conductor's way to the broker. One thread writes all messages, so that many wait for their confirms at once and nobody waits for one; what needs an
 * answer is done on a virtual thread of its own. Outcomes that matter come back as signals.
 */
final class Post implements AutoCloseable {

    private static final Duration BETWEEN_LISTENINGS = Duration.ofSeconds(5);

    private record Outgoing(Lane lane, String id, String text, boolean probe) {
    }

    private final AgentChannel channel;
    private final Conductor.Work work;
    private final BlockingQueue<Signal> signals;
    private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
    /** No monitor: a virtual thread that waits for the broker inside one keeps a thread of the machine until Java 24, and all others wait with it. */
    private final ReentrantLock listens = new ReentrantLock();
    /** Fair, so that a probe does not overtake the plan that is to be sent again before it. */
    private final ReentrantLock mending = new ReentrantLock(true);
    private Predicate<AgentMessage> handler;
    private AgentChannel.Listening listening;
    private Thread writer;
    private volatile boolean stopped;

    Post(AgentChannel channel, Conductor.Work work, BlockingQueue<Signal> signals) {
        this.channel = channel;
        this.work = work;
        this.signals = signals;
    }

    /** Listens to the answers. */
    Post open(Predicate<AgentMessage> handler, Task task) throws FailureException {
        this.handler = message -> !stopped && handler.test(message);
        listening = listen(task);
        writer = Thread.ofVirtual().name("post").start(() -> write(task));
        return this;
    }

    private AgentChannel.Listening listen(Task task) throws FailureException {
        return channel.listen(work.resultsQueue(), handler, why -> deaf(why, task), task);
    }

    /** Somebody deleted the queue of the answers, or the broker came back without it: an agent would lose its answer there and never know. */
    private void deaf(String why, Task task) {
        if (!stopped) {
            signals.add(new Signal.Deaf(why));
            Thread.ofVirtual().name("listening again").start(() -> listenAgain(task));
        }
    }

    private void listenAgain(Task task) {
        while (!stopped && !listened(task)) {
            try {
                task.pause(BETWEEN_LISTENINGS, "listening to agents again");
            } catch (FailureException cancelled) {
                // the run ends, and with it what it listens to
                return;
            }
        }
    }

    private boolean listened(Task task) {
        listens.lock();
        try {
            if (!stopped) {
                listening.close();
                channel.declare(List.of(work.resultsQueue()), task);
                listening = listen(task);
                signals.add(new Signal.Hearing());
            }
            return true;
        } catch (FailureException e) {
            signals.add(new Signal.Deaf(e.failure().headline()));
            return false;
        } finally {
            listens.unlock();
        }
    }

    private void write(Task task) {
        try {
            while (true) {
                send(outgoing.take(), task);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Outgoing message, Task task) {
        channel.send(message.lane().post.queue(), message.id(), message.text(), task).whenComplete((sent, thrown) -> {
            if (thrown instanceof FailureException e) {
                if (e.failure().kind() == Failure.Kind.NOT_FOUND || e.failure().kind() == Failure.Kind.REMOTE) {
                    // The broker said that it has not got the message: somebody deleted the queue, or the broker came back without any.
                    Thread.ofVirtual().name("post to " + message.lane().post.host()).start(() -> again(message, task));
                } else {
                    trouble(message, e);
                }
            }
        });
    }

    private void again(Outgoing message, Task task) {
        mending.lock();
        try {
            String queue = message.lane().post.queue();
            // Where a unit's queue is gone that of the results may be as well.
            channel.declare(List.of(work.resultsQueue(), queue), task);
            channel.send(queue, message.id(), message.text(), task).whenComplete((sent, thrown) -> {
                if (thrown instanceof FailureException e) {
                    trouble(message, e);
                }
            });
        } catch (FailureException e) {
            trouble(message, e);
        } finally {
            mending.unlock();
        }
    }

    private void trouble(Outgoing message, FailureException e) {
        signals.add(new Signal.Posted(message.lane().post.unit(), message.id(), message.probe(), e.failure()));
    }

    /** Whether nothing that comes in is taken any more. */
    boolean isStopped() {
        return stopped;
    }

    /** Hands a message to the writer. */
    void send(Lane lane, String id, String text, boolean probe) {
        outgoing.add(new Outgoing(lane, id, text, probe));
    }

    void look(Lane lane, String id, Task task) {
        String unit = lane.post.unit();
        String queue = lane.post.queue();
        Thread.ofVirtual().name("look at " + lane.post.host()).start(() -> {
            try {
                signals.add(new Signal.Looked(unit, id, channel.consumers(queue, task)));
            } catch (FailureException e) {
                signals.add(new Signal.Posted(unit, id, false, e.failure()));
            }
        });
    }

    @Override
    public void close() {
        stopped = true;
        // What was not taken stays with the broker and comes again at the next run.
        signals.forEach(signal -> {
            if (signal instanceof Signal.Answer answer) {
                answer.taken().complete(false);
            }
        });
        listens.lock();
        try {
            if (listening != null) {
                listening.close();
            }
        } finally {
            listens.unlock();
        }
        if (writer != null) {
            writer.interrupt();
        }
    }
}
