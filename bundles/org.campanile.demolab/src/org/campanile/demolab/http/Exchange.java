package org.campanile.demolab.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;

/**
 * One request as a handler sees it.
 *
 * @param raw the exchange underneath, for streaming
 * @param path path without query, percent-decoded
 * @param groups what the groups of the route's expression matched, from 0
 */
public record Exchange(HttpExchange raw, String path, List<String> groups) {

    /** Group {@code index} of the route's expression, from 0. */
    public String group(int index) {
        return groups.get(index);
    }

    /** First value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(raw.getRequestHeaders().getFirst(name));
    }

    /** Query parameters, percent-decoded, the last of equal names. */
    public Map<String, String> query() {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = raw.getRequestURI().getRawQuery();
        if (query != null) {
            for (String pair : query.split("&")) {
                int eq = pair.indexOf('=');
                String name = eq < 0 ? pair : pair.substring(0, eq);
                parameters.put(decode(name), eq < 0 ? "" : decode(pair.substring(eq + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String s) {
        return URLDecoder.decode(s, StandardCharsets.UTF_8);
    }

    /** The body as a stream. */
    public InputStream body() {
        return raw.getRequestBody();
    }

    /** The whole body as text. */
    public String text() throws IOException {
        return new String(raw.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The whole body as JSON; throws Gson's {@code JsonParseException} when it is none, which becomes a 400. */
    public JsonElement json() throws IOException {
        return JsonParser.parseString(text());
    }
}
