package org.campanile.core.deploy.conductor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What workers on several hosts remember together, in replicated queues of the broker: {@code campanile-run-ID} with the log of the newest run, and
 * {@code campanile-state-ID} with one message that says what is deployed and which order was the last to be ended. Of what was deleted both go, and
 * {@code campanile-gone-ID} says so for a month: to machines that remember it as deployed, and to workers that are offered its last order once more.
 */
final class BrokerStore implements DeploymentStore {

    private static final Duration MOURNING = Duration.ofDays(30);

    private final Messaging messaging;
    private final ServiceTypes types;
    private final String order;
    private final Task task;

    /** A store for one order, by one worker that holds the environment's lock. @param order id of the order that is worked on */
    BrokerStore(Messaging messaging, ServiceTypes types, String order, Task task) {
        this.messaging = messaging;
        this.types = types;
        this.order = order;
        this.task = task;
    }

    /** What is known to be deployed of an environment in the broker; empty when nobody ever told. Makes no queue. */
    static Optional<DeployedState> known(Messaging messaging, ServiceTypes types, Environment environment, Task task) throws FailureException {
        BrokerStore store = new BrokerStore(messaging, types, "", task);
        Optional<JsonObject> kept = store.kept(environment);
        return kept.isEmpty() ? Optional.empty() : Optional.of(store.state(kept.get(), environment));
    }

    private static String stateName(Environment environment) {
        return "campanile-state-" + environment.id().toLowerCase(Locale.ROOT);
    }

    private static String runQueue(Environment environment) {
        return "campanile-run-" + environment.id().toLowerCase(Locale.ROOT);
    }

    private static String goneName(Environment environment) {
        return "campanile-gone-" + environment.id().toLowerCase(Locale.ROOT);
    }

    private String queue(String name, Map<String, Object> more) throws FailureException {
        Map<String, Object> arguments = new HashMap<>(QueueRunLog.REPLICATED);
        arguments.put("x-max-length", 1);
        arguments.putAll(more);
        messaging.declareQueue(name, arguments, task);
        return name;
    }

    private Optional<JsonObject> kept(Environment environment) throws FailureException {
        Optional<String> text = Kept.look(messaging, stateName(environment), task);
        if (text.isEmpty()) {
            text = Kept.look(messaging, goneName(environment), task);
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonParser.parseString(text.get()).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            throw damaged(environment, e);
        }
    }

    @Override
    public DeployedState state(Environment environment) throws FailureException {
        Optional<JsonObject> kept = kept(environment);
        return kept.isEmpty() ? DeployedState.NOTHING : state(kept.get(), environment);
    }

    private DeployedState state(JsonObject kept, Environment environment) throws FailureException {
        if (!kept.has("state")) {
            throw damaged(environment, null);
        }
        return StateText.read(kept.get("state").toString(), "queue " + stateName(environment));
    }

    private static FailureException damaged(Environment environment, Exception why) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading what is deployed", "queue " + stateName(environment), "", "Its message is damaged.",
                "Purge the queue; the next deployment then looks at everything anew."), why);
    }

    /** Id of the order that was ended last; empty when none was. */
    String lastOrder(Environment environment) throws FailureException {
        return kept(environment).map(k -> k.get("order").getAsString()).orElse("");
    }

    @Override
    public void save(Environment environment, DeployedState state) throws FailureException {
        keep(environment, state, lastOrder(environment));
    }

    /** The order is ended: whoever is told of it once more leaves it alone. */
    void end(Environment environment) throws FailureException {
        keep(environment, state(environment), order);
    }

    private void keep(Environment environment, DeployedState state, String ended) throws FailureException {
        tell(queue(stateName(environment), Map.of()), state, ended);
        messaging.deleteQueue(goneName(environment), task);
    }

    private void tell(String queue, DeployedState state, String ended) throws FailureException {
        JsonObject message = new JsonObject();
        message.addProperty("order", ended);
        message.add("state", JsonParser.parseString(StateText.write(state)));
        messaging.publish(queue, new Message(UUID.randomUUID().toString(), "", "application/json", "", Map.of(),
                message.toString().getBytes(StandardCharsets.UTF_8)), task);
    }

    @Override
    public void forget(Environment environment) throws FailureException {
        Optional<JsonObject> kept = kept(environment);
        if (kept.isPresent()) {
            tell(queue(goneName(environment), Map.of("x-expires", MOURNING.toMillis())), DeployedState.NOTHING, kept.get().get("order").getAsString());
            messaging.deleteQueue(stateName(environment), task);
        }
        messaging.deleteQueue(runQueue(environment), task);
    }

    @Override
    public Optional<KeptRun> newest(Environment environment) throws FailureException {
        QueueRunLog log = QueueRunLog.open(messaging, runQueue(environment), task);
        if (log.entries().isEmpty() && log.document().isEmpty()) {
            return Optional.empty();
        }
        Optional<Environment> document = log.document().isEmpty() ? Optional.empty()
                : Optional.of(new EnvironmentFile(types).parse("queue " + runQueue(environment), log.document()));
        return Optional.of(new KeptRun(log, document));
    }

    @Override
    public RunLog begin(Environment environment) throws FailureException {
        return QueueRunLog.begin(messaging, runQueue(environment), new EnvironmentFile(types).write(environment), task);
    }
}
