package org.campanile.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.rabbitmq.QueueCount;
import org.campanile.core.rabbitmq.QueueQuery;
import org.campanile.core.rabbitmq.QueueSummary;
import org.campanile.core.rabbitmq.VirtualHost;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Finds queues of a lab's broker by their names, as facts. Blocks; worker threads only. */
final class QueueFinder {

    private static final int PAGE = 50;

    private final LabSession session;

    QueueFinder(LabSession session) {
        this.session = session;
    }

    /** Queues on the lab's virtual host; those that are not there are looked for on the others, since a devbox has its own. */
    List<Fact.Queue> find(List<String> names, Task task) throws FailureException {
        List<Fact.Queue> found = new ArrayList<>();
        String own = session.broker().vhost();
        try (Messaging messaging = session.messaging(task)) {
            for (String name : names) {
                Fact.Queue here = count(messaging, own, name, task);
                found.add(here.exists() ? detailed(here, task) : elsewhere(here, q -> true, task).orElse(here));
            }
        }
        return found;
    }

    /** The one of that name. */
    Fact.Queue find(String name, Task task) throws FailureException {
        return find(List.of(name), task).getFirst();
    }

    /** Another queue of that name, on another virtual host, that somebody consumes: who should be here may be there. */
    Optional<Fact.Queue> consumedElsewhere(Fact.Queue here, Task task) throws FailureException {
        return elsewhere(here, q -> q.consumers() > 0, task);
    }

    /** Queues whose names begin so, on all virtual hosts. */
    List<Fact.Queue> beginning(String prefix, Task task) throws FailureException {
        return session.management(task).queues(QueueQuery.first(null, 2 * PAGE).containing(prefix), task).queues().stream().filter(q -> q.name().startsWith(prefix))
                .map(QueueFinder::fact).toList();
    }

    private static Fact.Queue count(Messaging messaging, String vhost, String name, Task task) throws FailureException {
        try {
            QueueCount count = messaging.count(name, task);
            return new Fact.Queue(vhost, name, true, count.messagesReady(), 0, count.consumers());
        } catch (FailureException e) {
            if (ChainLook.told(e).kind() != Failure.Kind.NOT_FOUND) {
                throw e;
            }
            return Fact.Queue.missing(vhost, name);
        }
    }

    private Fact.Queue detailed(Fact.Queue queue, Task task) throws FailureException {
        try {
            QueueSummary more = session.management(task).queue(queue.vhost(), queue.name(), task).summary();
            return new Fact.Queue(queue.vhost(), queue.name(), true, queue.ready(), Math.max(0, more.messagesUnacknowledged()), queue.consumers());
        } catch (FailureException e) {
            ChainLook.told(e);
            return queue;
        }
    }

    private Optional<Fact.Queue> elsewhere(Fact.Queue here, Predicate<Fact.Queue> wanted, Task task) throws FailureException {
        try {
            BrokerManagement management = session.management(task);
            for (VirtualHost vhost : management.vhosts(task)) {
                if (vhost.name().equals(here.vhost())) {
                    continue;
                }
                for (QueueSummary q : management.queues(QueueQuery.first(vhost.name(), PAGE).containing(here.name()), task).queues()) {
                    if (q.name().equals(here.name()) && wanted.test(fact(q))) {
                        return Optional.of(fact(q));
                    }
                }
            }
        } catch (FailureException e) {
            ChainLook.told(e);
        }
        return Optional.empty();
    }

    private static Fact.Queue fact(QueueSummary q) {
        return new Fact.Queue(q.vhost(), q.name(), true, Math.max(0, q.messagesReady()), Math.max(0, q.messagesUnacknowledged()), Math.max(0, q.consumers()));
    }
}
