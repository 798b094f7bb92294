package org.campanile.core.deploy.conductor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.rabbitmq.Delivery;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A run log in a replicated queue of the broker, so that a conductor on another host can go on with the run: a message an entry, persistent and confirmed.
 * It is read by taking all messages and giving them back; their numbers bring them into order again. Whoever uses it has to be the only one, which a
 * lock beside it takes care of. The connection stays open.
 */
final class QueueRunLog extends HeldRunLog {

    /** A quorum queue whose messages may be looked at as often as need be. */
    static final Map<String, Object> REPLICATED = Map.of("x-queue-type", "quorum", "x-delivery-limit", 1_000_000);

    private final Messaging messaging;
    private final String queue;
    private final Task task;
    private String document = "";
    private long next;

    private QueueRunLog(Messaging messaging, String queue, Task task) {
        this.messaging = messaging;
        this.queue = queue;
        this.task = task;
    }

    /** The log that is in a queue; empty when there is none. */
    static QueueRunLog open(Messaging messaging, String queue, Task task) throws FailureException {
        messaging.declareQueue(queue, REPLICATED, task);
        QueueRunLog log = new QueueRunLog(messaging, queue, task);
        log.load();
        return log;
    }

    /** An empty log, with the document it is about. */
    static QueueRunLog begin(Messaging messaging, String queue, String document, Task task) throws FailureException {
        messaging.deleteQueue(queue, task);
        messaging.declareQueue(queue, REPLICATED, task);
        QueueRunLog log = new QueueRunLog(messaging, queue, task);
        log.document = document;
        JsonObject first = new JsonObject();
        first.addProperty("n", log.next++);
        first.addProperty("document", document);
        messaging.publish(queue, Message.json(UUID.randomUUID().toString(), first.toString()), task);
        return log;
    }

    private void load() throws FailureException {
        List<Delivery> taken = new ArrayList<>();
        TreeMap<Long, String> lines = new TreeMap<>();
        try {
            for (Optional<Delivery> one = messaging.get(queue, task); one.isPresent(); one = messaging.get(queue, task)) {
                taken.add(one.get());
                read(one.get().message().text(), lines);
            }
        } finally {
            for (Delivery delivery : taken) {
                delivery.reject(true);
            }
        }
        for (String line : lines.values()) {
            found(EntryText.read(line).orElseThrow(this::damaged));
        }
    }

    private void read(String text, Map<Long, String> lines) throws FailureException {
        try {
            JsonObject message = JsonParser.parseString(text).getAsJsonObject();
            long number = message.get("n").getAsLong();
            next = Math.max(next, number + 1);
            if (message.has("document")) {
                document = message.get("document").getAsString();
            } else {
                lines.put(number, message.get("entry").toString());
            }
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NullPointerException e) {
            throw damaged();
        }
    }

    private FailureException damaged() {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading the log of a deployment", "queue " + queue, "", "A message in it is no entry of a log.",
                "Delete the queue; the deployment then begins anew, and its steps test before they act."));
    }

    /** The document the log is about; empty when the log is. */
    String document() {
        return document;
    }

    @Override
    void keep(List<RunEntry> more) throws FailureException {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (RunEntry entry : more) {
            JsonObject message = new JsonObject();
            message.addProperty("n", next++);
            message.add("entry", JsonParser.parseString(EntryText.write(entry)));
            sent.add(messaging.publishLater(queue, Message.json(UUID.randomUUID().toString(), message.toString()), task));
        }
        try (Task.Registration cancel = task.onCancel(() -> sent.forEach(one -> one.cancel(false)))) {
            for (CompletableFuture<Void> one : sent) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("writing the log of a deployment");
        } catch (CancellationException e) {
            throw FailureException.cancelled("writing the log of a deployment");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailureException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // The queue stays, and so does the connection, which is the caller's.
    }
}
