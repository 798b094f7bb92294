package org.campanile.demolab.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonObject;

/** Domains, projects, users, roles and who holds which; also what a new lab has of them. */
final class Directory {

    /** Id of the domain Default. */
    static final String DEFAULT = "default";

    final Table domains;
    final Table projects;
    final Table users;
    final Table roles;
    final Table assignments;
    final Table credentials;

    Directory(DemoState state) {
        domains = state.table("domains");
        projects = state.table("projects");
        users = state.table("users");
        roles = state.table("roles");
        assignments = state.table("role_assignments");
        credentials = state.table("application_credentials");
    }

    /** Domain Default, projects admin, demo and service, roles admin, member and reader, users admin, demo and viewer. */
    void seed() {
        domains.put(Json.obj("id", DEFAULT, "name", "Default", "enabled", true, "description", "The default domain", "tags", Json.arr(), "options",
                Json.obj()));
        for (String role : List.of("reader", "member", "admin", "service")) {
            roles.put(Json.obj("id", Ids.fixed("role:" + role), "name", role, "domain_id", null, "description", null, "options", Json.obj()));
        }
        for (String project : List.of("admin", "demo", "service")) {
            projects.put(Json.obj("id", Ids.fixed("project:" + project), "name", project, "domain_id", DEFAULT, "description", "", "enabled", true,
                    "parent_id", DEFAULT, "is_domain", false, "tags", Json.arr(), "options", Json.obj()));
        }
        user("admin", "admin-secret", "admin", "admin", "member", "reader");
        user("demo", "demo-secret", "demo", "member", "reader");
        user("viewer", "viewer-secret", "demo", "reader");
        assign(Ids.fixed("user:admin"), "domain", DEFAULT, Ids.fixed("role:admin"));
    }

    private void user(String name, String password, String project, String... held) {
        String id = Ids.fixed("user:" + name);
        users.put(Json.obj("id", id, "name", name, "domain_id", DEFAULT, "enabled", true, "password_expires_at", null, "options", Json.obj(), "hash",
                Passwords.hash(password)));
        for (String role : held) {
            assign(id, "project", Ids.fixed("project:" + project), Ids.fixed("role:" + role));
        }
    }

    /** Gives a role; {@code scope} is {@code project} or {@code domain}. */
    void assign(String user, String scope, String target, String role) {
        assignments.put(Json.obj("id", key(user, scope, target, role), "user", user, "scope", scope, "target", target, "role", role));
    }

    /** Takes a role; answers whether it was held. */
    boolean unassign(String user, String scope, String target, String role) {
        return assignments.remove(key(user, scope, target, role));
    }

    /** Whether the role is held. */
    boolean assigned(String user, String scope, String target, String role) {
        return assignments.get(key(user, scope, target, role)).isPresent();
    }

    private static String key(String user, String scope, String target, String role) {
        return user + "/" + scope + "/" + target + "/" + role;
    }

    /** The roles a user holds in a project or domain; admin brings member, and member reader, along. */
    List<JsonObject> rolesOf(String user, String scope, String target) {
        List<String> names = new ArrayList<>();
        for (JsonObject a : assignments.where("user", user)) {
            if (Json.text(a, "scope").equals(scope) && Json.text(a, "target").equals(target)) {
                roles.get(Json.text(a, "role")).ifPresent(r -> names.add(Json.text(r, "name")));
            }
        }
        if (names.contains("admin") && !names.contains("member")) {
            names.add("member");
        }
        if (names.contains("member") && !names.contains("reader")) {
            names.add("reader");
        }
        return names.stream().flatMap(n -> roles.where("name", n).stream()).toList();
    }

    /** The projects in which a user holds a role. */
    List<JsonObject> projectsOf(String user) {
        return projects.where(p -> Json.flag(p, "enabled") && !rolesOf(user, "project", Json.text(p, "id")).isEmpty());
    }

    /** The domain meant by {@code {"id"}} or {@code {"name"}}. */
    Optional<JsonObject> domain(JsonObject ref) {
        return ref.has("id") ? domains.get(Json.text(ref, "id")) : domains.where("name", Json.text(ref, "name")).stream().findFirst();
    }

    /** The user or project meant by {@code {"id"}} or {@code {"name","domain":{…}}}. */
    Optional<JsonObject> find(Table table, JsonObject ref) {
        if (ref.has("id")) {
            return table.get(Json.text(ref, "id"));
        }
        return domain(Json.object(ref, "domain")).flatMap(d -> table.where("name", Json.text(ref, "name")).stream()
                .filter(row -> Json.text(row, "domain_id").equals(Json.text(d, "id"))).findFirst());
    }
}
