package org.campanile.demolab.murano;

import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.campanile.demolab.cloud.Clock;
import org.campanile.demolab.cloud.Json;
import org.campanile.demolab.http.Faults;

/**
 * What stands for the conductor: a deployment walks through its units and reports each, then the result arrives, as section 1.7 of the
 * protocol document says. A service whose name a {@link org.campanile.demolab.http.ResourceFault} of type {@code Murano::Service} hits
 * reports an error.
 */
final class MuranoRun {

    private final MuranoTables tables;
    private final Clock clock;
    private final Faults faults;

    MuranoRun(MuranoTables tables, Clock clock, Faults faults) {
        this.tables = tables;
        this.clock = clock;
        this.faults = faults;
    }

    /** Begins a deployment; {@code description} is what is deployed. */
    void begin(String environment, String session, String deployment, JsonObject description) {
        report(deployment, null, null, "info", "Deployment scheduled", null);
        clock.run(() -> {
            try {
                clock.pause(400);
                boolean errors = walk(deployment, description);
                finish(environment, session, deployment, description, errors);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean walk(String deployment, JsonObject description) throws InterruptedException {
        boolean errors = false;
        for (JsonElement each : Json.array(description, "services")) {
            JsonObject service = each.getAsJsonObject();
            String name = Json.text(service, "name");
            Optional<String> fault = faults.resourceHit("Murano::Service", name);
            if (fault.isPresent()) {
                report(deployment, "service", Json.text(service, "id"), "error", "Unexpected error has occurred", fault.get());
                errors = true;
                continue;
            }
            for (JsonElement one : Json.array(service, "units")) {
                JsonObject unit = one.getAsJsonObject();
                String title = Json.text(unit, "name") + " (" + name + ")";
                report(deployment, "unit", Json.text(unit, "id"), "info", "Creating instance " + title, null);
                clock.pause(800);
                report(deployment, "unit", Json.text(unit, "id"), "info", "Instance " + title + " created", null);
                clock.pause(400);
            }
            report(deployment, "service", Json.text(service, "id"), "info", "Service " + name + " deployed", null);
        }
        return errors;
    }

    private void report(String deployment, String entity, String entityId, String level, String text, String details) {
        String now = MuranoTables.now();
        tables.reports.put(Json.obj("id", ServiceTree.id(), "deployment_id", deployment, "entity", entity, "entity_id", entityId, "level", level, "text", text,
                "details", details, "created", now, "updated", now));
    }

    private void finish(String environment, String session, String deployment, JsonObject description, boolean errors) {
        synchronized (tables) {
            if (tables.environments.get(environment).isEmpty()) {
                tables.reports.removeIf(r -> Json.text(r, "deployment_id").equals(deployment));
                return;
            }
            report(deployment, null, null, "info", errors ? "Deployment finished with errors" : "Deployment finished", null);
            tables.deployments.update(deployment, d -> d.addProperty("finished", MuranoTables.now()));
            tables.sessions.update(session, s -> s.addProperty("state", "deployed"));
            tables.environments.update(environment, e -> {
                e.add("services", Json.array(description, "services"));
                e.addProperty("version", Json.number(e, "version", 0) + 1);
                e.addProperty("updated", MuranoTables.now());
            });
        }
    }
}
