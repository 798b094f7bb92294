package org.campanile.core.rabbitmq;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * An AMQP message; immutable.
 *
 * @param id the property {@code message_id}, by which Murano's agents know a plan and its result; not empty when published
 * @param correlationId empty for none, like {@code contentType} and {@code replyTo}
 * @param headers texts only; headers of other kinds are told as text
 * @param body the bytes; copied in and out
 */
public record Message(String id, String correlationId, String contentType, String replyTo, Map<String, String> headers, byte[] body) {

    public Message {
        id = Objects.requireNonNullElse(id, "");
        correlationId = Objects.requireNonNullElse(correlationId, "");
        contentType = Objects.requireNonNullElse(contentType, "");
        replyTo = Objects.requireNonNullElse(replyTo, "");
        headers = Map.copyOf(headers);
        body = body.clone();
    }

    /** A JSON message. */
    public static Message json(String id, String text) {
        return new Message(id, "", "application/json", "", Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** The body read as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** At most so many bytes of its beginning read as UTF-8, for bodies from somebody who may send anything. */
    public String text(int most) {
        return new String(body, 0, Math.min(body.length, most), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message m && id.equals(m.id) && correlationId.equals(m.correlationId) && contentType.equals(m.contentType)
                && replyTo.equals(m.replyTo) && headers.equals(m.headers) && Arrays.equals(body, m.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, correlationId, replyTo, Arrays.hashCode(body));
    }

    @Override
    public String toString() {
        return "Message[id=" + id + ", " + body.length + " bytes]";
    }
}
