package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

/** {@code campanile demo-lab start}, which ends by Ctrl+C. */
@Timeout(120)
class DemoLabCommandsTest {

    @TempDir
    Path folder;
    private Bench bench;
    private int answered;

    @BeforeEach
    void bench() {
        bench = new Bench(folder);
        // By the time it says so, the endpoints are printed and answer.
        bench.watch(text -> {
            if (text.contains("runs until Ctrl+C")) {
                answered = ask();
                bench.interrupt();
            }
        });
    }

    private String identity = "";

    private int ask() {
        if (identity.isEmpty()) {
            return 0;
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(identity)).build(), HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (Exception e) {
            return -1;
        }
    }

    @Test
    void itPrintsItsEndpointsAndWritesACloudsFile() throws Exception {
        JsonObject json;
        // It has the port and does not listen there, so that nobody but who asks for it by its number gets it, before and after.
        try (Socket place = new Socket()) {
            place.setReuseAddress(true);
            place.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            identity = "http://127.0.0.1:" + place.getLocalPort() + "/v3";
            json = bench.run("demo-lab", "start", "--register", "--port", "identity=" + place.getLocalPort()).code(0).tells("The demo lab ends.").json()
                    .getAsJsonObject();
            assertEquals(200, answered);
            assertEquals(-1, ask(), "it goes on after its end");
        }
        assertEquals(List.of("identity", "image", "compute", "network", "orchestration", "murano", "smapi", "platform", "faultmanagement", "amqp", "amqps", "rabbitmq", "amqps_ca", "lab", "clouds_yaml"),
                List.copyOf(json.keySet()));
        assertEquals(identity, json.get("identity").getAsString());
        Path clouds = Path.of(json.get("clouds_yaml").getAsString());
        assertTrue(clouds.startsWith(bench.home()) && Files.readString(clouds).contains(identity));
        bench.run("lab", "list").code(0).says("demo-lab").says(identity);
    }

    @Test
    void anotherLabOfItsNameIsLeftAlone() throws Exception {
        Path clouds = Files.writeString(folder.resolve("c.yaml"), "clouds: {c: {auth: {auth_url: 'http://127.0.0.1:1/v3', username: u, project_name: p, user_domain_name: Default, project_domain_name: Default}}}");
        bench.set("OS_CLIENT_CONFIG_FILE", clouds.toString()).run("lab", "add", "demo-lab", "--os-cloud", "c").code(0);
        bench.run("demo-lab", "start", "--register").code(1).tells("You have a lab of this name that is no demo lab.");
        bench.run("lab", "list").says("http://127.0.0.1:1/v3");
    }

    @Test
    void aPortThatIsTakenIsToldAndAKeptStateComesBack() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            bench.run("demo-lab", "start", "--port", "identity=" + taken.getLocalPort()).code(1).tells("One of its services did not start.");
        }
        String keep = folder.resolve("kept").toString();
        JsonObject first = bench.run("demo-lab", "start", "--keep", keep).code(0).json().getAsJsonObject();
        assertEquals(first, bench.run("demo-lab", "start", "--keep", keep).code(0).json().getAsJsonObject());
        bench.run("demo-lab", "start", "-f", "yaml").code(0).says("identity: ");
        assertEquals("field,value", bench.run("demo-lab", "start", "-f", "csv").code(0).csv().getFirst());
    }
}
