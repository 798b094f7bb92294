package org.campanile.demolab.cloud;

import java.io.IOException;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import org.campanile.demolab.http.Exchange;

/** A request of a known caller. */
record Call(Exchange exchange, Token token) {

    String group(int index) {
        return exchange.group(index);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(exchange.query().get(name));
    }

    String projectId() {
        return token.projectId();
    }

    boolean admin() {
        return token.has("admin");
    }

    /** Refuses everybody but an admin, in the words given. */
    void needAdmin(String words) {
        if (!admin()) {
            throw ApiError.forbidden(words);
        }
    }

    /** Whether the caller may see a row of this project. */
    boolean owns(JsonObject row) {
        String owner = row.has("project_id") ? Json.text(row, "project_id") : Json.text(row, "tenant_id");
        return admin() || owner.equals(projectId());
    }

    /** The body as an object; an absent body is an empty one. */
    JsonObject body() throws IOException {
        String text = exchange.text();
        if (text.isBlank()) {
            return new JsonObject();
        }
        try {
            return com.google.gson.JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw ApiError.badRequest("Malformed request body: " + e.getMessage());
        }
    }

    /** One member of the body that has to be an object. */
    JsonObject body(String key) throws IOException {
        JsonElement inner = body().get(key);
        if (inner instanceof JsonObject o) {
            return o;
        }
        throw ApiError.badRequest("Invalid input for field/attribute " + key + ": it is required and has to be an object.");
    }
}
