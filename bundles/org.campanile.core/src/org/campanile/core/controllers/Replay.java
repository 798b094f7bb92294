package org.campanile.core.controllers;

import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.servicemanager.RawExchange;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Sends recorded cases (one JSON object a line: state, request, expected answer) to a demo lab's Service Manager over HTTP and compares
 * what comes back: absent and null differ, order of members does not count, faults are compared by status and code, and by text where the
 * status is below 500. Blocks; worker threads only.
 */
public final class Replay {

    /**
     * A case that came out otherwise.
     *
     * @param id name of the case
     * @param what which part differs: {@code status}, {@code body}, {@code sm_message}, {@code calls} or {@code answer}
     * @param expected what should have come
     * @param got what came
     */
    public record Mismatch(String id, String what, String expected, String got) {
    }

    /**
     * What a replay came to.
     *
     * @param cases how many cases were sent
     * @param mismatches the first difference of each case that has one
     */
    public record Report(int cases, List<Mismatch> mismatches) {
        public Report {
            mismatches = List.copyOf(mismatches);
        }

        /** How many cases came out as expected. */
        public int passed() {
            return cases - mismatches.size();
        }
    }

    private final ServiceManager manager;

    /** A replay against the demo lab that {@code manager} talks to. */
    public Replay(ServiceManager manager) {
        this.manager = manager;
    }

    /**
     * Replays a file.
     *
     * @param name file name for messages
     * @param lines its content
     * @throws FailureException when a line is no case, or the demo lab cannot be reached or does not take states
     */
    public Report run(String name, Reader lines, Task task) throws FailureException {
        List<Mismatch> mismatches = new ArrayList<>();
        int cases = CaseFile.each("replaying recorded cases", name, lines, task, recorded -> one(recorded, task).ifPresent(mismatches::add));
        return new Report(cases, mismatches);
    }

    private Optional<Mismatch> one(JsonObject vector, Task task) throws FailureException {
        String id = vector.get("id").getAsString();
        JsonObject expect = vector.getAsJsonObject("expect");
        JsonObject request = vector.getAsJsonObject("request");
        RawExchange loaded = sent("PUT", "/_demo/state", vector.getAsJsonObject("state").toString(), task);
        if (loaded.status() != 204) {
            throw new FailureException(new Failure(Failure.Kind.REMOTE, "loading the state of case " + id, loaded.url(), loaded.cameBack(),
                    "The server does not take states.", "Give the address of a demo lab's Service Manager."));
        }
        RawExchange got = sent(request.get("method").getAsString(), path(request.get("path").getAsString()), body(request.get("body")), task);
        if (got.status() != expect.get("status").getAsInt()) {
            return Optional.of(new Mismatch(id, "status", expect.get("status").toString(), got.cameBack()));
        }
        Optional<JsonElement> answer = parsed(got.body());
        if (answer.isEmpty()) {
            return Optional.of(new Mismatch(id, "answer", expect.get("body").toString(), got.cameBack()));
        }
        if (!sameBody(expect.get("body"), answer.get(), got.status())) {
            return Optional.of(new Mismatch(id, "body", expect.get("body").toString(), answer.get().toString()));
        }
        JsonObject last = parsed(sent("GET", "/_demo/last", null, task).body()).filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject).orElseGet(JsonObject::new);
        for (String part : List.of("sm_message", "calls")) {
            if (!expect.get(part).equals(last.get(part))) {
                return Optional.of(new Mismatch(id, part, expect.get(part).toString(), String.valueOf(last.get(part))));
            }
        }
        return Optional.empty();
    }

    private RawExchange sent(String method, String path, String body, Task task) throws FailureException {
        RawExchange exchange = manager.exchange(method, path, body, task);
        if (exchange.status() == 0) {
            throw new FailureException(new Failure(Failure.Kind.UNREACHABLE, "replaying recorded cases", exchange.url(), exchange.trouble(),
                    "The demo lab's Service Manager does not answer.", "Start the demo lab, or give its address."));
        }
        return exchange;
    }

    private static boolean sameBody(JsonElement expected, JsonElement got, int status) {
        if (status >= 500 && expected instanceof JsonObject e && e.has("faultcode")) {
            return got instanceof JsonObject g && e.get("faultcode").equals(g.get("faultcode"));
        }
        return expected.equals(got);
    }

    private static String body(JsonElement body) {
        return body == null || body.isJsonNull() ? null : body.isJsonPrimitive() ? body.getAsString() : body.toString();
    }

    private static String path(String path) {
        try {
            return path.indexOf('%') >= 0 ? path : new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Optional<JsonElement> parsed(String text) {
        try {
            return Optional.of(JsonParser.parseString(text));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
