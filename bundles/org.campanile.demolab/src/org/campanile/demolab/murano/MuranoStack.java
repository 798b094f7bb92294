package org.campanile.demolab.murano;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.campanile.demolab.cloud.Clock;
import org.campanile.demolab.cloud.Json;

/** The stack {@code e<environment>} of a task, over Heat's API with the caller's token (protocol document, sections 4.1 and 4.3). Blocks. */
final class MuranoStack implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Supplier<String> heat;
    private final Supplier<MuranoBroker> broker;
    private final Clock clock;
    private HttpClient http;

    MuranoStack(Supplier<String> heat, Supplier<MuranoBroker> broker, Clock clock) {
        this.heat = heat;
        this.broker = broker;
        this.clock = clock;
    }

    /** Creates or updates the stack, or deletes it when there is no machine; the words of what went wrong, empty when nothing did. */
    String build(JsonObject task, List<MuranoRun.Machine> machines) throws InterruptedException {
        String name = "e" + Json.text(task, "id");
        String token = Json.text(task, "token");
        String stacks = heat.get() + "/v1/" + Json.text(task, "tenant_id") + "/stacks";
        try {
            HttpResponse<String> found = send("GET", stacks + "/" + name, token, "");
            String id = found.statusCode() == 200 ? Json.text(stack(found), "id") : "";
            if (machines.isEmpty()) {
                if (!id.isEmpty()) {
                    send("DELETE", stacks + "/" + name + "/" + id, token, "");
                }
                return "";
            }
            JsonObject draft = Json.obj("stack_name", name, "template", template(name, machines), "timeout_mins", 60, "disable_rollback", true);
            HttpResponse<String> asked = id.isEmpty() ? send("POST", stacks, token, draft.toString()) : send("PUT", stacks + "/" + name + "/" + id, token, draft.toString());
            if (asked.statusCode() / 100 != 2) {
                return "HTTP " + asked.statusCode() + ": " + asked.body();
            }
            while (true) {
                clock.pause(500);
                HttpResponse<String> now = send("GET", stacks + "/" + name, token, "");
                String status = now.statusCode() == 200 ? Json.text(stack(now), "stack_status") : "NOT_FOUND";
                if (!status.endsWith("_IN_PROGRESS")) {
                    return status.endsWith("_COMPLETE") && !status.startsWith("ROLLBACK") ? "" : "Unexpected stack state " + status;
                }
            }
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static JsonObject stack(HttpResponse<String> answer) {
        return Json.object(JsonParser.parseString(answer.body()).getAsJsonObject(), "stack");
    }

    private HttpResponse<String> send(String method, String url, String token, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).header("X-Auth-Token", token).header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = client().send(request, HttpResponse.BodyHandlers.ofString());
        String moved = answer.statusCode() == 302 ? answer.headers().firstValue("Location").orElse("") : "";
        return moved.isEmpty() ? answer : send(method, moved, token, body);
    }

    /** Made when it is needed first, since most labs never deploy. */
    private synchronized HttpClient client() {
        if (http == null) {
            http = HttpClient.newHttpClient();
        }
        return http;
    }

    private JsonObject template(String stack, List<MuranoRun.Machine> machines) {
        JsonObject resources = new JsonObject();
        for (MuranoRun.Machine m : machines) {
            resources.add(m.host(), Json.obj("type", "OS::Nova::Server", "properties", Json.obj("name", stack + "." + m.host(), "image", m.image(), "flavor",
                    m.flavor(), "networks", Json.arr(Json.obj("network", "private")), "user_data_format", "RAW", "user_data", userData(m))));
        }
        return Json.obj("heat_template_version", "2018-08-31", "resources", resources);
    }

    /** The agent's configuration in a script, values put in without escaping, as Murano 0.2 does (protocol document, section 3.6). */
    private String userData(MuranoRun.Machine machine) {
        MuranoBroker to = broker.get();
        String config = """
                <?xml version="1.0"?>
                <configuration><appSettings>
                <add key="rabbitmq.host" value="%s"/><add key="rabbitmq.port" value="%d"/>
                <add key="rabbitmq.user" value="%s"/><add key="rabbitmq.password" value="%s"/><add key="rabbitmq.vhost" value="%s"/>
                <add key="rabbitmq.inputQueue" value="%s"/><add key="rabbitmq.resultExchange" value=""/>
                <add key="rabbitmq.resultRoutingKey" value="%s"/>
                </appSettings></configuration>
                """.formatted(to.agentHost(), to.port(), to.user(), to.password(), to.vhost(), machine.queue(), machine.results());
        return "#ps1\n$config = '" + Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8)) + "'\n";
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.shutdownNow();
        }
    }
}
