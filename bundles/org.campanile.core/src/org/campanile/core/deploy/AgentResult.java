package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** What an agent answered to a plan: a Windows agent's result (protocol document, section 3.4) or a Python agent's (3.7). */
public sealed interface AgentResult {

    /** All commands went well; {@code values} are what they put out, as text. */
    record Done(List<String> values) implements AgentResult {
        public Done {
            values = List.copyOf(values);
        }
    }

    /**
     * Something failed in the unit.
     *
     * @param message the error's own message, not its type
     * @param command the command that failed, empty when the plan could not be processed
     * @param details all the rest, for a details pane
     */
    record Failed(String message, String command, String details) implements AgentResult {
    }

    /** The answer is not what an agent answers; {@code why} says what is wrong with it. */
    record Unreadable(String why) implements AgentResult {
    }

    /** Longest answer that is looked at. */
    int MAX_CHARACTERS = 8 << 20;

    /** Error codes of the Python agent below this one are about the plan itself, from here on about a script (murano-agent-observed.md, section 8). */
    int SCRIPT_FAILED = 100;

    /** How much of a script's last words is told; all of it is in the details. */
    int LONGEST_REASON = 600;

    /** How many of its last lines. */
    int LAST_LINES = 4;

    /** Reads an answer; never throws, since an agent may send anything. */
    static AgentResult parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return new Unreadable("The answer has more than " + MAX_CHARACTERS + " characters.");
        }
        try {
            if (!(JsonParser.parseString(text) instanceof JsonObject object)) {
                return new Unreadable("The answer is no JSON object.");
            }
            if (object.has("ErrorCode")) {
                return python(object);
            }
            if (object.has("IsException")) {
                return windows(object);
            }
            return new Unreadable("The answer has neither IsException nor ErrorCode.");
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            return new Unreadable("The answer is not the JSON of an agent.");
        }
    }

    private static AgentResult windows(JsonObject object) {
        if (object.get("IsException").getAsBoolean()) {
            return new Failed(text(object.get("Result")), "", object.toString());
        }
        List<String> values = new ArrayList<>();
        JsonElement all = object.get("Result");
        if (all == null || !all.isJsonArray()) {
            return new Unreadable("The answer's Result is no list.");
        }
        for (JsonElement entry : all.getAsJsonArray()) {
            JsonObject one = entry.getAsJsonObject();
            JsonElement result = one.get("Result");
            if (!one.has("IsException")) {
                return new Unreadable("An entry of the answer's Result has no IsException.");
            }
            if (one.get("IsException").getAsBoolean()) {
                JsonArray parts = result != null && result.isJsonArray() ? result.getAsJsonArray() : new JsonArray();
                return new Failed(parts.size() > 1 ? text(parts.get(1)) : text(result), parts.size() > 2 ? text(parts.get(2)) : "",
                        one.toString());
            }
            if (result != null && result.isJsonArray()) {
                result.getAsJsonArray().forEach(value -> values.add(text(value)));
            } else {
                values.add(text(result));
            }
        }
        return new Done(values);
    }

    private static AgentResult python(JsonObject object) {
        int code = object.get("ErrorCode").getAsInt();
        JsonElement body = object.get("Body");
        if (code == 0) {
            // Our plans return a list with what each of their scripts put out.
            return body instanceof JsonArray outputs ? new Done(outputs.asList().stream().map(AgentResult::text).toList())
                    : new Done(body == null || body.isJsonNull() ? List.of() : List.of(text(body)));
        }
        String refused = code < SCRIPT_FAILED ? "The agent could not do the plan: " : "";
        if (!(body instanceof JsonObject told)) {
            return new Failed(refused + text(body) + " (error code " + code + ")", "", object.toString());
        }
        StringBuilder message = new StringBuilder(refused).append(text(told.get("Message"))).append(" (error code ").append(code);
        if (told.get("AdditionalInfo") instanceof JsonObject info) {
            message.append(info.has("exitCode") ? ", exit code " + text(info.get("exitCode")) : "").append(')');
            String said = end(text(info.get("stderr")).strip());
            message.append(said.isEmpty() ? "" : ": " + said);
        } else {
            message.append(')');
        }
        return new Failed(message.toString(), "", body.toString());
    }

    /** Where a script says why it gives up; before that, tools may have told their life. */
    private static String end(String text) {
        String cut = text.length() > LONGEST_REASON ? "..." + text.substring(text.length() - LONGEST_REASON) : text;
        String[] lines = cut.split("\\R");
        return String.join("\n", List.of(lines).subList(Math.max(0, lines.length - LAST_LINES), lines.length));
    }

    private static String text(JsonElement element) {
        if (element == null || element.isJsonNull()) {
            return "";
        }
        return element.isJsonPrimitive() ? element.getAsString() : element.toString();
    }
}
