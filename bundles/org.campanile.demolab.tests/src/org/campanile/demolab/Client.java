package org.campanile.demolab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** A plain HTTP client with a token, for the tests of the demo lab. */
public final class Client implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";

    /** What came back. */
    public record Reply(int status, String body, HttpResponse<String> raw) {
        /** The body as an object. */
        public JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }
    }

    /** Logs in with a password, scoped to the project of that name. */
    public Client login(String keystone, String user, String password, String project) throws IOException, InterruptedException {
        Reply reply = send("POST", keystone + "/auth/tokens", """
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s","password":"%s","domain":{"id":"default"}}}},
                "scope":{"project":{"name":"%s","domain":{"name":"Default"}}}}}""".formatted(user, password, project));
        token = reply.raw().headers().firstValue("X-Subject-Token").orElseThrow(() -> new IOException(reply.body()));
        return this;
    }

    /** Uses another token. */
    public Client with(String other) {
        token = other;
        return this;
    }

    /** The token in use. */
    public String token() {
        return token;
    }

    /** Sends a request; a body is JSON unless a header says otherwise. */
    public Reply send(String method, String url, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).header("Accept", "application/json");
        boolean typed = false;
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
            typed |= headers[i].equals("Content-Type");
        }
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        if (body != null && !typed) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> r = http.send(request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
        return new Reply(r.statusCode(), r.body(), r);
    }

    /** Gets. */
    public Reply get(String url, String... headers) throws IOException, InterruptedException {
        return send("GET", url, null, headers);
    }

    /** Gets until the answer is as wanted; fails after twenty seconds. */
    public Reply until(String url, Predicate<Reply> wanted) throws IOException, InterruptedException {
        Instant end = Instant.now().plusSeconds(20);
        while (true) {
            Reply reply = get(url);
            if (wanted.test(reply)) {
                return reply;
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(url + " never came to what was wanted; last: " + reply.body());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
