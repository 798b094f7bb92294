package org.campanile.core.openstack.internal;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.JsonElement;

/**
 * One HTTP request to be made.
 *
 * @param doing the activity, for a failure's text
 * @param body what is sent; may be asked for again when the request is repeated after a 401
 */
record Call(String doing, String method, URI uri, Map<String, String> headers, BodyPublisher body) {

    Call {
        headers = Map.copyOf(headers);
    }

    static Call get(String doing, URI uri) {
        return new Call(doing, "GET", uri, Map.of(), BodyPublishers.noBody());
    }

    static Call delete(String doing, URI uri) {
        return new Call(doing, "DELETE", uri, Map.of(), BodyPublishers.noBody());
    }

    static Call json(String doing, String method, URI uri, JsonElement body) {
        return new Call(doing, method, uri, Map.of("Content-Type", "application/json"),
                BodyPublishers.ofByteArray(body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The same with one header more, or another value of it. */
    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(doing, method, uri, more, body);
    }

    Call at(URI elsewhere) {
        return new Call(doing, method, elsewhere, headers, body);
    }

    /** Without headers and body, which hold tokens and passwords. */
    @Override
    public String toString() {
        return "Call[" + subject() + "]";
    }

    /** Method and address without the query, which may hold ids only, but is of no use to the reader. */
    String subject() {
        String text = uri.toString();
        int query = text.indexOf('?');
        return method + ' ' + (query < 0 ? text : text.substring(0, query));
    }
}
