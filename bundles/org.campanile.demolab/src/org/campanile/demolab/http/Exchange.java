package org.campanile.demolab.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private static final int BODY_LIMIT = 16 << 20;

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

    /** All values of one query parameter, percent-decoded, in order. */
    public List<String> queryAll(String name) {
        String query = raw.getRequestURI().getRawQuery();
        return query == null ? List.of() : Arrays.stream(query.split("&")).filter(p -> p.startsWith(name + "="))
                .map(p -> decode(p.substring(name.length() + 1))).toList();
    }

    private static String decode(String s) {
        return URLDecoder.decode(s, StandardCharsets.UTF_8);
    }

    /** The body as a stream. */
    public InputStream body() {
        return raw.getRequestBody();
    }

    /** The whole body as text; one over 16 MiB is refused with an {@code IllegalStateException}, which becomes a 400. */
    public String text() throws IOException {
        byte[] bytes = raw.getRequestBody().readNBytes(BODY_LIMIT + 1);
        if (bytes.length > BODY_LIMIT) {
            throw new IllegalStateException("the body is larger than " + BODY_LIMIT + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The whole body as JSON; throws Gson's {@code JsonParseException} when it is none, which becomes a 400. */
    public JsonElement json() throws IOException {
        return JsonParser.parseString(text());
    }
}
