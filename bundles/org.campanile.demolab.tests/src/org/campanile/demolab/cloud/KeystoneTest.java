package org.campanile.demolab.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import com.google.gson.JsonObject;
import org.campanile.demolab.Client;
import org.campanile.demolab.Client.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins, scopes, tokens and records of the demo lab's Keystone. */
class KeystoneTest {

    private CloudLab lab;

    @BeforeEach
    void start() throws Exception {
        lab = new CloudLab();
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    private Reply auth(Client client, String identity, String scope) throws Exception {
        return client.send("POST", lab.keystone() + "/auth/tokens", "{\"auth\":{\"identity\":" + identity + (scope.isEmpty() ? "" : ",\"scope\":" + scope) + "}}");
    }

    @Test
    void aWrongPasswordIsA401InKeystonesWords() throws Exception {
        try (Client nobody = new Client()) {
            Reply reply = auth(nobody, "{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"admin\",\"password\":\"no\",\"domain\":{\"id\":\"default\"}}}}", "");
            assertEquals(401, reply.status());
            assertEquals("The request you have made requires authentication.", reply.json().getAsJsonObject("error").get("message").getAsString());
        }
    }

    @Test
    void anUnscopedTokenHasNoCatalogAndCanBeRescoped() throws Exception {
        try (Client demo = new Client()) {
            Reply first = auth(demo, "{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"demo\",\"password\":\"demo-secret\",\"domain\":{\"id\":\"default\"}}}}", "");
            assertEquals(201, first.status());
            assertFalse(first.json().getAsJsonObject("token").has("catalog"));
            String token = first.raw().headers().firstValue("X-Subject-Token").orElseThrow();
            Reply second = auth(demo, "{\"methods\":[\"token\"],\"token\":{\"id\":\"" + token + "\"}}", "{\"project\":{\"name\":\"demo\",\"domain\":{\"id\":\"default\"}}}");
            assertEquals(201, second.status());
            assertEquals("demo", second.json().getAsJsonObject("token").getAsJsonObject("project").get("name").getAsString());
            assertTrue(second.body().contains("\"orchestration\""), second.body());
            assertTrue(second.body().contains("/v1/" + Ids.fixed("project:demo")), "the project is filled into Heat's address");
            assertEquals(401, auth(demo, "{\"methods\":[\"token\"],\"token\":{\"id\":\"" + token + "\"}}",
                    "{\"project\":{\"name\":\"admin\",\"domain\":{\"id\":\"default\"}}}").status(), "demo has no role in admin");
        }
    }

    @Test
    void aTokenIsValidatedAndRevoked() throws Exception {
        try (Client demo = new Client().login(lab.keystone(), "demo", "demo-secret", "demo")) {
            String url = lab.keystone() + "/auth/tokens";
            assertEquals(200, lab.admin.get(url, "X-Subject-Token", demo.token()).status());
            assertEquals(204, lab.admin.send("DELETE", url, null, "X-Subject-Token", demo.token()).status());
            assertEquals(404, lab.admin.get(url, "X-Subject-Token", demo.token()).status());
            assertEquals(401, demo.get(lab.url("compute") + "/v2.1/servers").status());
        }
    }

    @Test
    void aTokenExpires() throws Exception {
        try (CloudLab brief = new CloudLab(DemoState.thrownAway(), Duration.ofMillis(700))) {
            String url = brief.url("image") + "/v2/images";
            assertEquals(401, brief.admin.until(url, r -> r.status() != 200).status());
        }
    }

    @Test
    void anApplicationCredentialLogsIn() throws Exception {
        String user = Ids.fixed("user:admin");
        JsonObject made = lab.admin.send("POST", lab.keystone() + "/users/" + user + "/application_credentials", "{\"application_credential\":{\"name\":\"ci\"}}").json()
                .getAsJsonObject("application_credential");
        try (Client client = new Client()) {
            String ref = "{\"methods\":[\"application_credential\"],\"application_credential\":{\"id\":\"" + made.get("id").getAsString() + "\",\"secret\":\"%s\"}}";
            Reply good = auth(client, ref.formatted(made.get("secret").getAsString()), "");
            assertEquals(201, good.status());
            assertEquals("admin", good.json().getAsJsonObject("token").getAsJsonObject("project").get("name").getAsString());
            assertEquals(401, auth(client, ref.formatted("other"), "").status());
        }
        assertFalse(lab.admin.get(lab.keystone() + "/users/" + user + "/application_credentials").body().contains("hash"), "no hash goes out");
    }

    @Test
    void aServiceWithEndpointsAppearsInTheCatalogAndVanishes() throws Exception {
        String id = Json.text(lab.admin.send("POST", lab.keystone() + "/services", "{\"service\":{\"type\":\"murano\",\"name\":\"murano\"}}").json().getAsJsonObject("service"), "id");
        Reply endpoint = lab.admin.send("POST", lab.keystone() + "/endpoints", "{\"endpoint\":{\"service_id\":\"" + id
                + "\",\"interface\":\"public\",\"region\":\"RegionOne\",\"url\":\"http://127.0.0.1:8082\"}}");
        assertEquals(201, endpoint.status());
        assertTrue(lab.admin.get(lab.keystone() + "/auth/catalog").body().contains("http://127.0.0.1:8082"));
        assertEquals(204, lab.admin.send("DELETE", lab.keystone() + "/services/" + id, null).status());
        assertFalse(lab.admin.get(lab.keystone() + "/auth/catalog").body().contains("http://127.0.0.1:8082"));
        assertEquals("Could not find service: " + id + ".", Json.text(lab.admin.get(lab.keystone() + "/services/" + id).json().getAsJsonObject("error"), "message"));
    }

    @Test
    void aNewUserWithARoleLogsInAndAReaderMayNotChange() throws Exception {
        String id = Json.text(lab.admin.send("POST", lab.keystone() + "/users", "{\"user\":{\"name\":\"eve\",\"password\":\"pw\"}}").json().getAsJsonObject("user"), "id");
        assertEquals(409, lab.admin.send("POST", lab.keystone() + "/users", "{\"user\":{\"name\":\"eve\"}}").status());
        String grant = lab.keystone() + "/projects/" + Ids.fixed("project:demo") + "/users/" + id + "/roles/" + Ids.fixed("role:reader");
        assertEquals(204, lab.admin.send("PUT", grant, null).status());
        try (Client eve = new Client().login(lab.keystone(), "eve", "pw", "demo")) {
            assertEquals(200, eve.get(lab.url("network") + "/v2.0/networks").status());
            assertEquals(403, eve.send("POST", lab.url("network") + "/v2.0/networks", "{\"network\":{\"name\":\"x\"}}").status());
        }
    }
}
