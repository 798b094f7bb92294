package org.campanile.core.deploy.conductor;

import java.util.Locale;
import java.util.Objects;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * What workers are asked to deploy; a message in the queue {@link #QUEUE}. Without passwords: a worker finds those as the command line does.
 *
 * @param id unique
 * @param document the environment's file
 * @param network name or id, empty for the document's
 * @param agents whether agents are expected
 */
public record DeploymentOrder(String id, String document, String network, AgentExpectation agents) {

    /** The replicated queue that workers take orders from. */
    public static final String QUEUE = "campanile-deployments";
    /** Orders that somebody works on wait here for a moment before they are offered again. */
    static final String LATER = "campanile-deployments-later";

    public DeploymentOrder {
        Objects.requireNonNull(id);
        Objects.requireNonNull(document);
        network = Objects.requireNonNullElse(network, "");
        Objects.requireNonNull(agents);
    }

    String text() {
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("document", document);
        message.addProperty("network", network);
        message.addProperty("agents", agents.name().toLowerCase(Locale.ROOT));
        return message.toString();
    }

    static DeploymentOrder read(String text) throws FailureException {
        try {
            JsonObject message = JsonParser.parseString(text).getAsJsonObject();
            return new DeploymentOrder(message.get("id").getAsString(), message.get("document").getAsString(), message.get("network").getAsString(),
                    AgentExpectation.valueOf(message.get("agents").getAsString().toUpperCase(Locale.ROOT)));
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | UnsupportedOperationException | NullPointerException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading an order", "queue " + QUEUE, "", "The message is no order for a deployment.",
                    "Look who else publishes to this queue."), e);
        }
    }
}
