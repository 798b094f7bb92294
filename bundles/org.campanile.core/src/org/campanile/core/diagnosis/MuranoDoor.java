package org.campanile.core.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoComponent;
import org.campanile.core.murano.MuranoDeployment;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.murano.MuranoReport;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** What a diagnosis reads of a Murano service, as facts. Blocks; worker threads only. */
final class MuranoDoor {

    private final MuranoApi api;

    private MuranoDoor(MuranoApi api) {
        this.api = api;
    }

    /** The lab's Murano, asked whether it answers just now. */
    static MuranoDoor open(LabSession session, Task task) throws FailureException {
        MuranoDoor door = new MuranoDoor(session.murano(task));
        door.api.environments(task);
        return door;
    }

    /** The service itself. */
    MuranoApi api() {
        return api;
    }

    /** The services of an environment; before the first deployment has ended, those that are being deployed. */
    List<JsonObject> services(String id, Task task) throws FailureException {
        MuranoEnvironment now = api.environment(id, task);
        List<MuranoComponent> all = now.components().isEmpty() ? api.deployed(id, task) : now.components();
        return all.stream().map(MuranoComponent::json).toList();
    }

    /** The newest deployment with its reports, if there was one. */
    Optional<Fact.Deployment> deployment(String environment, Task task) throws FailureException {
        List<MuranoDeployment> all = api.deployments(environment, task);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        MuranoDeployment newest = all.getFirst();
        List<Fact.Report> reports = new ArrayList<>();
        Instant last = newest.started();
        for (MuranoReport r : api.reports(environment, newest.id(), task)) {
            reports.add(new Fact.Report(r.level(), r.text(), r.details()));
            last = r.at().isAfter(last) ? r.at() : last;
        }
        if (!newest.error().isEmpty() && reports.stream().noneMatch(r -> r.text().contains(newest.error()))) {
            reports.add(new Fact.Report("error", "Unexpected error has occurred", newest.error()));
        }
        Duration quiet = Duration.between(last, Instant.now());
        // Later releases call also a deployment a success that ended with an exception.
        String state = !newest.error().isEmpty() && newest.state().equals("success") ? "failed" : newest.state();
        return Optional.of(new Fact.Deployment(state, newest.running(), quiet.isNegative() ? Duration.ZERO : quiet, reports));
    }

    static String text(JsonElement of, String key) {
        JsonElement value = of instanceof JsonObject o ? o.get(key) : null;
        return value == null || value.isJsonNull() ? "" : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    static JsonArray array(JsonElement of, String key) {
        return of instanceof JsonObject o && o.get(key) instanceof JsonArray a ? a : new JsonArray();
    }
}
