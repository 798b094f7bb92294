package org.campanile.demolab.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.google.gson.JsonElement;

/**
 * What a handler answers.
 *
 * @param status HTTP status
 * @param contentType of the body; empty when there is none
 * @param body bytes of the body
 * @param headers further headers
 */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

    /** A JSON answer. */
    public static Answer json(int status, JsonElement body) {
        return text(status, "application/json", body.toString());
    }

    /** A text answer of some content type, UTF-8. */
    public static Answer text(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, "", new byte[0], Map.of());
    }

    /** The same with one more header. */
    public Answer with(String name, String value) {
        Map<String, String> more = new java.util.TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, Map.copyOf(more));
    }
}
