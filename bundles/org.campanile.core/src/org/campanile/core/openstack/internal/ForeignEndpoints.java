package org.campanile.core.openstack.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Takes out of catalogues what openstack4j cannot hold: it keeps addresses as {@code URL}, which knows few protocols, so that one endpoint of Zaqar's over WebSocket
 * ({@code ws://}) would fail every login. None of them is one of a service that Campanile speaks to.
 */
final class ForeignEndpoints {

    private ForeignEndpoints() {
    }

    /** @param body the answer's body, which may be changed */
    static Answer without(Answer answer, JsonObject body) {
        List<JsonArray> lists = new ArrayList<>();
        if (body.get("endpoints") instanceof JsonArray endpoints) {
            lists.add(endpoints);
        }
        if (body.get("token") instanceof JsonObject token && token.get("catalog") instanceof JsonArray catalogue) {
            for (JsonElement service : catalogue) {
                if (service instanceof JsonObject one && one.get("endpoints") instanceof JsonArray endpoints) {
                    lists.add(endpoints);
                }
            }
        }
        boolean changed = false;
        for (JsonArray endpoints : lists) {
            List<JsonElement> foreign = endpoints.asList().stream().filter(ForeignEndpoints::foreign).toList();
            foreign.forEach(endpoints::remove);
            changed |= !foreign.isEmpty();
        }
        return changed ? new Answer(answer.call(), answer.status(), answer.headers(), body.toString().getBytes(StandardCharsets.UTF_8)) : answer;
    }

    private static boolean foreign(JsonElement endpoint) {
        return endpoint instanceof JsonObject one && Json.text(one, "url").matches("(?i)(?!https?:)[a-z][a-z0-9+.-]*://.*");
    }
}
