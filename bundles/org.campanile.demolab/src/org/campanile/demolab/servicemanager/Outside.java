package org.campanile.demolab.servicemanager;

import java.io.IOException;
import java.io.StringReader;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/**
 * What the server asks of others, answered from the state and written down: the deployment service (USM) and the sm-api of other hosts
 * (protocol document, sections 8.2 and 9).
 */
final class Outside {

    private static final String USM = "http://usm.internal:5497/v1/software/in_sync_controller";

    private final SmTables tables;
    private final String token;
    private final boolean strict;
    private final JsonArray calls = new JsonArray();

    Outside(SmTables tables, String token, boolean strict) {
        this.tables = tables;
        this.token = token;
        this.strict = strict;
    }

    /** Calls made so far, in order. */
    JsonArray calls() {
        return calls;
    }

    /** Whether both controllers hold the same deployment state, by the rule of this generation of the server. */
    boolean inSync() throws SmFault {
        JsonObject usm = tables.part("usm");
        String kind = String.valueOf(Row.text(usm, "kind"));
        switch (kind) {
            case "no-endpoint", "login-refused", "catalogue-error" -> {
                return !strict;
            }
            case "malformed-url" -> {
                if (strict) {
                    throw SmFault.internal("unknown url type: '/v1/software/in_sync_controller'");
                }
            }
            default -> {
            }
        }
        call(USM);
        JsonElement answer = kind.equals("malformed-url") ? Row.of() : answer(usm, kind);
        if (!Row.isTrue(answer)) {
            return !strict;
        }
        if (!answer.isJsonObject()) {
            throw noDocument(answer);
        }
        if (!answer.getAsJsonObject().has("in_sync")) {
            throw SmFault.internal("'in_sync'");
        }
        return Row.isTrue(answer.getAsJsonObject().get("in_sync"));
    }

    /** What another host's sm-api says about one of its services; JSON's null when it says nothing. */
    JsonElement service(String host, String service) throws SmFault {
        call("http://" + host + ":7777/v1/services/" + service);
        JsonObject remote = tables.part("remote").get(host) instanceof JsonObject r ? r : Row.of("kind", "unreachable");
        String kind = String.valueOf(Row.text(remote, "kind"));
        if (kind.equals("services")) {
            JsonElement row = remote.getAsJsonObject("services").get(service);
            return row == null ? JsonNull.INSTANCE : row;
        }
        return answer(remote, kind);
    }

    /** What happens when a field is looked for in something that is no document. */
    static SmFault noDocument(JsonElement answer) {
        if (answer.isJsonArray()) {
            return SmFault.internal("list indices must be integers or slices, not str");
        }
        if (answer.getAsJsonPrimitive().isString()) {
            return SmFault.internal("string indices must be integers, not 'str'");
        }
        String number = answer.getAsString();
        return SmFault.internal((answer.getAsJsonPrimitive().isBoolean() ? "'bool'" : number.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9') ? "'int'"
                : "'float'") + " object is not subscriptable");
    }

    private static JsonElement answer(JsonObject of, String kind) throws SmFault {
        return switch (kind) {
            case "answer" -> {
                JsonObject body = new JsonObject();
                body.add("in_sync", of.get("in_sync"));
                yield body;
            }
            case "body" -> parse(String.valueOf(Row.text(of, "text")));
            case "unreachable" -> JsonNull.INSTANCE;
            case "read-timeout" -> throw SmFault.internal("timed out");
            case "http-error" -> {
                String reason = Row.text(of, "reason");
                yield reason == null || reason.isEmpty() ? new JsonObject() : parse(reason);
            }
            default -> throw SmFault.internal("unknown kind of answer in the state: " + kind);
        };
    }

    private static JsonElement parse(String text) throws SmFault {
        try {
            if (text.isBlank()) {
                throw new JsonParseException("empty");
            }
            return strictly(text);
        } catch (JsonParseException | IOException e) {
            throw SmFault.internal("Expecting value: line 1 column 1 (char 0)");
        }
    }

    /** Parses JSON and nothing more lenient, to its end. */
    static JsonElement strictly(String text) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        JsonElement value = JsonParser.parseReader(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new JsonParseException("more than one value");
        }
        return value;
    }

    private void call(String url) {
        JsonObject call = Row.of("method", "GET", "url", url);
        call.addProperty("timeout_s", 10);
        call.addProperty("token", token);
        calls.add(call);
    }
}
