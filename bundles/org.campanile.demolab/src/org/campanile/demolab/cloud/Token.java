package org.campanile.demolab.cloud;

import java.time.Instant;
import java.util.List;

import com.google.gson.JsonObject;

/**
 * A token Keystone gave out.
 *
 * @param id the secret value itself; not printed
 * @param user row of the user
 * @param project row of the project, or {@code null}
 * @param domain row of the domain it is scoped to, or {@code null}
 * @param roles rows of the roles held in that scope
 * @param methods how the user proved himself
 * @param issued since when
 * @param expires until when
 */
public record Token(String id, JsonObject user, JsonObject project, JsonObject domain, List<JsonObject> roles, List<String> methods,
        Instant issued, Instant expires) {

    /** Id of the user. */
    public String userId() {
        return Json.text(user, "id");
    }

    /** Id of the project, empty when not scoped to one. */
    public String projectId() {
        return project == null ? "" : Json.text(project, "id");
    }

    /** Whether the role is held. */
    public boolean has(String role) {
        return roles.stream().anyMatch(r -> Json.text(r, "name").equals(role));
    }

    @Override
    public String toString() {
        return "token of " + Json.text(user, "name") + (project == null ? "" : " in " + Json.text(project, "name"));
    }
}
