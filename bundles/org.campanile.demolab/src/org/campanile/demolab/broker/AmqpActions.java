package org.campanile.demolab.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;

/**
 * What the management API does to queues, exchanges and messages: over AMQP as the user who called, so that the same rules and the same words
 * hold, as in RabbitMQ itself.
 */
final class AmqpActions {

    private static final int LIMIT_MS = 5_000;

    /** Work on a channel. */
    @FunctionalInterface
    interface Work<T> {
        T on(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }

    private final int port;

    AmqpActions(int port) {
        this.port = port;
    }

    /** Does the work on a channel of its own; what AMQP refuses becomes a {@link RabbitError}. */
    <T> T run(String user, String password, String vhost, Work<T> work) throws RabbitError, IOException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(vhost);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(LIMIT_MS);
        factory.setChannelRpcTimeout(LIMIT_MS);
        factory.setClientProperties(Map.of("product", "management", GatewayConnection.HIDDEN, true,
                "capabilities", Map.of("publisher_confirms", true, "basic.nack", true, "authentication_failure_close", true)));
        try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
            T result = work.on(channel);
            // What was sent without an answer, such as a nack, must be done before the connection goes.
            channel.basicQos(0);
            return result;
        } catch (IOException | ShutdownSignalException e) {
            throw refusal(e);
        } catch (TimeoutException e) {
            throw new RabbitError(500, "Internal Server Error", "the broker did not answer within " + LIMIT_MS + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RabbitError(503, "Service Unavailable", "the broker stops");
        }
    }

    private static RabbitError refusal(Throwable e) {
        Throwable at = e;
        while (at != null && !(at instanceof ShutdownSignalException)) {
            at = at.getCause();
        }
        Object reason = at instanceof ShutdownSignalException signal ? signal.getReason() : null;
        if (reason instanceof AMQP.Channel.Close close) {
            return close.getReplyCode() == 404 ? RabbitError.notFound() : RabbitError.bad(close.getReplyText());
        }
        if (reason instanceof AMQP.Connection.Close close) {
            return close.getReplyCode() == 530 ? RabbitError.notAuthorised(close.getReplyText()) : RabbitError.bad(close.getReplyText());
        }
        return RabbitError.bad(String.valueOf(e.getMessage()));
    }

    static Map<String, Object> arguments(JsonObject body) {
        Map<String, Object> arguments = new HashMap<>();
        if (body.get("arguments") instanceof JsonObject given) {
            given.entrySet().forEach(e -> arguments.put(e.getKey(), plain(e.getValue())));
        }
        return arguments;
    }

    private static Object plain(JsonElement e) {
        if (!e.isJsonPrimitive()) {
            return e.toString();
        }
        if (e.getAsJsonPrimitive().isNumber()) {
            return e.getAsLong();
        }
        return e.getAsJsonPrimitive().isBoolean() ? (Object) e.getAsBoolean() : e.getAsString();
    }

    /** Takes messages; with an ack mode that requeues they are put back, all after the last was taken, so that none comes twice. */
    static List<JsonObject> get(Channel channel, String queue, JsonObject asked) throws IOException {
        int count = asked.has("count") ? asked.get("count").getAsInt() : 1;
        String mode = asked.has("ackmode") ? asked.get("ackmode").getAsString() : "ack_requeue_true";
        int truncate = asked.has("truncate") ? asked.get("truncate").getAsInt() : Integer.MAX_VALUE;
        boolean binary = asked.has("encoding") && asked.get("encoding").getAsString().equals("base64");
        List<JsonObject> messages = new ArrayList<>();
        long last = 0;
        for (int i = 0; i < count; i++) {
            GetResponse message = channel.basicGet(queue, mode.equals("ack_requeue_false"));
            if (message == null) {
                break;
            }
            last = message.getEnvelope().getDeliveryTag();
            messages.add(message(message, truncate, binary));
        }
        if (last > 0 && !mode.equals("ack_requeue_false")) {
            channel.basicNack(last, true, !mode.equals("reject_requeue_false"));
        }
        return messages;
    }

    private static JsonObject message(GetResponse m, int truncate, boolean binary) {
        byte[] whole = m.getBody();
        byte[] body = whole.length > truncate ? java.util.Arrays.copyOf(whole, truncate) : whole;
        String text = binary ? null : utf8(body);
        return ManagementViews.object("payload_bytes", whole.length, "redelivered", m.getEnvelope().isRedeliver(),
                "exchange", m.getEnvelope().getExchange(), "routing_key", m.getEnvelope().getRoutingKey(), "message_count", m.getMessageCount(),
                "properties", properties(m.getProps()), "payload", text == null ? Base64.getEncoder().encodeToString(body) : text,
                "payload_encoding", text == null ? "base64" : "string");
    }

    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    private static JsonObject properties(AMQP.BasicProperties p) {
        JsonObject out = new JsonObject();
        Map<String, Object> all = new java.util.LinkedHashMap<>();
        all.put("content_type", p.getContentType());
        all.put("content_encoding", p.getContentEncoding());
        all.put("headers", p.getHeaders());
        all.put("delivery_mode", p.getDeliveryMode());
        all.put("priority", p.getPriority());
        all.put("correlation_id", p.getCorrelationId());
        all.put("reply_to", p.getReplyTo());
        all.put("expiration", p.getExpiration());
        all.put("message_id", p.getMessageId());
        all.put("type", p.getType());
        all.put("user_id", p.getUserId());
        all.put("app_id", p.getAppId());
        all.forEach((name, value) -> {
            if (value != null) {
                out.add(name, ManagementViews.json(value));
            }
        });
        return out;
    }

    /** Publishes one message; answers whether it reached a queue. */
    static boolean publish(Channel channel, String exchange, JsonObject asked) throws IOException, InterruptedException, TimeoutException {
        String payload = asked.get("payload").getAsString();
        boolean base64 = asked.has("payload_encoding") && asked.get("payload_encoding").getAsString().equals("base64");
        AMQP.BasicProperties.Builder properties = new AMQP.BasicProperties.Builder();
        if (asked.get("properties") instanceof JsonObject given) {
            if (given.has("delivery_mode")) {
                properties.deliveryMode(given.get("delivery_mode").getAsInt());
            }
            if (given.has("message_id")) {
                properties.messageId(given.get("message_id").getAsString());
            }
            if (given.has("content_type")) {
                properties.contentType(given.get("content_type").getAsString());
            }
            properties.headers(arguments(ManagementViews.object("arguments", given.has("headers") ? given.get("headers") : new JsonObject())));
        }
        AtomicBoolean routed = new AtomicBoolean(true);
        channel.addReturnListener(returned -> routed.set(false));
        channel.confirmSelect();
        channel.basicPublish(exchange, asked.get("routing_key").getAsString(), true, properties.build(),
                base64 ? Base64.getDecoder().decode(payload) : payload.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirms(LIMIT_MS);
        return routed.get();
    }
}
