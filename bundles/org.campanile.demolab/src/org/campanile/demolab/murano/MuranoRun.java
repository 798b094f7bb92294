package org.campanile.demolab.murano;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.campanile.demolab.cloud.Clock;
import org.campanile.demolab.cloud.Json;
import org.campanile.demolab.http.Faults;

/**
 * What stands for the conductor's rules: a task walks through its services and units and reports each, then the result goes out. Units whose service
 * names an image get real servers, in one stack of Heat, and their agents a plan that has to be answered; the wait for an answer has no end, as in
 * Murano 0.2. A service whose name a {@link org.campanile.demolab.http.ResourceFault} of type {@code Murano::Service} hits reports an error.
 */
final class MuranoRun {

    /** Where reports and the result go. */
    interface Outlet {
        void report(JsonObject report) throws IOException;

        void result(JsonObject result) throws IOException;
    }

    /** Makes servers and asks their agents. */
    interface Machines {
        /** Builds the stack of these units, or the stack without any; the words of what went wrong, empty when nothing did. */
        String stack(JsonObject task, List<Machine> machines) throws InterruptedException;

        /** Sends the unit's agent a plan and waits for the answer. */
        void ask(Machine machine) throws InterruptedException;
    }

    /** A unit that gets a server. */
    record Machine(String host, String image, String flavor, String queue, String results) {
    }

    private record Built(JsonObject unit, String title, Optional<Machine> machine) {
    }

    private final Clock clock;
    private final Faults faults;

    MuranoRun(Clock clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    /** Does a task to its end. */
    void run(JsonObject task, Outlet out, Optional<Machines> machines) throws InterruptedException, IOException {
        clock.pause(400);
        if (task.has("deleted")) {
            if (machines.isPresent()) {
                machines.get().stack(task, List.of());
            }
        } else {
            walk(task, out, machines);
        }
        task.remove("token");
        out.result(task);
    }

    private void walk(JsonObject task, Outlet out, Optional<Machines> machines) throws InterruptedException, IOException {
        List<Built> built = new ArrayList<>();
        List<JsonObject> well = new ArrayList<>();
        for (JsonElement each : Json.array(task, "services")) {
            JsonObject service = each.getAsJsonObject();
            Optional<String> fault = faults.resourceHit("Murano::Service", Json.text(service, "name"));
            if (fault.isPresent()) {
                report(task, out, "service", Json.text(service, "id"), "error", "Unexpected error has occurred", fault.get());
                continue;
            }
            well.add(service);
            int number = 0;
            for (JsonElement one : Json.array(service, "units")) {
                JsonObject unit = one.getAsJsonObject();
                Built next = new Built(unit, Json.text(unit, "name") + " (" + Json.text(service, "name") + ")", machines.isEmpty() ? Optional.empty()
                        : machine(task, service, unit, ++number));
                report(task, out, "unit", Json.text(unit, "id"), "info", "Creating instance " + next.title(), null);
                built.add(next);
            }
        }
        List<Machine> wanted = built.stream().flatMap(b -> b.machine().stream()).toList();
        String wrong = wanted.isEmpty() ? "" : machines.orElseThrow().stack(task, wanted);
        for (Built b : built) {
            clock.pause(b.machine().isPresent() ? 0 : 800);
            boolean failed = b.machine().isPresent() && !wrong.isEmpty();
            report(task, out, "unit", Json.text(b.unit(), "id"), failed ? "error" : "info", failed ? "Unable to deploy instance " + b.title() + " due to " + wrong
                    : "Instance " + b.title() + " created", null);
            clock.pause(400);
        }
        if (wrong.isEmpty()) {
            for (Machine machine : wanted) {
                machines.orElseThrow().ask(machine);
            }
            for (JsonObject service : well) {
                report(task, out, "service", Json.text(service, "id"), "info", "Service " + Json.text(service, "name") + " deployed", null);
            }
        }
    }

    private static Optional<Machine> machine(JsonObject task, JsonObject service, JsonObject unit, int number) {
        String image = Json.text(Json.object(service, "osImage"), "name");
        if (image.isEmpty()) {
            return Optional.empty();
        }
        String pattern = Json.text(service, "unitNamingPattern");
        String host = pattern.isEmpty() ? Json.text(unit, "name").replaceAll("[^A-Za-z0-9-]", "-") : pattern.replaceFirst("#", String.valueOf(number));
        String environment = Json.text(task, "id");
        String flavor = Json.text(service, "flavor");
        unit.add("state", Json.obj("hostname", host));
        return Optional.of(new Machine(host, image, flavor.isEmpty() ? "m1.medium" : flavor,
                ("e" + environment + "-" + Json.text(service, "id") + "-" + Json.text(unit, "id")).toLowerCase(Locale.ROOT),
                ("-execution-results-e" + environment).toLowerCase(Locale.ROOT)));
    }

    private static void report(JsonObject task, Outlet out, String entity, String id, String level, String text, String details) throws IOException {
        out.report(Json.obj("id", id, "entity", entity, "text", text, "details", details, "level", level, "environment_id", task.get("id")));
    }
}
