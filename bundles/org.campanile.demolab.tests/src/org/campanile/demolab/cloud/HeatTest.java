package org.campanile.demolab.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.campanile.demolab.Client.Reply;
import org.campanile.demolab.http.ResourceFault;
import org.campanile.demolab.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stacks of the demo lab's Heat. */
class HeatTest {

    private static final String TEMPLATE = """
            heat_template_version: 2018-08-31
            description: two units
            parameters:
              count: {type: number, default: 8}
            resources:
              net: {type: OS::Neutron::Net}
              subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: 10.50.0.0/24}}
              port: {type: OS::Neutron::Port, depends_on: subnet, properties: {network: {get_resource: net}}}
              word: {type: OS::Heat::RandomString, properties: {length: {get_param: count}}}
              config: {type: OS::Heat::SoftwareConfig, properties: {group: ungrouped, config: {str_replace: {template: "word=$W", params: {$W: {get_attr: [word, value]}}}}}}
              web:
                type: OS::Nova::Server
                properties: {image: demo-windows, flavor: m1.small, networks: [{port: {get_resource: port}}], user_data_format: SOFTWARE_CONFIG, user_data: {get_resource: config}}
            outputs:
              address: {value: {get_attr: [web, first_address]}}
              word: {value: {list_join: ["-", ["w", {get_attr: [word, value]}]]}}
            """;

    private CloudLab lab;

    @BeforeEach
    void start() throws Exception {
        lab = new CloudLab();
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    private Reply create(String name, String template) throws Exception {
        return lab.admin.send("POST", lab.heat() + "/stacks", Json.obj("stack_name", name, "template", template).toString());
    }

    private String stack(String name, String template) throws Exception {
        Reply made = create(name, template);
        assertEquals(201, made.status(), made.body());
        return lab.heat() + "/stacks/" + name + "/" + Json.text(made.json().getAsJsonObject("stack"), "id");
    }

    private JsonObject until(String url, String status) throws Exception {
        return lab.admin.until(url, r -> {
            String now = Json.text(r.json().getAsJsonObject("stack"), "stack_status");
            assertTrue(now.endsWith("IN_PROGRESS") || now.equals(status), now + ": " + r.body());
            return now.equals(status);
        }).json().getAsJsonObject("stack");
    }

    private static String error(Reply reply) {
        return Json.text(reply.json().getAsJsonObject("error"), "message");
    }

    @Test
    void aStackIsMadeInOrderWithEventsAndOutputsAndDeleted() throws Exception {
        String url = stack("lab1", TEMPLATE);
        JsonObject stack = until(url, "CREATE_COMPLETE");
        assertTrue(stack.getAsJsonArray("outputs").toString().contains("10.50.0.2"), stack.toString());
        List<String> events = new ArrayList<>();
        String marker = "";
        while (true) {
            JsonArray page = lab.admin.get(url + "/events?sort_dir=asc&limit=3" + (marker.isEmpty() ? "" : "&marker=" + marker)).json().getAsJsonArray("events");
            if (page.isEmpty()) {
                break;
            }
            page.forEach(e -> events.add(Json.text(e.getAsJsonObject(), "resource_name") + " " + Json.text(e.getAsJsonObject(), "resource_status")));
            marker = Json.text(page.get(page.size() - 1).getAsJsonObject(), "id");
        }
        assertEquals(14, events.size(), events.toString());
        assertTrue(events.indexOf("port CREATE_COMPLETE") < events.indexOf("web CREATE_IN_PROGRESS"), events.toString());
        assertEquals("lab1 CREATE_COMPLETE", events.getLast());
        Reply named = lab.admin.get(lab.heat() + "/stacks/lab1?x=1");
        assertEquals(302, named.status());
        assertEquals(url + "?x=1", named.raw().headers().firstValue("Location").orElse(""));
        assertEquals(409, create("lab1", TEMPLATE).status());
        assertEquals(204, lab.admin.send("DELETE", url, null).status());
        until(url, "DELETE_COMPLETE");
        assertEquals("The Stack (lab1) could not be found.", error(lab.admin.get(lab.heat() + "/stacks/lab1")));
        assertEquals(0, lab.admin.get(lab.url("compute") + "/v2.1/servers").json().getAsJsonArray("servers").size());
        assertEquals(0, lab.admin.get(lab.url("network") + "/v2.0/subnets?cidr=10.50.0.0/24").json().getAsJsonArray("subnets").size());
    }

    @Test
    void theUserDataOfASoftwareConfigReachesTheListener() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        lab.cloud.listen(new ServerListener() {
            @Override
            public void serverActive(ServerInfo info) {
                heard.add(info.userData());
            }

            @Override
            public void serverDeleted(String id) {
                heard.add("gone");
            }
        });
        until(stack("lab1", TEMPLATE), "CREATE_COMPLETE");
        assertTrue(String.valueOf(heard.poll(10, TimeUnit.SECONDS)).matches("word=[a-zA-Z0-9]{8}"), heard::toString);
    }

    @Test
    void aFaultOnDemandFailsTheStackWithItsReason() throws Exception {
        lab.faults.add(ResourceFault.of("OS::Neutron::.*", "port", "Quota exceeded", 1));
        String url = stack("bad", TEMPLATE);
        JsonObject stack = until(url, "CREATE_FAILED");
        assertEquals("Resource CREATE failed: ResourceInError: resources.port: Quota exceeded", Json.text(stack, "stack_status_reason"));
        assertFalse(lab.admin.get(url + "/resources").body().contains("\"resource_name\":\"web\""), "what needs it is not begun");
        lab.admin.send("DELETE", url, null);
        until(url, "DELETE_COMPLETE");
    }

    @Test
    void aServerInErrorFailsItsStackAndStays() throws Exception {
        lab.faults.add(ResourceFault.of("OS::Nova::Server", "bad-web-.*", "No valid host was found. ", 1));
        String url = stack("bad", TEMPLATE);
        JsonObject stack = until(url, "CREATE_FAILED");
        assertTrue(Json.text(stack, "stack_status_reason").contains("Went to status ERROR due to \"Message: No valid host was found. , Code: 500\""), stack.toString());
        assertNotEquals("", Json.text(lab.admin.get(url + "/resources/web").json().getAsJsonObject("resource"), "physical_resource_id"));
        lab.admin.send("DELETE", url, null);
        until(url, "DELETE_COMPLETE");
    }

    @Test
    void anUpdateAddsChangesReplacesAndRemoves() throws Exception {
        String url = stack("up", TEMPLATE);
        until(url, "CREATE_COMPLETE");
        String serverBefore = Json.text(lab.admin.get(url + "/resources/web").json().getAsJsonObject("resource"), "physical_resource_id");
        String netBefore = Json.text(lab.admin.get(url + "/resources/net").json().getAsJsonObject("resource"), "physical_resource_id");
        String next = TEMPLATE.replace("net: {type: OS::Neutron::Net}", "net: {type: OS::Neutron::Net, properties: {name: other}}").replace("default: 8", "default: 9")
                .replace("  config:", "  group: {type: OS::Neutron::SecurityGroup, properties: {rules: [{direction: ingress, protocol: tcp, port_range_min: 80, port_range_max: 80}]}}\n  config:");
        String body = Json.obj("template", next).toString();
        JsonObject preview = lab.admin.send("PUT", url + "/preview", body).json().getAsJsonObject("resource_changes");
        assertEquals("group", Json.text(preview.getAsJsonArray("added").get(0).getAsJsonObject(), "resource_name"));
        assertEquals("net", Json.text(preview.getAsJsonArray("updated").get(0).getAsJsonObject(), "resource_name"));
        assertTrue(preview.get("replaced").toString().contains("\"word\""), preview.toString());
        assertEquals(202, lab.admin.send("PUT", url, body).status());
        until(url, "UPDATE_COMPLETE");
        assertEquals(netBefore, Json.text(lab.admin.get(url + "/resources/net").json().getAsJsonObject("resource"), "physical_resource_id"));
        assertNotEquals(serverBefore, Json.text(lab.admin.get(url + "/resources/web").json().getAsJsonObject("resource"), "physical_resource_id"),
                "new user data makes a new server");
        assertEquals(1, lab.admin.get(lab.url("compute") + "/v2.1/servers").json().getAsJsonArray("servers").size(), "the old one is gone");
        String fewer = "heat_template_version: 2018-08-31\nresources:\n  net: {type: OS::Neutron::Net, properties: {name: other}}\n";
        lab.admin.send("PUT", url, Json.obj("template", fewer).toString());
        until(url, "UPDATE_COMPLETE");
        assertEquals(1, lab.admin.get(url + "/resources").json().getAsJsonArray("resources").size());
    }

    @Test
    void mistakesAreToldInHeatsWords() throws Exception {
        String head = "heat_template_version: 2018-08-31\nresources:\n";
        assertEquals("The Resource Type (OS::Nope::X) could not be found.", error(create("e", head + "  r: {type: OS::Nope::X}\n")));
        assertEquals("Property error: resources.r.properties: Unknown Property lenght", error(create("e", head + "  r: {type: OS::Heat::RandomString, properties: {lenght: 1}}\n")));
        assertEquals("Property error: : resources.r.properties.length: : Value 'x' is not an integer",
                error(create("e", head + "  r: {type: OS::Heat::RandomString, properties: {length: x}}\n")));
        assertEquals("The specified reference \"zz\" (in r) is incorrect.", error(create("e", head + "  r: {type: OS::Heat::RandomString, depends_on: zz}\n")));
        assertEquals("Property error: : resources.r.properties.length: : The Parameter (z) was not provided.",
                error(create("e", head + "  r: {type: OS::Heat::RandomString, properties: {length: {get_param: z}}}\n")));
        assertTrue(error(create("e", head + "  r: {type: [\n")).startsWith("Template format error"));
        assertTrue(error(create("e", head + "  a: {type: OS::Heat::RandomString, depends_on: b}\n  b: {type: OS::Heat::RandomString, depends_on: a}\n")).startsWith("Circular"));
        assertEquals("Property error: : resources.r.properties.image: : Error validating value 'nope': The Image (nope) could not be found.",
                error(create("e", head + "  r: {type: OS::Nova::Server, properties: {image: nope, flavor: m1.small}}\n")));
        assertEquals(0, lab.admin.get(lab.heat() + "/stacks").json().getAsJsonArray("stacks").size(), "nothing of it was begun");
    }

    @Test
    void aWaitConditionWaitsForItsSignal() throws Exception {
        String url = stack("wait", """
                heat_template_version: 2018-08-31
                resources:
                  handle: {type: OS::Heat::WaitConditionHandle}
                  wait: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: handle}, timeout: 30}}
                """);
        lab.admin.until(url + "/resources", r -> r.body().contains("\"resource_type\":\"OS::Heat::WaitCondition\""));
        assertEquals("CREATE_IN_PROGRESS", Json.text(lab.admin.get(url).json().getAsJsonObject("stack"), "stack_status"));
        try (Client anybody = new Client()) {
            assertEquals(401, anybody.send("POST", url + "/resources/handle/signal", "{}").status());
            assertEquals(401, anybody.with("gAAAAAwrong").send("POST", url + "/resources/handle/signal", "{}").status());
        }
        assertEquals(200, lab.admin.send("POST", url + "/resources/handle/signal", "{\"status\":\"SUCCESS\"}").status());
        until(url, "CREATE_COMPLETE");
    }

    @Test
    void theHandlesOwnTokenOrSignatureIsEnough() throws Exception {
        String url = stack("own", """
                heat_template_version: 2018-08-31
                resources:
                  token: {type: OS::Heat::WaitConditionHandle}
                  signed: {type: OS::Heat::WaitConditionHandle, properties: {signal_transport: CFN_SIGNAL}}
                  wait: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: token}, timeout: 30}}
                  other: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: signed}, timeout: 30}}
                outputs:
                  token: {value: {get_attr: [token, token]}}
                  cli: {value: {get_attr: [token, curl_cli]}}
                  endpoint: {value: {get_attr: [signed, endpoint]}}
                """);
        lab.admin.until(url + "/resources", r -> r.body().contains("OS::Heat::WaitCondition\""));
        String token = output(url, "token");
        String endpoint = output(url, "endpoint");
        assertTrue(output(url, "cli").contains("X-Auth-Token: " + token), output(url, "cli"));
        try (Client unit = new Client()) {
            assertEquals(403, unit.send("POST", endpoint.replaceAll("Signature=..", "Signature=00"), "{}").status());
            assertEquals(200, unit.send("POST", endpoint, "{}").status());
            assertEquals(200, unit.with(token).send("POST", url + "/resources/token/signal", "{}").status());
            assertEquals(401, unit.get(lab.heat() + "/stacks").status(), "that token is good for nothing else");
        }
        until(url, "CREATE_COMPLETE");
    }

    private String output(String url, String key) throws Exception {
        return lab.admin.until(url + "/outputs/" + key, r -> r.status() == 200 && r.json().getAsJsonObject("output").has("output_value")
                && !r.json().getAsJsonObject("output").get("output_value").isJsonNull()).json().getAsJsonObject("output").get("output_value").getAsString();
    }

    @Test
    void aDeleteBreaksACreateOff() throws Exception {
        String url = stack("long", """
                heat_template_version: 2018-08-31
                resources:
                  handle: {type: OS::Heat::WaitConditionHandle}
                  wait: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: handle}, timeout: 3000}}
                """);
        lab.admin.until(url + "/resources", r -> r.body().contains("\"resource_type\":\"OS::Heat::WaitCondition\""));
        assertEquals(204, lab.admin.send("DELETE", url, null).status());
        lab.admin.until(url, r -> r.body().contains("\"DELETE_COMPLETE\""));
    }

    @Test
    void validateListsParametersAndPreviewMakesNothing() throws Exception {
        Reply validated = lab.admin.send("POST", lab.heat() + "/validate", Json.obj("template", TEMPLATE).toString());
        assertEquals("Number", Json.text(validated.json().getAsJsonObject("Parameters").getAsJsonObject("count"), "Type"));
        Reply preview = lab.admin.send("POST", lab.heat() + "/stacks/preview", Json.obj("stack_name", "p", "template", TEMPLATE).toString());
        assertEquals(6, preview.json().getAsJsonObject("stack").getAsJsonArray("resources").size());
        assertEquals(404, lab.admin.get(lab.heat() + "/stacks/p").status());
        assertTrue(lab.admin.get(lab.heat() + "/services").body().contains("\"status\":\"up\""));
    }
}
