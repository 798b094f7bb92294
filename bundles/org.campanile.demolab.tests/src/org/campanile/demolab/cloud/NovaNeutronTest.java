package org.campanile.demolab.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonObject;
import org.campanile.demolab.Client;
import org.campanile.demolab.Client.Reply;
import org.campanile.demolab.http.ResourceFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers and networks of the demo lab. */
class NovaNeutronTest {

    private CloudLab lab;
    private String nova;
    private String neutron;

    @BeforeEach
    void start() throws Exception {
        begin(new CloudLab());
    }

    private void begin(CloudLab with) {
        lab = with;
        nova = lab.url("compute") + "/v2.1";
        neutron = lab.url("network") + "/v2.0";
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    private Reply boot(String name, String more) throws Exception {
        return lab.admin.send("POST", nova + "/servers", "{\"server\":{\"name\":\"" + name + "\",\"imageRef\":\"" + Ids.fixedUuid("image:demo-windows")
                + "\",\"flavorRef\":\"" + Ids.fixedUuid("flavor:m1.small") + "\"" + more + "}}");
    }

    private static String id(Reply made) {
        return Json.text(made.json().getAsJsonObject("server"), "id");
    }

    @Test
    void aServerComesUpIsAnnouncedWithItsUserDataAndGoes() throws Exception {
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        lab.cloud.listen(new ServerListener() {
            @Override
            public void serverActive(ServerInfo info) {
                heard.add(info);
            }

            @Override
            public void serverDeleted(String id) {
                heard.add(id);
            }
        });
        String data = Base64.getEncoder().encodeToString("#ps1 grüße".getBytes(StandardCharsets.UTF_8));
        Reply made = boot("ad1", ",\"user_data\":\"" + data + "\"");
        assertEquals(202, made.status(), made.body());
        String url = nova + "/servers/" + id(made);
        ServerInfo info = (ServerInfo) heard.poll(10, TimeUnit.SECONDS);
        assertNotNull(info);
        assertEquals("#ps1 grüße", info.userData());
        assertTrue(info.address().startsWith("10.10."), info.address());
        assertTrue(!info.toString().contains("ps1"), "user data is not printed");
        lab.admin.until(url, r -> r.body().contains("\"status\":\"ACTIVE\""));
        assertTrue(lab.admin.send("POST", url + "/action", "{\"os-getConsoleOutput\":{}}").body().contains("ad1 login"));
        assertEquals(204, lab.admin.send("DELETE", url, null).status());
        assertEquals(info.id(), heard.poll(10, TimeUnit.SECONDS));
        lab.admin.until(url, r -> r.status() == 404);
        assertEquals(0, lab.admin.get(neutron + "/ports?device_id=" + info.id()).json().getAsJsonArray("ports").size());
    }

    @Test
    void aServerIsInBuildUntilItIsUp() throws Exception {
        lab.close();
        begin(CloudLab.standingStill());
        JsonObject server = lab.admin.get(nova + "/servers/" + id(boot("ad1", ""))).json().getAsJsonObject("server");
        assertEquals("BUILD", Json.text(server, "status"));
        assertEquals("scheduling", Json.text(server, "OS-EXT-STS:task_state"));
    }

    @Test
    void stopAndStartMindTheState() throws Exception {
        String url = nova + "/servers/" + id(boot("s", ""));
        lab.admin.until(url, r -> r.body().contains("\"status\":\"ACTIVE\""));
        assertEquals(409, lab.admin.send("POST", url + "/action", "{\"os-start\":null}").status());
        assertEquals(202, lab.admin.send("POST", url + "/action", "{\"os-stop\":null}").status());
        lab.admin.until(url, r -> r.body().contains("\"status\":\"SHUTOFF\""));
        assertEquals(202, lab.admin.send("POST", url + "/action", "{\"os-start\":null}").status());
        lab.admin.until(url, r -> r.body().contains("\"status\":\"ACTIVE\""));
    }

    @Test
    void aFaultEndsInErrorWithItsReason() throws Exception {
        lab.faults.add(ResourceFault.of("OS::Nova::Server", "doomed", "No valid host was found. ", 1));
        JsonObject server = lab.admin.until(nova + "/servers/" + id(boot("doomed", "")), r -> r.body().contains("\"status\":\"ERROR\"")).json()
                .getAsJsonObject("server");
        assertEquals("No valid host was found. ", Json.text(server.getAsJsonObject("fault"), "message"));
    }

    @Test
    void whatCannotBeBootedIsRefusedInNovasWords() throws Exception {
        Reply flavor = lab.admin.send("POST", nova + "/servers", "{\"server\":{\"name\":\"x\",\"imageRef\":\"" + Ids.fixedUuid("image:demo-linux")
                + "\",\"flavorRef\":\"99\"}}");
        assertEquals("Flavor 99 could not be found.", Json.text(flavor.json().getAsJsonObject("badRequest"), "message"));
        assertEquals(400, boot("x", ",\"user_data\":\"%%%\"").status());
        lab.admin.send("PUT", nova + "/os-quota-sets/" + Ids.fixed("project:admin"), "{\"quota_set\":{\"instances\":0}}");
        Reply quota = boot("x", "");
        assertEquals(403, quota.status());
        assertEquals("Quota exceeded for instances: Requested 1, but already used 0 of 0 instances",
                Json.text(quota.json().getAsJsonObject("forbidden"), "message"));
    }

    @Test
    void microversionsChangeTheForm() throws Exception {
        String url = nova + "/servers/" + id(boot("m", ""));
        assertTrue(lab.admin.get(url).json().getAsJsonObject("server").getAsJsonObject("flavor").has("id"));
        Reply newer = lab.admin.get(url, "OpenStack-API-Version", "compute 2.79");
        assertEquals("m1.small", Json.text(newer.json().getAsJsonObject("server").getAsJsonObject("flavor"), "original_name"));
        assertEquals("compute 2.79", newer.raw().headers().firstValue("OpenStack-API-Version").orElse(""));
        assertEquals(406, lab.admin.get(url, "OpenStack-API-Version", "compute 2.999").status());
    }

    @Test
    void theInfrastructureIsTheAdminsAlone() throws Exception {
        try (Client demo = new Client().login(lab.keystone(), "demo", "demo-secret", "demo")) {
            for (String path : new String[] { "/os-services", "/os-hypervisors/statistics", "/os-availability-zone/detail" }) {
                assertEquals(200, lab.admin.get(nova + path).status(), path);
                assertEquals(403, demo.get(nova + path).status(), path);
            }
            assertTrue(demo.get(nova + "/os-availability-zone").body().contains("zone-b"));
            assertEquals(0, demo.get(neutron + "/agents").json().getAsJsonArray("agents").size());
        }
    }

    @Test
    void networksKeepTheirRules() throws Exception {
        String net = Json.text(lab.admin.send("POST", neutron + "/networks", "{\"network\":{\"name\":\"n\"}}").json().getAsJsonObject("network"), "id");
        String subnet = "{\"subnet\":{\"network_id\":\"" + net + "\",\"cidr\":\"10.99.0.0/29\",\"ip_version\":4}}";
        assertEquals(201, lab.admin.send("POST", neutron + "/subnets", subnet).status());
        assertEquals(400, lab.admin.send("POST", neutron + "/subnets", subnet).status(), "overlaps");
        String port = "{\"port\":{\"network_id\":\"" + net + "\"}}";
        for (int i = 0; i < 5; i++) {
            assertEquals(201, lab.admin.send("POST", neutron + "/ports", port).status());
        }
        Reply full = lab.admin.send("POST", neutron + "/ports", port);
        assertEquals("IpAddressGenerationFailure", Json.text(full.json().getAsJsonObject("NeutronError"), "type"));
        assertEquals("NetworkInUse", Json.text(lab.admin.send("DELETE", neutron + "/networks/" + net, null).json().getAsJsonObject("NeutronError"), "type"));
        assertEquals("Network nope could not be found.", Json.text(lab.admin.get(neutron + "/networks/nope").json().getAsJsonObject("NeutronError"), "message"));
        assertEquals(2, lab.admin.get(neutron + "/networks?name=public&name=private").json().getAsJsonArray("networks").size());
    }

    @Test
    void aFloatingIpPointsAtAPortAndRulesAreUnique() throws Exception {
        String url = nova + "/servers/" + id(boot("f", ""));
        lab.admin.until(url, r -> r.body().contains("\"status\":\"ACTIVE\""));
        String port = Json.text(lab.admin.get(neutron + "/ports?device_id=" + url.substring(url.lastIndexOf('/') + 1)).json().getAsJsonArray("ports").get(0)
                .getAsJsonObject(), "id");
        Reply floating = lab.admin.send("POST", neutron + "/floatingips", "{\"floatingip\":{\"floating_network_id\":\"" + Ids.fixedUuid("network:public")
                + "\",\"port_id\":\"" + port + "\"}}");
        assertEquals(201, floating.status(), floating.body());
        assertTrue(lab.admin.get(url).body().contains(Json.text(floating.json().getAsJsonObject("floatingip"), "floating_ip_address")));
        String group = Json.text(lab.admin.send("POST", neutron + "/security-groups", "{\"security_group\":{\"name\":\"rdp\"}}").json().getAsJsonObject("security_group"),
                "id");
        String rule = "{\"security_group_rule\":{\"security_group_id\":\"" + group + "\",\"direction\":\"ingress\",\"protocol\":\"tcp\",\"port_range_min\":3389,\"port_range_max\":3389}}";
        assertEquals(201, lab.admin.send("POST", neutron + "/security-group-rules", rule).status());
        assertEquals(409, lab.admin.send("POST", neutron + "/security-group-rules", rule).status());
        assertNotEquals(404, lab.admin.get(neutron + "/security-groups/" + group).status());
    }
}
