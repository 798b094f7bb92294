package org.campanile.demolab.murano;

import java.util.Optional;

import com.google.gson.JsonObject;
import org.campanile.demolab.cloud.Json;

/** What murano-api does with messages of the conductor (protocol document, section 1.7). Thread-safe. */
final class MuranoInbox implements MuranoRun.Outlet {

    private final MuranoTables tables;

    MuranoInbox(MuranoTables tables) {
        this.tables = tables;
    }

    @Override
    public void report(JsonObject report) {
        tables.turn.lock();
        try {
            tables.deploymentsOf(Json.text(report, "environment_id")).stream().findFirst().ifPresent(d -> write(Json.text(d, "id"), report));
        } finally {
            tables.turn.unlock();
        }
    }

    private void write(String deployment, JsonObject report) {
        String now = MuranoTables.now();
        tables.reports.put(Json.obj("id", ServiceTree.id(), "deployment_id", deployment, "entity", report.get("entity"), "entity_id", report.get("id"),
                "level", report.get("level"), "text", report.get("text"), "details", report.get("details"), "created", now, "updated", now));
    }

    @Override
    public void result(JsonObject result) {
        String id = Json.text(result, "id");
        tables.turn.lock();
        try {
            Optional<JsonObject> environment = tables.environments.get(id);
            if (environment.isEmpty() || result.has("deleted")) {
                return;
            }
            tables.sessionsOf(environment.get(), "deploying").forEach(s -> tables.sessions.update(Json.text(s, "id"),
                    row -> row.addProperty("state", "deployed")));
            tables.deploymentsOf(id).stream().filter(d -> Json.text(d, "finished").isEmpty()).findFirst().ifPresent(d -> {
                String deployment = Json.text(d, "id");
                boolean errors = tables.reportsOf(deployment).stream().anyMatch(r -> Json.text(r, "level").equals("error"));
                write(deployment, Json.obj("id", null, "entity", null, "level", "info", "text", errors ? "Deployment finished with errors" : "Deployment finished",
                        "details", null));
                tables.deployments.update(deployment, row -> row.addProperty("finished", MuranoTables.now()));
            });
            tables.environments.update(id, e -> {
                e.add("services", Json.array(result, "services"));
                e.addProperty("version", Json.number(e, "version", 0) + 1);
                e.addProperty("updated", MuranoTables.now());
            });
        } finally {
            tables.turn.unlock();
        }
    }
}
