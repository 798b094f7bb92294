package org.campanile.core.controllers;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

import org.campanile.core.servicemanager.Service;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/**
 * What others answer the server in a recorded case, and what the server makes of it: the deployment service (protocol document "Service
 * Manager", section 8.2) and the sm-api of other hosts (section 9).
 */
final class CaseAnswers implements LockRules.Elsewhere {

    private static final String NOT_JSON = "Expecting value: line 1 column 1 (char 0)";
    private static final String NOTHING = "'NoneType' object is not subscriptable";

    private final CaseState state;
    private final boolean strict;

    CaseAnswers(CaseState state, boolean strict) {
        this.state = state;
        this.strict = strict;
    }

    /** An answer, or the words the server fails with. */
    private record Answer(JsonElement body, String fault) {
    }

    /**
     * The sync question.
     *
     * @param inSync the server's conclusion, {@code null} when it fails
     * @param fault the server's words when it fails, otherwise {@code null}
     */
    record Sync(Boolean inSync, String fault) {
    }

    /** Whether both controllers hold the same deployment state, by the rule of this generation of the server. */
    Sync sync() {
        JsonObject usm = state.part("usm");
        String kind = CaseState.text(usm, "kind");
        if (kind.equals("malformed-url")) {
            return strict ? new Sync(null, "unknown url type: '/v1/software/in_sync_controller'") : new Sync(true, null);
        }
        if (List.of("no-endpoint", "login-refused", "catalogue-error").contains(kind)) {
            return new Sync(!strict, null);
        }
        Answer answer = answer(usm, kind);
        if (answer.fault() != null) {
            return new Sync(null, answer.fault());
        }
        if (!isTrue(answer.body())) {
            return new Sync(!strict, null);
        }
        if (!(answer.body() instanceof JsonObject body)) {
            return new Sync(null, noDocument(answer.body()));
        }
        return body.has("in_sync") ? new Sync(isTrue(body.get("in_sync")), null) : new Sync(null, "'in_sync'");
    }

    @Override
    public Optional<Service> service(String host, String name) {
        return asked(host, name).body() instanceof JsonObject row && row.has("state") && row.has("desired_state")
                ? Optional.of(CaseState.service(row)) : Optional.empty();
    }

    @Override
    public Optional<String> trouble(String host, String name, boolean target) {
        Answer answer = asked(host, name);
        if (answer.fault() != null) {
            return Optional.of(answer.fault());
        }
        if (answer.body().isJsonNull()) {
            return target ? Optional.empty() : Optional.of(NOTHING);
        }
        if (!(answer.body() instanceof JsonObject row)) {
            return Optional.of(noDocument(answer.body()));
        }
        if (!row.has("desired_state")) {
            return Optional.of("'desired_state'");
        }
        boolean asksFurther = CaseState.text(row, "desired_state").equals(LockRules.ACTIVE);
        return asksFurther && !row.has("state") ? Optional.of("'state'") : Optional.empty();
    }

    private Answer asked(String host, String name) {
        JsonObject remote = state.part("remote").get(host) instanceof JsonObject r ? r : new JsonObject();
        String kind = CaseState.text(remote, "kind");
        if (kind.equals("services")) {
            JsonElement row = remote.get("services") instanceof JsonObject all ? all.get(name) : null;
            return new Answer(row == null ? JsonNull.INSTANCE : row, null);
        }
        return answer(remote, kind.isEmpty() ? "unreachable" : kind);
    }

    private static Answer answer(JsonObject of, String kind) {
        return switch (kind) {
            case "answer" -> {
                JsonObject body = new JsonObject();
                body.add("in_sync", of.get("in_sync"));
                yield new Answer(body, null);
            }
            case "body" -> parsed(CaseState.text(of, "text"));
            case "unreachable" -> new Answer(JsonNull.INSTANCE, null);
            case "read-timeout" -> new Answer(null, "timed out");
            case "http-error" -> CaseState.text(of, "reason").isEmpty() ? new Answer(new JsonObject(), null) : parsed(CaseState.text(of, "reason"));
            default -> throw new IllegalStateException("the state has an unknown kind of answer: \"" + kind + "\"");
        };
    }

    private static Answer parsed(String text) {
        Optional<JsonElement> value = json(text);
        return value.isPresent() ? new Answer(value.get(), null) : new Answer(null, NOT_JSON);
    }

    /** One JSON value and nothing else, by the letter of the format; empty when it is not. */
    static Optional<JsonElement> json(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonElement value = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(value) : Optional.empty();
        } catch (JsonParseException | IOException e) {
            return Optional.empty();
        }
    }

    /** The server's words when it looks for a field in something that is no document. */
    private static String noDocument(JsonElement value) {
        if (value.isJsonArray()) {
            return "list indices must be integers or slices, not str";
        }
        var one = value.getAsJsonPrimitive();
        if (one.isString()) {
            return "string indices must be integers, not 'str'";
        }
        String type = one.isBoolean() ? "bool" : one.getAsString().matches("-?\\d+") ? "int" : "float";
        return "'" + type + "' object is not subscriptable";
    }

    /** Truth as Python sees it: null, false, zero and everything empty are false. */
    private static boolean isTrue(JsonElement value) {
        if (value == null || value.isJsonNull()) {
            return false;
        }
        if (value.isJsonObject()) {
            return !value.getAsJsonObject().isEmpty();
        }
        if (value.isJsonArray()) {
            return !value.getAsJsonArray().isEmpty();
        }
        var one = value.getAsJsonPrimitive();
        return one.isBoolean() ? one.getAsBoolean() : one.isNumber() ? one.getAsDouble() != 0 : !one.getAsString().isEmpty();
    }
}
