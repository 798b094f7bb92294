package org.campanile.demolab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The demo lab as a whole: start, state, faults from outside. */
class DemoLabTest {

    @TempDir
    Path folder;

    private static Client admin(DemoLab lab) throws Exception {
        return new Client().login(lab.endpoints().get("identity"), "admin", "admin-secret", "admin");
    }

    @Test
    @Tag("alone")
    void itStartsInUnderFiveSecondsWithAllItsServices() throws Exception {
        Instant begin = Instant.now();
        try (DemoLab lab = DemoLab.start(DemoLabOptions.defaults())) {
            Duration took = Duration.between(begin, Instant.now());
            assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "took " + took);
            try (Client client = admin(lab)) {
                String catalog = client.get(lab.endpoints().get("identity") + "/auth/catalog").body();
                for (String type : List.of("identity", "image", "compute", "network", "orchestration", "application-catalog", "smapi")) {
                    assertTrue(catalog.contains("\"type\":\"" + type + "\""), type + " is missing in " + catalog);
                }
                assertEquals(200, client.get(lab.endpoints().get("murano") + "/environments").status());
                assertEquals(200, client.get(lab.endpoints().get("smapi") + "/v1/servicenode/controller-0").status());
            }
            JsonObject printed = JsonParser.parseString(lab.endpointsJson()).getAsJsonObject();
            assertEquals(lab.endpoints().keySet(), printed.keySet());
            Map<?, ?> clouds = (Map<?, ?>) ((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(lab.cloudsYaml())).get("clouds");
            assertEquals(List.of("demo-lab", "demo-lab-user"), List.copyOf(clouds.keySet()));
        }
    }

    @Test
    void keptStateAndPortsComeBack() throws Exception {
        Map<String, String> before;
        DemoLabOptions options = DemoLabOptions.defaults().keptIn(folder).withTimeScale(0.05);
        try (DemoLab lab = DemoLab.start(options); Client client = admin(lab)) {
            before = lab.endpoints();
            client.send("POST", before.get("image") + "/v2/images", "{\"name\":\"mine\"}");
            assertThrows(FailureException.class, () -> DemoLab.start(options), "a folder serves one lab at a time");
        }
        assertFalse(Files.readString(folder.resolve("state.json")).contains("admin-secret"), "no password is written");
        try (DemoLab lab = DemoLab.start(options); Client client = admin(lab)) {
            assertEquals(before, lab.endpoints());
            assertTrue(client.get(before.get("image") + "/v2/images?name=mine").body().contains("\"mine\""));
        }
    }

    @Test
    void stateThatIsThrownAwayDoesNotComeBack() throws Exception {
        try (DemoLab lab = DemoLab.start(DemoLabOptions.defaults()); Client client = admin(lab)) {
            client.send("POST", lab.endpoints().get("image") + "/v2/images", "{\"name\":\"mine\"}");
        }
        try (DemoLab lab = DemoLab.start(DemoLabOptions.defaults()); Client client = admin(lab)) {
            assertFalse(client.get(lab.endpoints().get("image") + "/v2/images").body().contains("\"mine\""));
        }
    }

    @Test
    void aBrokenStateFileIsRefusedAndLeftAsItIs() throws Exception {
        Files.writeString(folder.resolve("state.json"), "{\"tables\": [broken");
        FailureException e = assertThrows(FailureException.class, () -> DemoLab.start(DemoLabOptions.defaults().keptIn(folder)));
        assertTrue(e.failure().subject().endsWith("state.json"), e.failure().details());
        assertEquals("{\"tables\": [broken", Files.readString(folder.resolve("state.json")));
    }

    @Test
    void faultsAreAddedAndClearedFromOutside() throws Exception {
        try (DemoLab lab = DemoLab.start(DemoLabOptions.defaults()); Client client = admin(lab)) {
            String images = lab.endpoints().get("image") + "/v2/images";
            String faults = lab.endpoints().get("compute") + "/_demo/faults";
            assertEquals(200, client.send("POST", faults, "{\"service\":\"glance\",\"status\":503,\"times\":2}").status());
            assertEquals(503, client.get(images).status());
            assertEquals(503, client.get(images).status());
            assertEquals(200, client.get(images).status(), "used up");
            assertEquals(400, client.send("POST", faults, "{\"path\":\"(\"}").status());
            client.send("POST", faults, "{\"service\":\"*\",\"kind\":\"cut\"}");
            assertThrows(java.io.IOException.class, () -> client.get(images));
            assertEquals(200, client.send("DELETE", faults, null).status());
            assertEquals(200, client.get(images).status());
            assertEquals(200, client.send("POST", faults, "{\"resource\":{\"type\":\"OS::Nova::Server\",\"name\":\"x\",\"reason\":\"No valid host\"}}").status());
            assertEquals(1, lab.faults().resources().size());
            client.send("DELETE", faults, null);
            assertEquals(400, client.send("POST", faults, "{\"agent\":{\"kind\":\"lazy\"}}").status());
            Client.Reply listed = client.send("POST", faults, "{\"agent\":{\"kind\":\"silent\",\"host\":\"dc-1\",\"times\":2}}");
            assertEquals("[{\"kind\":\"SILENT\",\"function\":\"*\",\"host\":\"dc-1\",\"times\":2}]", listed.json().get("agents").toString());
            assertEquals(1, lab.agents().faults().list().size());
            client.send("DELETE", faults, null);
            assertEquals(0, lab.agents().faults().list().size());
        }
    }
}
