package org.campanile.demolab.servicemanager;

import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Fixed documents of sm-api (protocol document, sections 1, 2 and 7). */
final class Documents {

    private static final List<String> COLLECTIONS = List.of("nodes", "services", "servicenode", "service_groups", "sm_sda");

    private Documents() {
    }

    static JsonObject root() {
        JsonObject version = Row.of("id", "v1");
        JsonArray versions = new JsonArray();
        versions.add(version);
        JsonObject root = Row.of("name", "StarlingX SM API", "description", "Service Manager of the demo lab");
        root.add("version", versions);
        root.add("default_version", version.deepCopy());
        return root;
    }

    static JsonObject v1(String base) {
        JsonObject v1 = Row.of("id", "v1");
        for (String collection : COLLECTIONS) {
            JsonArray links = new JsonArray();
            links.add(Row.of("href", base + "/v1/" + collection + "/", "rel", "self"));
            v1.add(collection, links);
        }
        return v1;
    }

    static JsonObject unauthorized() {
        JsonObject error = new JsonObject();
        error.addProperty("code", 401);
        error.addProperty("title", "Unauthorized");
        error.addProperty("message", "The request you have made requires authentication.");
        JsonObject body = new JsonObject();
        body.add("error", error);
        return body;
    }

    static JsonObject forbidden() {
        return Row.of("faultcode", "Client", "faultstring", "Policy doesn't allow admin_api to be performed.", "debuginfo", null);
    }

    static JsonObject fault(String path) {
        return Row.of("faultcode", "Client", "faultstring", isKnown(path) ? "Method not allowed." : "Not found.", "debuginfo", null);
    }

    /** Whether the path is one of the API's, so that only the method can be wrong. */
    static boolean isKnown(String path) {
        return path.equals("/") || path.equals("/v1") || COLLECTIONS.stream().anyMatch(c -> path.startsWith("/v1/" + c));
    }
}
