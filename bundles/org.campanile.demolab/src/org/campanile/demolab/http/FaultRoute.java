package org.campanile.demolab.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;

/**
 * The faults from outside, at {@code /_demo/faults} of every service and never hit by a fault itself. {@code GET} lists them,
 * {@code POST} adds one, {@code DELETE} clears all. A fault of requests is
 * {@code {"service","method","path","kind","delayMillis","status","body","contentType","times"}}, each with a default; a failing resource
 * is {@code {"resource":{"type","name","reason","times"}}}; a trouble of simulated agents is
 * {@code {"agent":{"kind","function","host","times"}}}. The answer is always the list in force. Needs no token: loopback only.
 */
final class FaultRoute {

    /** Where it answers. */
    static final String PATH = "/_demo/faults";

    private static final int LIMIT = 1 << 16;

    private final Faults faults;

    FaultRoute(Faults faults) {
        this.faults = faults;
    }

    Answer handle(HttpExchange raw) throws IOException {
        switch (raw.getRequestMethod()) {
            case "GET" -> {
            }
            case "DELETE" -> faults.clear();
            case "POST" -> {
                try {
                    add(JsonParser.parseString(new String(raw.getRequestBody().readNBytes(LIMIT), StandardCharsets.UTF_8)).getAsJsonObject());
                } catch (JsonParseException | IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
                    return Answer.text(400, "text/plain", "Not a fault: " + e.getMessage());
                }
            }
            default -> {
                return Answer.text(405, "text/plain", "GET, POST or DELETE");
            }
        }
        return Answer.json(200, list());
    }

    private void add(JsonObject o) throws PatternSyntaxException {
        for (Faults.Further sort : faults.further()) {
            if (o.get(sort.member()) instanceof JsonObject fault) {
                sort.add(fault);
                return;
            }
        }
        if (o.get("resource") instanceof JsonObject r) {
            faults.add(ResourceFault.of(text(r, "type", ".*"), text(r, "name", ".*"), text(r, "reason", "No valid host was found."),
                    number(r, "times", -1)));
            return;
        }
        faults.add(new Fault(text(o, "service", "*"), text(o, "method", "*"), Pattern.compile(text(o, "path", ".*")),
                Fault.Kind.valueOf(text(o, "kind", "STATUS").toUpperCase(Locale.ROOT)), Duration.ofMillis(number(o, "delayMillis", 5_000)),
                number(o, "status", 503), text(o, "body", "The server is currently unavailable."), text(o, "contentType", "text/plain"),
                number(o, "times", -1)));
    }

    private JsonObject list() {
        JsonArray all = new JsonArray();
        for (Fault f : faults.list()) {
            JsonObject o = new JsonObject();
            o.addProperty("service", f.service());
            o.addProperty("method", f.method());
            o.addProperty("path", f.path().pattern());
            o.addProperty("kind", f.kind().name());
            o.addProperty("delayMillis", f.delay().toMillis());
            o.addProperty("status", f.status());
            o.addProperty("times", f.times());
            all.add(o);
        }
        JsonArray resources = new JsonArray();
        for (ResourceFault f : faults.resources()) {
            JsonObject o = new JsonObject();
            o.addProperty("type", f.type().pattern());
            o.addProperty("name", f.name().pattern());
            o.addProperty("reason", f.reason());
            o.addProperty("times", f.times());
            resources.add(o);
        }
        JsonObject answer = new JsonObject();
        answer.add("faults", all);
        answer.add("resources", resources);
        faults.further().forEach(sort -> answer.add(sort.member() + "s", sort.list()));
        return answer;
    }

    private static String text(JsonObject o, String key, String otherwise) {
        JsonElement e = o.get(key);
        return e == null || e.isJsonNull() ? otherwise : e.getAsString();
    }

    private static int number(JsonObject o, String key, int otherwise) {
        JsonElement e = o.get(key);
        return e == null || e.isJsonNull() ? otherwise : e.getAsInt();
    }
}
