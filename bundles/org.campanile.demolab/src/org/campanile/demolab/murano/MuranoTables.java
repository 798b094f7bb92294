package org.campanile.demolab.murano;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import com.google.gson.JsonObject;
import org.campanile.demolab.cloud.DemoState;
import org.campanile.demolab.cloud.Json;
import org.campanile.demolab.cloud.Table;

/** Murano's tables and what is computed from them: the state of an environment, a session and a deployment (sections 1.3 to 1.6). */
final class MuranoTables {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    final Table environments;
    final Table sessions;
    final Table deployments;
    final Table reports;
    /** Held by whoever reads and writes in one go; handlers publish inside, so it is no monitor, inside which a virtual thread of Java 21 keeps its carrier. */
    final ReentrantLock turn = new ReentrantLock();

    MuranoTables(DemoState state) {
        environments = state.table("murano_environments");
        sessions = state.table("murano_sessions");
        deployments = state.table("murano_deployments");
        reports = state.table("murano_reports");
    }

    /** Now as Murano's database writes it. */
    static String now() {
        return TIME.format(LocalDateTime.now(ZoneOffset.UTC));
    }

    List<JsonObject> sessionsOf(JsonObject environment, String state) {
        int version = Json.number(environment, "version", 0);
        return sessions.where(s -> Json.text(s, "environment_id").equals(Json.text(environment, "id")) && Json.number(s, "version", 0) == version
                && Json.text(s, "state").equals(state));
    }

    String status(JsonObject environment) {
        return !sessionsOf(environment, "deploying").isEmpty() ? "deploying" : !sessionsOf(environment, "open").isEmpty() ? "pending" : "ready";
    }

    /** Whether a session may still be worked with. */
    boolean valid(JsonObject session) {
        JsonObject environment = environments.get(Json.text(session, "environment_id")).orElse(null);
        return environment != null && Json.number(environment, "version", 0) <= Json.number(session, "version", 0)
                && !(Json.text(session, "state").equals("open") && !sessionsOf(environment, "deploying").isEmpty());
    }

    String deploymentState(JsonObject deployment) {
        List<String> levels = reportsOf(Json.text(deployment, "id")).stream().map(r -> Json.text(r, "level")).toList();
        String with = levels.contains("error") ? "_w_errors" : levels.contains("warning") ? "_w_warnings" : "";
        if (Json.text(deployment, "finished").isEmpty()) {
            return "running" + with;
        }
        return with.isEmpty() ? "success" : "completed" + with;
    }

    List<JsonObject> reportsOf(String deployment) {
        return reports.where("deployment_id", deployment);
    }

    /** The deployments of an environment, newest first. */
    List<JsonObject> deploymentsOf(String environment) {
        return deployments.where("environment_id", environment).reversed();
    }

    /** Removes an environment with all that hangs on it. */
    void remove(String environment) {
        deploymentsOf(environment).forEach(d -> reports.removeIf(r -> Json.text(r, "deployment_id").equals(Json.text(d, "id"))));
        deployments.removeIf(d -> Json.text(d, "environment_id").equals(environment));
        sessions.removeIf(s -> Json.text(s, "environment_id").equals(environment));
        environments.remove(environment);
    }
}
