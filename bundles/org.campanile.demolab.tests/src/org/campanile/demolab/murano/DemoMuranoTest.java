package org.campanile.demolab.murano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.campanile.demolab.Client;
import org.campanile.demolab.Client.Reply;
import org.campanile.demolab.cloud.Clock;
import org.campanile.demolab.cloud.CloudOptions;
import org.campanile.demolab.cloud.DemoCloud;
import org.campanile.demolab.cloud.DemoState;
import org.campanile.demolab.cloud.Json;
import org.campanile.demolab.http.Faults;
import org.campanile.demolab.http.ResourceFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Murano 0.2 API with its quirks (protocol document, section 1). */
class DemoMuranoTest {

    private static final String SESSION = "X-Configuration-Session";

    private final Faults faults = new Faults();
    private final Client client = new Client();
    private DemoState state;
    private Clock clock;
    private DemoCloud cloud;
    private DemoMurano murano;
    private String env;

    @BeforeEach
    void start() throws Exception {
        begin(0.1);
    }

    private void begin(double scale) throws Exception {
        state = DemoState.thrownAway();
        clock = new Clock(scale);
        cloud = new DemoCloud(new CloudOptions(Map.of(), 3, Duration.ofHours(1)), state, clock, faults);
        murano = new DemoMurano(0, state, cloud.tokens(), clock, faults);
        client.login(cloud.urls().get("identity") + "/v3", "admin", "admin-secret", "admin");
        Reply made = client.send("POST", murano.url() + "/environments", "{\"name\":\"lab1\"}");
        assertEquals(200, made.status());
        assertFalse(made.json().has("status"), "a new environment comes without a status");
        env = murano.url() + "/environments/" + Json.text(made.json(), "id");
    }

    @AfterEach
    void stop() throws Exception {
        end();
        client.close();
    }

    private void end() throws Exception {
        murano.close();
        cloud.close();
        clock.close();
        state.close();
    }

    private String configure() throws Exception {
        return Json.text(client.send("POST", env + "/configure", null).json(), "id");
    }

    @Test
    void aDeploymentRunsAndTheSessionEndsIn403() throws Exception {
        String session = configure();
        assertEquals("pending", Json.text(client.get(env).json(), "status"));
        Reply added = client.send("POST", env + "/services", "{\"type\":\"activeDirectory\",\"name\":\"dc\",\"adminPassword\":\"P@ss\",\"units\":[{},{}]}", SESSION, session);
        assertEquals(200, added.status());
        String service = Json.text(added.json(), "id");
        assertTrue(service.matches("[0-9a-f]{32}"), service);
        assertEquals("dc_instance_1", Json.text(added.json().getAsJsonArray("units").get(1).getAsJsonObject(), "name"));
        Reply deployed = client.send("POST", env + "/sessions/" + session + "/deploy", null);
        assertEquals(200, deployed.status());
        assertEquals("", deployed.body());
        client.until(env + "/sessions/" + session, r -> r.status() == 403);
        JsonObject after = client.get(env).json();
        assertEquals("ready", Json.text(after, "status"));
        assertEquals(1, Json.number(after, "version", 0));
        JsonObject deployment = client.get(env + "/deployments").json().getAsJsonArray("deployments").get(0).getAsJsonObject();
        assertEquals("success", Json.text(deployment, "state"));
        assertTrue(deployment.toString().contains("*** SANITIZED ***") && !deployment.toString().contains("P@ss"), deployment.toString());
        String reports = env + "/deployments/" + Json.text(deployment, "id");
        JsonArray all = client.get(reports).json().getAsJsonArray("reports");
        assertEquals("Deployment scheduled", Json.text(all.get(0).getAsJsonObject(), "text"));
        assertEquals("Deployment finished", Json.text(all.get(all.size() - 1).getAsJsonObject(), "text"));
        assertEquals(5, client.get(reports + "?service_id=" + service).json().getAsJsonArray("reports").size());
        assertEquals(0, client.get(reports + "?service_id=unknown").json().getAsJsonArray("reports").size());
        assertEquals("Service dc deployed", Json.text(client.get(env + "/lastStatus").json().getAsJsonObject("lastStatuses").getAsJsonObject(service), "text"));
    }

    @Test
    void whileItDeploysNobodyConfiguresItAndTheSessionIsThere() throws Exception {
        end();
        // A deployment that never ends.
        begin(1_000_000);
        String session = configure();
        client.send("POST", env + "/services", "{\"name\":\"dc\",\"units\":[{}]}", SESSION, session);
        assertEquals(200, client.send("POST", env + "/sessions/" + session + "/deploy", null).status());
        assertEquals("deploying", Json.text(client.get(env).json(), "status"));
        assertEquals(403, client.send("POST", env + "/configure", null).status(), "not while it deploys");
        assertEquals(200, client.get(env + "/sessions/" + session).status());
    }

    @Test
    void anErrorIsReportedAndCounted() throws Exception {
        faults.add(ResourceFault.of("Murano::Service", "dc", "stack failed", 1));
        String session = configure();
        client.send("POST", env + "/services", "{\"name\":\"dc\",\"units\":[{}]}", SESSION, session);
        client.send("POST", env + "/sessions/" + session + "/deploy", null);
        client.until(env + "/sessions/" + session, r -> r.status() == 403);
        assertTrue(client.get(env + "/deployments").body().contains("completed_w_errors"));
    }

    @Test
    void pathsIntoServicesWalkAndRefuseAsMuranoDoes() throws Exception {
        String session = configure();
        String service = Json.text(client.send("POST", env + "/services", "[{\"name\":\"web\",\"units\":[{\"name\":\"u\"}]}]", SESSION, session).raw().body().isEmpty() ? new JsonObject()
                : client.get(env + "/services/0", SESSION, session).json(), "id");
        assertEquals("\"u\"", client.get(env + "/services/" + service + "/units/0/name", SESSION, session).body());
        assertEquals(200, client.send("PUT", env + "/services/" + service + "/port", "8080", SESSION, session).status());
        assertEquals("8080", client.get(env + "/services/" + service + "/port", SESSION, session).body());
        assertEquals(500, client.send("PUT", env + "/services/" + service, "{}", SESSION, session).status());
        assertEquals(404, client.get(env + "/services/" + service + "/nothing", SESSION, session).status());
        Reply unknown = client.get(env + "/services/unknown", SESSION, session);
        assertEquals(200, unknown.status());
        assertEquals("", unknown.body());
        assertEquals(403, client.send("POST", env + "/services", "{\"name\":\"x\"}").status(), "no session");
        assertEquals(404, client.send("POST", env + "/services", "{\"units\":[{}]}", SESSION, session).status(), "units without a name");
        assertEquals(0, JsonParser.parseString(client.get(env + "/services").body()).getAsJsonArray().size(), "the deployed state is still empty");
        assertEquals(200, client.send("DELETE", env + "/services/" + service, null, SESSION, session).status());
        assertEquals(404, client.send("DELETE", env + "/services/" + service, null, SESSION, session).status());
    }

    @Test
    void errorsArePlainTextAndStatusesItsOwn() throws Exception {
        assertEquals(404, client.get(murano.url() + "/environments/").status(), "a trailing slash is not taken");
        Reply missing = client.get(murano.url() + "/environments/nope");
        assertEquals(404, missing.status());
        assertTrue(missing.raw().headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
        assertEquals(500, client.send("POST", murano.url() + "/environments", "{}").status());
        assertEquals(400, client.send("POST", murano.url() + "/environments", "{").status());
        assertEquals(415, client.send("POST", murano.url() + "/environments", "x", "Content-Type", "text/csv").status());
        try (Client demo = new Client().login(cloud.urls().get("identity") + "/v3", "demo", "demo-secret", "demo")) {
            assertEquals(401, demo.get(env).status());
            assertEquals(0, demo.get(murano.url() + "/environments").json().getAsJsonArray("environments").size());
        }
        assertEquals(401, client.with("bad").get(env).status());
    }
}
