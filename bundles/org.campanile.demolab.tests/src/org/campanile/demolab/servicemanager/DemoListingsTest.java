package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.campanile.core.servicemanager.Command;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.RawExchange;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The demo system's listings, parameters and live commands (protocol document, sections 2, 3 and 13). */
class DemoListingsTest {

    private Bench bench;
    private ServiceManager client;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench();
        client = bench.client(bench.demo.url());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private RawExchange get(String path) throws Exception {
        return client.exchange("GET", path, null, Task.unwatched());
    }

    @ParameterizedTest
    @CsvSource({ "/, 200", "/v1, 200", "/v1/nodes, 200", "/v1/nodes/2, 200", "/v1/nodes/controller-0, 200", "/v1/sm_sda/controller, 500",
        "/v1/nodes?limit=2, 500", "/v1/services?limit=1, 500", "/v1/sm_sda?limit=3, 200", "/v1/nodes?colour=red, 400",
        "/v1/nodes?sort_key=colour, 500", "/v1/nodes?limit=-1, 400", "/v1/nodes?marker=99, 404", "/v1/servicenode, 405",
        "/v1/servicenode/controller-0.example.com, 404", "/v1/servicenode/controller-0.json, 200", "/v2, 404" })
    void statusOf(String path, int status) throws Exception {
        assertEquals(status, get(path).status(), get(path).cameBack());
    }

    @Test
    void rowThatDoesNotExistIsNull() throws Exception {
        assertEquals("null", get("/v1/nodes/controller-7").body());
    }

    @Test
    void rootNeedsNoToken() throws Exception {
        ServiceManager without = bench.client((rejected, task) -> null, bench.demo.url());
        assertEquals(200, without.exchange("GET", "/", null, Task.unwatched()).status());
        RawExchange refused = without.exchange("GET", "/v1/nodes", null, Task.unwatched());
        assertEquals(401, refused.status());
        assertTrue(refused.body().contains("\"code\":401"), refused.body());
    }

    @Test
    void fullPageOfAssignmentsPointsToTheNext() throws Exception {
        JsonObject page = JsonParser.parseString(get("/v1/sm_sda?limit=3").body()).getAsJsonObject();
        assertEquals(3, page.getAsJsonArray("sm_sda").size());
        String next = page.get("next").getAsString();
        JsonObject second = JsonParser.parseString(get(next.substring(bench.demo.url().length())).body()).getAsJsonObject();
        assertEquals(3, second.getAsJsonArray("sm_sda").size());
        assertTrue(!second.getAsJsonArray("sm_sda").equals(page.getAsJsonArray("sm_sda")), "the second page has other rows");
    }

    @Test
    void lockAndUnlockTakePlace() throws Exception {
        assertTrue(client.command("controller-1", Command.lock(), Task.unwatched()) instanceof CommandResult.Accepted);
        assertEquals("locked", client.serviceNode("controller-1", Task.unwatched()).admin());
        assertTrue(client.assignments(Task.unwatched()).stream().filter(a -> a.node().equals("controller-1"))
                .allMatch(a -> a.state().equals("disabled")));
        CommandResult.Refused refused = (CommandResult.Refused) client.command("controller-0", Command.swactPreCheck(), Task.unwatched());
        assertEquals("controller-1 is not ready to take service, controller-1 is locked", refused.reason());
        assertTrue(client.command("controller-1", Command.unlock(), Task.unwatched()) instanceof CommandResult.Accepted);
        assertTrue(client.command("controller-0", Command.swactPreCheck(), Task.unwatched()) instanceof CommandResult.Accepted);
    }

    @Test
    void unknownNameCreatesANode() throws Exception {
        client.exchange("PATCH", "/v1/servicenode/controler-0", Command.unlock().toJson(), Task.unwatched());
        assertTrue(client.nodes(Task.unwatched()).stream().anyMatch(n -> n.name().equals("controler-0")));
    }

    @Test
    void deploymentServiceAwayDividesTheGenerations() throws Exception {
        bench.demo.usm("{\"kind\":\"unreachable\"}");
        CommandResult.Refused strict = (CommandResult.Refused) client.command("controller-0", Command.swactPreCheck(), Task.unwatched());
        assertEquals("Deployment data in both controllers is not in sync.", strict.reason());
        bench.demo.strict(false);
        assertTrue(client.command("controller-0", Command.swactPreCheck(), Task.unwatched()) instanceof CommandResult.Accepted);
    }
}
