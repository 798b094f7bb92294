package org.campanile.demolab.broker;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.Exchange;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

/**
 * Routes of the management API. They are matched on the path as sent and each segment is decoded after that, since a virtual host may be
 * named {@code /}. Every route wants a login and a level of rights.
 */
final class ApiRoutes {

    /** Who may call. */
    enum Level { MANAGEMENT, MONITORING, ADMINISTRATOR }

    /** A call that may be answered. {@code at} are the decoded segments in place of the pattern's stars. */
    record Call(BrokerUser user, String password, List<String> at, Exchange exchange) {
        String at(int index) {
            return at.get(index);
        }

        Map<String, String> query() {
            return exchange.query();
        }

        /** The body as a JSON object; an empty body is an empty object. */
        JsonObject object() throws RabbitError, java.io.IOException {
            String text = exchange.text();
            if (text.isBlank()) {
                return new JsonObject();
            }
            try {
                JsonElement json = com.google.gson.JsonParser.parseString(text);
                if (json.isJsonObject()) {
                    return json.getAsJsonObject();
                }
            } catch (JsonParseException notJson) {
                throw RabbitError.bad("not_json");
            }
            throw RabbitError.bad("not_json");
        }
    }

    /** Answers a call. */
    @FunctionalInterface
    interface Handler {
        Answer handle(Call call) throws Exception;
    }

    private record Route(String method, String[] pattern, Level level, Handler handler) {
    }

    private final Accounts accounts;
    private final List<Route> routes = new ArrayList<>();

    ApiRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Adds a route; {@code pattern} as {@code "queues/*}{@code /*"}, a star stands for any one segment. */
    ApiRoutes on(String method, String pattern, Level level, Handler handler) {
        routes.add(new Route(method, pattern.split("/"), level, handler));
        return this;
    }

    Answer serve(Exchange exchange) throws Exception {
        try {
            Login login = login(exchange);
            String path = exchange.raw().getRequestURI().getRawPath();
            if (!path.startsWith("/api/") || path.equals("/api/")) {
                throw RabbitError.notFound();
            }
            // RabbitMQ's Java client ends many addresses with a slash.
            String[] segments = path.substring("/api/".length(), path.endsWith("/") ? path.length() - 1 : path.length()).split("/", -1);
            boolean otherMethod = false;
            for (Route route : routes) {
                List<String> at = match(route.pattern(), segments);
                if (at != null && route.method().equals(exchange.raw().getRequestMethod())) {
                    allow(login.user(), route.level());
                    return route.handler().handle(new Call(login.user(), login.password(), at, exchange));
                }
                otherMethod |= at != null;
            }
            throw otherMethod ? new RabbitError(405, "Method Not Allowed", "\"Method Not Allowed\"") : RabbitError.notFound();
        } catch (RabbitError e) {
            return e.answer();
        } catch (IllegalStateException | UnsupportedOperationException | ClassCastException | NumberFormatException e) {
            return RabbitError.bad("a field of the body is of another type than expected: " + e.getMessage()).answer();
        }
    }

    private static List<String> match(String[] pattern, String[] segments) {
        if (pattern.length != segments.length) {
            return null;
        }
        List<String> at = new ArrayList<>();
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].equals("*")) {
                at.add(URLDecoder.decode(segments[i].replace("+", "%2B"), StandardCharsets.UTF_8));
            } else if (!pattern[i].equals(segments[i])) {
                return null;
            }
        }
        return at;
    }

    private record Login(BrokerUser user, String password) {
    }

    private Login login(Exchange exchange) throws RabbitError {
        String header = exchange.header("Authorization").orElse("");
        if (!header.startsWith("Basic ")) {
            throw RabbitError.notAuthorised("Login failed");
        }
        String[] pair = decode(header.substring("Basic ".length())).split(":", 2);
        Optional<BrokerUser> user = pair.length == 2 ? accounts.user(pair[0]).filter(u -> u.accepts(pair[1])) : Optional.empty();
        if (user.isEmpty()) {
            throw new RabbitError(401, "not_authorized", "Login failed");
        }
        return new Login(user.get(), pair[1]);
    }

    private static String decode(String base64) throws RabbitError {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RabbitError.notAuthorised("Login failed");
        }
    }

    private static void allow(BrokerUser user, Level level) throws RabbitError {
        if (!user.management()) {
            throw RabbitError.notAuthorised("Not management user");
        }
        boolean may = switch (level) {
            case MANAGEMENT -> true;
            case MONITORING -> user.monitoring();
            case ADMINISTRATOR -> user.administrator();
        };
        if (!may) {
            throw RabbitError.notAuthorised(level == Level.ADMINISTRATOR ? "Not administrator user" : "Not monitor user");
        }
    }
}
