package org.campanile.core.deploy.conductor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.rabbitmq.Delivery;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Orders for workers, and what they tell of them. Blocks; worker threads only. The connection stays open. */
public final class Orders {

    private static final int AGAIN_MILLIS = 3000;
    /** Nobody follows an order for longer than that, and its queue goes. */
    private static final long MONTH_MILLIS = Duration.ofDays(30).toMillis();

    private final Messaging messaging;

    /** Orders over this connection. */
    public Orders(Messaging messaging) {
        this.messaging = messaging;
    }

    /**
     * What a worker told last of an order.
     *
     * @param order id of the order
     * @param ended whether it is over
     * @param good whether it went well, when it is over
     * @param text in a sentence
     */
    public record Told(String order, boolean ended, boolean good, String text) {
    }

    void declare(Task task) throws FailureException {
        messaging.declareQueue(DeploymentOrder.QUEUE, QueueRunLog.REPLICATED, task);
        Map<String, Object> later = new HashMap<>(QueueRunLog.REPLICATED);
        later.put("x-message-ttl", AGAIN_MILLIS);
        later.put("x-dead-letter-exchange", "");
        later.put("x-dead-letter-routing-key", DeploymentOrder.QUEUE);
        later.put("x-dead-letter-strategy", "at-least-once");
        later.put("x-overflow", "reject-publish");
        messaging.declareQueue(DeploymentOrder.LATER, later, task);
    }

    /** Asks the workers to deploy a document, and answers the order's id. */
    public String submit(Environment environment, ServiceTypes types, String network, AgentExpectation agents, Task task) throws FailureException {
        declare(task);
        DeploymentOrder order = new DeploymentOrder(UUID.randomUUID().toString(), new EnvironmentFile(types).write(environment), network, agents);
        messaging.publish(DeploymentOrder.QUEUE, Message.json(order.id(), order.text()), task);
        return order.id();
    }

    /** Tells the workers what is deployed already, unless they know by themselves; without it they would do every step anew. */
    public void handOver(Environment environment, ServiceTypes types, DeployedState deployed, Task task) throws FailureException {
        if (!deployed.equals(DeployedState.NOTHING) && BrokerStore.known(messaging, types, environment, task).isEmpty()) {
            new BrokerStore(messaging, types, "", task).save(environment, deployed);
        }
    }

    /** Offers an order again in a few seconds: somebody else works on it now, and may die over it. */
    void later(DeploymentOrder order, Task task) throws FailureException {
        messaging.publish(DeploymentOrder.LATER, Message.json(order.id(), order.text()), task);
    }

    private String statusQueue(Environment environment, Task task) throws FailureException {
        String queue = "campanile-status-" + environment.id().toLowerCase(Locale.ROOT);
        messaging.declareQueue(queue, Map.of("x-max-length", 1, "x-expires", MONTH_MILLIS), task);
        return queue;
    }

    void tell(Environment environment, Told told, Task task) throws FailureException {
        JsonObject message = new JsonObject();
        message.addProperty("order", told.order());
        message.addProperty("ended", told.ended());
        message.addProperty("good", told.good());
        message.addProperty("text", told.text());
        messaging.publish(statusQueue(environment, task), Message.json(UUID.randomUUID().toString(), message.toString()), task);
    }

    /** What was told last of an environment's orders; looking does not take it away. */
    public Optional<Told> told(Environment environment, Task task) throws FailureException {
        Optional<Delivery> message = messaging.get(statusQueue(environment, task), task);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        message.get().reject(true);
        try {
            JsonObject told = JsonParser.parseString(message.get().message().text()).getAsJsonObject();
            return Optional.of(new Told(told.get("order").getAsString(), told.get("ended").getAsBoolean(), told.get("good").getAsBoolean(), told.get("text").getAsString()));
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NullPointerException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_ANSWER, "reading how a deployment goes", "queue of " + environment.name(), "",
                    "The message is not a conductor's.", "Look who else publishes to the queue."), e);
        }
    }
}
