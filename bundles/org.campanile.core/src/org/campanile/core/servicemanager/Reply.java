package org.campanile.core.servicemanager;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/**
 * Reads the inner answer out of the three wire forms of section 7 of the protocol document: the document itself, the document as a text in
 * {@code error_message}, and a plain-text 500 that has lost it.
 */
final class Reply {

    private static final int NESTING = 32;

    private final RawExchange exchange;
    private final Optional<JsonElement> inner;

    Reply(RawExchange exchange) {
        this.exchange = exchange;
        this.inner = isJson() ? parse(exchange.body()).map(Reply::unwrapped) : Optional.empty();
    }

    private boolean isJson() {
        String type = exchange.contentType().toLowerCase(Locale.ROOT);
        return type.startsWith("application/json") || type.contains("+json");
    }

    /** Whether the content type says HTML, as load balancers and log-in pages do. */
    boolean isHtml() {
        return exchange.contentType().toLowerCase(Locale.ROOT).contains("html") || exchange.body().stripLeading().startsWith("<");
    }

    /** The inner JSON if it is a document. */
    Optional<JsonObject> document() {
        return inner.filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
    }

    /** Fault text of sm-api, or the message of Keystone's refusal. */
    Optional<String> fault() {
        return document().map(d -> {
            if (d.has("faultstring")) {
                return text(d, "faultstring");
            }
            if (d.get("error") instanceof JsonObject error) {
                return text(error, "message");
            }
            return d.has("error_message") ? text(d, "error_message") : null;
        });
    }

    /** The result document of a command, if this is one. */
    Optional<JsonObject> result() {
        return document().filter(d -> d.has("error_code"));
    }

    static Optional<JsonElement> parse(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(NESTING);
        try {
            JsonElement value = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(value) : Optional.empty();
        } catch (JsonParseException | IOException e) {
            return Optional.empty();
        }
    }

    private static JsonElement unwrapped(JsonElement outer) {
        if (outer instanceof JsonObject o && o.has("error_message") && o.size() == 1) {
            JsonElement message = o.get("error_message");
            if (message.isJsonObject()) {
                return message;
            }
            return parse(text(o, "error_message")).filter(JsonElement::isJsonObject).orElse(outer);
        }
        return outer;
    }

    /** Text of a field; absent and null are empty, anything else is shown as it is. */
    static String text(JsonObject row, String field) {
        JsonElement value = row.get(field);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** Number of a field, -1 when it is absent or no number. */
    static long number(JsonObject row, String field) {
        try {
            return Long.parseLong(text(row, field));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Texts of a list; empty when it is absent or no list. */
    static List<String> texts(JsonObject document, String field) {
        List<String> all = new ArrayList<>();
        if (document.get(field) != null && document.get(field).isJsonArray()) {
            for (JsonElement e : document.getAsJsonArray(field)) {
                all.add(e.isJsonPrimitive() ? e.getAsString() : e.toString());
            }
        }
        return all;
    }
}
